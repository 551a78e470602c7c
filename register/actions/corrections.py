"""A supplier's corrections: proposed by it, decided by the secretariat, asked of the municipality."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import P
from register.actions.uses import stop_using
from register.changing.actions import propose as propose_change
from register.models import Supplier, SupplierChange, System, SystemCorrection, SystemUse, UseQuestion
from register.permitted import must
from register.thresholds import COUNTED_MEMBERS
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError, move
from workflows.log import record

Kind, State = SystemCorrection.Kind, SystemCorrection.State
CHANGES_HANDS = (Kind.SOLD, Kind.OTHER_COMPANY)


@transaction.atomic
def correct(*, system: System, facts: dict[str, Any], by: Actor) -> SystemCorrection:
    """Propose a correction; act as the supplier whose system it is. Nothing else changes.

    Raises NotPossibleError where the same is proposed already, NotPermittedError.
    """
    must(by, P.SUPPLIER_ANSWER)
    by_supplier = system.supplier_id
    if by_supplier is None:
        raise NotPossibleError(_("Systemet har ingen leverandør i registret."))
    same = SystemCorrection.objects.filter(
        system=system, kind=facts["kind"], kommunekode=facts["kommunekode"], state=State.PROPOSED
    )
    if same.exists():
        raise NotPossibleError(_("I har allerede meldt det. Sekretariatet ser på det."))
    row = SystemCorrection(
        system=system,
        system_name=system.name,
        supplier_id=by_supplier,
        proposed_by_id=by.id,
        proposed_by_name=by.signature[:300],
        **facts,
    )
    row.save(force_insert=True)
    record(row, "correct", by=by, reason=row.text, after=row.state)
    return row


@transaction.atomic
def take(
    *, correction: SystemCorrection, by: Actor, other: Supplier | None = None, answer: str = ""
) -> SupplierChange | None:
    """Follow a correction. Another company becomes a proposed change, which is returned: it is looked at
    and confirmed as such changes are. Raises NotPossibleError where no company is chosen.
    """
    if correction.kind == Kind.LEFT:
        raise NotPossibleError("Det, en leverandør siger om en kommune, noteres, og kommunen spørges.")
    if correction.kind in CHANGES_HANDS and other is None:
        raise NotPossibleError("Vælg det selskab, der leverer systemet nu. Findes det ikke, så opret det.")
    move(correction, "take", by=by, answer=answer)
    if correction.kind == Kind.DISCONTINUED:
        _discontinue(correction, by)
        return None
    return propose_change(
        kind=SupplierChange.Kind.SALE,
        supplier=correction.supplier,
        other=other,
        system=correction.system,
        effective_on=correction.effective_on,
        reason=f"Oplyst af {correction.proposed_by_name}. {correction.text}".strip(),
        by=by,
    )


def _discontinue(correction: SystemCorrection, by: Actor) -> None:
    system = System.objects.select_for_update(of=("self",)).get(pk=correction.system_id)
    system.discontinued_on = correction.effective_on
    system.save()
    record(system, "discontinue", by=by, data={"from": correction.effective_on.isoformat()})


@transaction.atomic
def decline(*, correction: SystemCorrection, answer: str, by: Actor) -> None:
    """Leave the register as it is, and tell the supplier why."""
    if correction.kind == Kind.LEFT:
        raise NotPossibleError("Det, en leverandør siger om en kommune, noteres, og kommunen spørges.")
    if not answer.strip():
        raise NotPossibleError("Skriv, hvorfor registret ikke ændres.")
    move(correction, "decline", by=by, reason=answer, answer=answer)


@transaction.atomic
def note(*, correction: SystemCorrection, by: Actor) -> UseQuestion | None:
    """Note what is said of a municipality, and ask it where it uses the system; the supplier sees no
    difference.
    """
    if correction.kind != Kind.LEFT:
        raise NotPossibleError("Tag stilling til, om rettelsen følges.")
    move(correction, "note", by=by)
    use = use_meant(correction)
    if use is None:
        return None
    question = UseQuestion(
        municipality_id=use.municipality_id,
        use=use,
        why=f"{correction.supplier} oplyser, at I ikke længere bruger systemet. {correction.text}".strip(),
        asked_by_name=by.signature[:300],
    )
    question.save(force_insert=True)
    record(use, "ask_use", by=by)
    return question


def use_meant(correction: SystemCorrection) -> SystemUse | None:
    """The member's active use that the supplier speaks of, if any; for the secretariat's eyes alone."""
    return SystemUse.objects.filter(
        system=correction.system_id,
        municipality__kommunekode=correction.kommunekode,
        municipality__state__in=COUNTED_MEMBERS,
        is_active=True,
    ).first()


@transaction.atomic
def answer_use(*, question: UseQuestion, answer: str, by: Actor) -> UseQuestion:
    """Answer for the municipality; where it has stopped, the use ends.

    Raises OutdatedError when answered, NotPermittedError.
    """
    must(by, P.OWN_SYSTEMS_REPORT)
    locked = (
        UseQuestion.objects.select_for_update(of=("self",)).select_related("use__system").get(pk=question.pk)
    )
    if locked.answered_at is not None:
        raise OutdatedError("Spørgsmålet er allerede besvaret.")
    if answer not in UseQuestion.Answer.values:
        raise NotPossibleError("Vælg et svar.")
    locked.answer, locked.answered_at = answer, timezone.now()
    locked.answered_by_name = by.signature[:300]
    locked.save(update_fields=["answer", "answered_at", "answered_by_name"])
    if answer == UseQuestion.Answer.STOPPED:
        stop_using(use=locked.use, by=by, reason=locked.why)
    else:
        record(locked.use, "still_use", by=by)
    return locked
