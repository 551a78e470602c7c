"""Which concept a supervision is run at: never silently below the one that is recommended."""

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from audits.joint.concepts import recommended
from audits.joint.models import Audit, LowerConcept, SystemAssessment
from audits.joint.states import ANSWERABLE, AuditState, LowerState
from register.results import keep
from secretariat.pagekit.dates import in_words
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record

MAY_RISE = frozenset({*ANSWERABLE, AuditState.REVIEW, AuditState.HEARING, AuditState.NOT_POSSIBLE})


@transaction.atomic
def set_concept(*, by: Actor, audit: Audit, concept: int, reason: str = "") -> Audit:
    """Choose the concept. Below the recommended one it needs a reason, and waits for somebody else's yes.

    Once the letter is sent a concept only rises, e.g. to 6 where a statement does not come. Raises
    NotPermittedError, NotPossibleError without a reason, OutdatedError where it is too late.
    """
    if not by.may(P.AUDITS_PLAN):
        raise NotPermittedError("Du har ikke adgang til at vælge koncept.")
    locked = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    _refuse(locked, concept)
    asks = concept < recommended(locked)
    if asks and not reason.strip():
        raise NotPossibleError("Skriv, hvorfor et lavere koncept end det anbefalede er nok her.")
    for former in locked.lower_concepts.exclude(state=LowerState.REPLACED):
        move(former, "supersede", by=by)
    before, locked.concept = locked.concept, concept
    locked.save(update_fields=["concept"])
    record(locked, "set_concept", by=by, reason=reason, data={"before": before, "after": concept})
    if asks:
        LowerConcept.objects.create(
            audit=locked,
            concept=concept,
            recommended=recommended(locked),
            reason=reason.strip(),
            asked_by_id=by.id,
            asked_by_name=by.signature[:300],
        )
    return locked


def _refuse(audit: Audit, concept: int) -> None:
    if audit.state == AuditState.PLANNED:
        return
    if audit.state not in MAY_RISE:
        raise OutdatedError("Konceptet kan ikke ændres nu.")
    if concept < audit.concept:
        raise NotPossibleError("Konceptet kan ikke sættes ned, når varslet er sendt.")


@transaction.atomic
def decide(*, by: Actor, wish: LowerConcept, approve: bool, answer: str = "") -> LowerConcept:
    """Say yes or no to a lower concept; never who asked for it, and a no says why."""
    if by.id == wish.asked_by_id:
        raise NotPermittedError("En anden end den, der har foreslået det, skal godkende.")
    if not approve and not answer.strip():
        raise NotPossibleError("Skriv, hvorfor det anbefalede koncept skal bruges.")
    now = timezone.now()
    statement = (
        f"Tilsynet er ført efter koncept {wish.concept}, som er lavere end det anbefalede mindste koncept "
        f"{wish.recommended}. Begrundelse: {wish.reason.rstrip('.')}. Godkendt af {by.name} den "
        f"{in_words(timezone.localdate(now))}."
    )
    return move(
        wish,
        "approve" if approve else "refuse",
        by=by,
        reason=answer,
        decided_at=now,
        decided_by_id=by.id,
        decided_by_name=by.signature[:300],
        answer=answer,
        statement=statement if approve else "",
    )


@transaction.atomic
def compute_again(*, by: Actor, audit: Audit) -> bool:
    """Compute a planned supervision's points by what is known today; returns whether anything is other.

    Raises OutdatedError once the letter is sent: then the case keeps the numbers it was decided on.
    """
    locked = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if locked.state != AuditState.PLANNED:
        raise OutdatedError("Varslet er sendt. Sagen beholder de point, den blev besluttet på.")
    systems = {each.system_id: each for each in locked.systems.select_related("assessment")}
    changed = False
    for system_id, result in keep(systems, cause=f"Beregnet igen i {locked.case_number}").items():
        assessment: SystemAssessment = systems[system_id].assessment
        if assessment.result_id != result.pk:
            assessment.result = result
            assessment.points_low, assessment.points_high = result.lowest, result.highest
            assessment.recommended_concept = result.concept
            assessment.save(update_fields=["result", "points_low", "points_high", "recommended_concept"])
            changed = True
    if changed:
        record(locked, "compute_again", by=by, data={"recommended": recommended(locked)})
    return changed
