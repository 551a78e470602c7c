"""What a municipality's own list says of its systems, for its documentation to the authority."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from register.models import AgreementStatus, Answer, SystemAssessment, SystemUse
from register.queries import NOT_A_PROCESSOR
from register.scoring import processing_of
from register.wanted import SEEN


@dataclass(frozen=True)
class ListedSystem:
    """A system on the municipality's list: who delivers it, and what it holds. None is not known."""

    use_id: UUID
    system_id: UUID
    name: str
    supplier_id: UUID | None
    supplier_name: str
    supplier_number: str
    personal_data: bool | None
    sensitive: bool | None
    confidential: bool | None
    subjects: int | None
    agreement_on_list: bool
    agreement_date: date | None
    is_active: bool
    has_processor: bool

    @property
    def may_count(self) -> bool:
        """Return whether a processor handles personal data in it today, or nobody has said that none does."""
        return self.is_active and self.has_processor and self.personal_data is not False

    @property
    def counts(self) -> bool:
        """Return whether a processor handles personal data in it today, as far as is known."""
        return self.is_active and self.has_processor and self.personal_data is True


def listed_systems() -> list[ListedSystem]:
    """Return every system of the municipality that is acting, also those no longer used, by name."""
    uses = list(SystemUse.objects.select_related("system__supplier").order_by("system__name_sort"))
    rows = SystemAssessment.objects.filter(system_id__in=[use.system_id for use in uses])
    seen = {row["system_id"]: SystemAssessment(**row) for row in rows.values(*SEEN, "special_processing")}
    return [_listed(use, seen.get(use.system_id)) for use in uses]


def _listed(use: SystemUse, assessment: SystemAssessment | None) -> ListedSystem:
    known = processing_of(use, assessment)
    supplier = use.system.supplier
    return ListedSystem(
        use_id=use.pk,
        system_id=use.system_id,
        name=use.system.name,
        supplier_id=supplier.pk if supplier else None,
        supplier_name=supplier.name if supplier else "",
        supplier_number=supplier.number if supplier else "",
        personal_data=_personal_data(use, assessment),
        sensitive=known.special_categories,
        confidential=known.other_protected,
        subjects=use.subjects,
        agreement_on_list=use.agreement == AgreementStatus.YES,
        agreement_date=use.agreement_date,
        is_active=use.is_active,
        has_processor=not assessment or assessment.screening not in NOT_A_PROCESSOR,
    )


def _personal_data(use: SystemUse, assessment: SystemAssessment | None) -> bool | None:
    """The secretariat's own yes or no counts before the municipality's line, as in its lists."""
    for answer in (assessment.personal_data if assessment else "", use.personal_data):
        if answer in (Answer.YES, Answer.NO):
            return answer == Answer.YES
    return None
