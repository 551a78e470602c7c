"""What a document that has been read tells the plan: a reservation, a new transfer, a new sub-processor."""

from collections.abc import Iterator
from uuid import UUID

from django.utils import timezone

from audits.joint.appendices import named_in_agreements
from audits.joint.models import Evidence, PlanEvent, Reliance, StatementReview
from audits.joint.planning.deciding import note_event
from audits.joint.readings import reading_of, supplier_keys
from audits.joint.states import AuditorsConclusion
from register.models import Supplier
from secretariat.pagekit.tags.words import da_date
from workflows.actors import Actor

DOUBTFUL = (AuditorsConclusion.QUALIFIED, AuditorsConclusion.ADVERSE)
Told = tuple[PlanEvent.Kind, str]


def tell_the_plan(*, by: Actor, evidence: Evidence, review: StatementReview) -> list[PlanEvent]:
    """Note what the reading tells, at whose statement it is and at everybody who rests on it.

    The audit it was read in deals with its own systems: an event that came before a report was sent proposes
    nothing for the systems of that report, only for the supplier's others.
    """
    told = list(_told(evidence, review))
    if not told:
        return []
    owner = evidence.version.supplier_id if evidence.version else evidence.supplier_id
    return [
        note_event(
            by=by,
            supplier=each,
            kind=kind,
            happened_on=timezone.localdate(),
            text=f"{_name(evidence, review, own=each.pk == owner)} {words}"[:500],
        )
        for each in _concerned(evidence, owner)
        for kind, words in told
    ]


def _told(evidence: Evidence, review: StatementReview) -> Iterator[Told]:
    if review.conclusion in DOUBTFUL:
        yield PlanEvent.Kind.QUALIFIED, "er med forbehold."
    if review.transfer:
        yield PlanEvent.Kind.TRANSFER, f"fortæller om en ny overførsel: {review.transfer}"
    if new := new_subprocessors(evidence, review):
        yield PlanEvent.Kind.SUBPROCESSOR, f"nævner nye underdatabehandlere: {', '.join(new)}."


def new_subprocessors(evidence: Evidence, review: StatementReview) -> list[str]:
    """Return who is named now, but neither in the agreements nor in the document read before.

    Where neither names anybody there is nothing to be new against.
    """
    former = reading_of(evidence).former
    known = supplier_keys(named_in_agreements(evidence.supplier_id))
    known |= supplier_keys(former.subprocessors) if former else {}
    if not known:
        return []
    return [name for key, name in supplier_keys(review.subprocessors).items() if key not in known]


def _concerned(evidence: Evidence, owner: UUID) -> list[Supplier]:
    concerned = {owner, evidence.audit.supplier_id}
    if evidence.version is not None:
        rests = Reliance.objects.filter(statement=evidence.version.statement_id)
        concerned.update(rests.values_list("supplier_id", flat=True))
    return list(Supplier.objects.filter(pk__in=concerned).order_by("name_sort"))


def _name(evidence: Evidence, review: StatementReview, *, own: bool) -> str:
    until = f" for perioden til {da_date(review.period_to)}" if review.period_to else ""
    return f"»{evidence.title}«{until}" + ("" if own else ", som leverandøren hviler på,")
