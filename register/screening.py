"""The screening queue: which systems wait for an answer, and what the members' lines point to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from register.models import AgreementStatus, Answer, Screening, System, SystemUse
from register.queries import NOT_A_PROCESSOR
from register.thresholds import COUNTED_MEMBERS

ENOUGH = 2  # one member's word alone is looked at by a person
QUESTIONS = {
    "personal_data": "Personoplysninger",
    "special_categories": "Følsomme oplysninger",
    "cpr": "CPR-nummer",
    "agreement": "Databehandleraftale",
}
_SAID = {
    "data_yes": Q(uses__personal_data=Answer.YES),
    "data_no": Q(uses__personal_data=Answer.NO),
    "agreement_yes": Q(uses__agreement=AgreementStatus.YES),
    "agreement_not_relevant": Q(uses__agreement=AgreementStatus.NOT_RELEVANT),
}


@dataclass(frozen=True)
class Proposal:
    """An answer the members' lines point to, with its reason; `clear` where nobody says otherwise."""

    answer: str
    reason: str
    clear: bool

    @property
    def label(self) -> str:
        """Return the answer in Danish."""
        return str(Screening(self.answer).label)


def with_told(systems: QuerySet[System] | None = None) -> QuerySet[Any]:
    """Systems with how many members use them and what they say, as numbers."""
    active = Q(uses__is_active=True, uses__municipality__state__in=COUNTED_MEMBERS)
    rows = System.objects.all() if systems is None else systems
    counts = {name: Count("uses", filter=active & said) for name, said in _SAID.items()}
    return rows.select_related("supplier", "assessment").annotate(
        members=Count("uses", filter=active), **counts
    )


def queue(chosen: str = "", systems: QuerySet[System] | None = None) -> QuerySet[Any]:
    """Systems to look at, the most used first: without an answer, or those that `chosen` names."""
    rows = with_told(systems)
    unanswered = Q(assessment__screening="") | Q(assessment__isnull=True)
    no_data = Q(data_yes=0, data_no__gte=ENOUGH, agreement_yes=0)
    processor = Q(data_no=0, data_yes__gte=ENOUGH, agreement_yes__gt=0)
    against = Q(assessment__screening=Screening.NO_PERSONAL_DATA, data_yes__gt=0)
    against |= Q(assessment__screening__in=NOT_A_PROCESSOR, agreement_yes__gt=0)
    against |= Q(assessment__screening=Screening.PROCESSOR, data_yes=0, data_no__gt=0)
    wanted = {
        "forslag": unanswered & (no_data | processor),
        "uenige": unanswered & Q(data_yes__gt=0, data_no__gt=0),
        "modsagt": against,
        "svaret": ~unanswered,
    }.get(chosen, unanswered)
    return rows.filter(wanted).order_by(F("members").desc(), "name_sort", "id")


def propose(system: Any) -> Proposal | None:
    """What the members' lines point to, for a system of `with_told`; None where they point nowhere."""
    yes, no, agreed = system.data_yes, system.data_no, system.agreement_yes
    if yes and no:
        reason = f"{yes} kommuner oplyser personoplysninger, {no} oplyser, at der ikke er nogen."
        return Proposal(Screening.PROCESSOR, reason, clear=False)
    if no and not agreed:
        reason = (
            f"{_members(no)} oplyser, at systemet ikke indeholder personoplysninger. Ingen oplyser andet."
        )
        return Proposal(Screening.NO_PERSONAL_DATA, reason, clear=no >= ENOUGH)
    if yes and agreed:
        reason = (
            f"{_members(yes)} oplyser, at systemet indeholder personoplysninger, og {agreed} har en indgået "
            "databehandleraftale. Ingen oplyser andet."
        )
        return Proposal(Screening.PROCESSOR, reason, clear=yes >= ENOUGH)
    return None


def _members(number: int) -> str:
    return "Én kommune" if number == 1 else f"{number} kommuner"


def differences(system_id: UUID) -> list[dict[str, Any]]:
    """For each question the answers there are, each with who gives it; the secretariat's alone."""
    uses = SystemUse.objects.filter(
        system=system_id, is_active=True, municipality__state__in=COUNTED_MEMBERS
    ).select_related("municipality")
    found = list(uses.order_by("municipality__name_sort"))
    return [_said(name, label, found) for name, label in QUESTIONS.items()]


def _said(name: str, label: str, uses: Iterable[SystemUse]) -> dict[str, Any]:
    by_answer: dict[str, list[str]] = {}
    for use in uses:
        answer = getattr(use, f"get_{name}_display")()
        by_answer.setdefault(answer, []).append(use.municipality.short_name)
    answers = sorted(by_answer.items(), key=lambda pair: -len(pair[1]))
    known = [answer for answer, _ in answers if answer not in ("Uoplyst", "Ikke oplyst")]
    return {"label": label, "answers": answers, "differ": len(known) > 1}


def following(chosen: str, system_id: UUID) -> UUID | None:
    """The system after this one in the queue, else the first of the others; None where it is the last."""
    ids = list(queue(chosen).values_list("pk", flat=True))
    place = ids.index(system_id) if system_id in ids else -1
    rest = ids[place + 1 :] + ids[: max(place, 0)]
    return rest[0] if rest else None
