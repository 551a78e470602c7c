"""Whom an incident concerns, and whom an alarm reaches there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Colleague
from agreements.joint.incidents.models import Incident, IncidentMember
from agreements.joint.models.members import AppendixFacts
from agreements.joint.models.texts import CommonText
from agreements.joint.reliance.finding import SUPPLIER, SYSTEM, Hit, get
from agreements.joint.reliance.grounds import grounds
from agreements.joint.reliance.reading import Touched, touched_by
from register.models import System
from tenants.models import Municipality

ALARMED = {
    "contact": "kontaktperson",
    "deputy": "stedfortræder",
    "dpo": "databeskyttelsesrådgiver",
}
BREACH, DPO = ("breach_mailbox", "breach_phone"), "dpo_mailbox"


@dataclass(frozen=True)
class Concerned:
    """A member with the facts of all its rows gathered."""

    municipality: Municipality
    systems: str
    role: str
    breach_hours: int | None


@dataclass(frozen=True)
class Reached:
    """One address (or a telephone alone) that an alarm goes to."""

    what: str
    name: str
    email: str
    phone: str


def concerned_by(incident: Incident) -> list[Concerned]:
    """Return the members that what happened rests on today, by name.

    What a supplier has told concerns its own customers only, whatever its row names.
    """
    hits = [get(incident.subject_kind, incident.subject_key)]
    if incident.source == Incident.Source.SUPPLIER and incident.supplier_id:
        own = System.objects.filter(supplier_id=incident.supplier_id, pk__in=incident.system_ids)
        hits = [get(SYSTEM, str(each.pk)) for each in own]
        if not incident.system_ids:
            hits = [get(SUPPLIER, str(incident.supplier_id))]
    return gathered(row for hit in hits if hit for row in touched_by(hit))


def about(hit: Hit) -> list[Concerned]:
    """Return the members that rest on it."""
    return gathered(touched_by(hit))


def gathered(rows: Iterable[Touched]) -> list[Concerned]:
    """Return one line for each member: its systems and roles together, and the shortest notice."""
    found: dict[UUID, list[Touched]] = {}
    for row in rows:
        found.setdefault(row.municipality.id, []).append(row)
    members = [_gather(own) for own in found.values()]
    return sorted(members, key=lambda each: each.municipality.name_sort)


def _gather(own: list[Touched]) -> Concerned:
    systems = dict.fromkeys(name for row in own for name in row.systems.split(", ") if name)
    roles = dict.fromkeys(
        f"{row.supplier}: {row.role}{f' ({row.through})' if row.through else ''}" for row in own
    )
    hours = [row.breach_hours for row in own if row.breach_hours]
    return Concerned(
        own[0].municipality, ", ".join(sorted(systems)), "; ".join(roles)[:300], min(hours) if hours else None
    )


def reached_at(municipality_ids: Iterable[UUID]) -> dict[UUID, list[Reached]]:
    """Return by member whom an alarm reaches: for breaches first, then persons, then the shared mailbox.

    What a municipality has named for breaches stands in its own facts of an agreement; the newest counts.
    """
    ids = list(municipality_ids)
    named, people = _named(ids), _people(ids)
    shared = dict(Municipality.objects.filter(pk__in=ids).values_list("id", "shared_mailbox"))
    found = {}
    for each in ids:
        rows = [
            Reached("kontakt ved brud", "", *(named.get((each, key), "") for key in BREACH)),
            *people.get(each, []),
            Reached("databeskyttelsesrådgiverens postkasse", "", named.get((each, DPO), ""), ""),
            Reached("fælles postkasse", "", shared.get(each, ""), ""),
        ]
        found[each] = [row for row in rows if row.email or row.phone]
    return found


def _named(ids: list[UUID]) -> dict[tuple[UUID, str], str]:
    facts = AppendixFacts.objects.filter(municipality_id__in=ids).order_by("changed_at")
    return {
        (row.municipality_id, key): str(row.values[key])
        for row in facts
        for key in (*BREACH, DPO)
        if row.values.get(key)
    }


def _people(ids: list[UUID]) -> dict[UUID, list[Reached]]:
    found: dict[UUID, list[Reached]] = {}
    people = Colleague.objects.filter(site="municipality", municipality_id__in=ids)
    for each in people.filter(roles__overlap=list(ALARMED)):
        what = ", ".join(ALARMED[role] for role in each.roles if role in ALARMED)
        if each.municipality_id:
            found.setdefault(each.municipality_id, []).append(
                Reached(what, each.name, each.email, each.phone)
            )
    return found


def addresses_of(reached: Iterable[Reached]) -> list[str]:
    """Return the mail addresses once each, in their order."""
    return list({each.email.casefold(): each.email for each in reached if each.email}.values())


def suppliers_of(incident: Incident) -> list[UUID]:
    """Return the suppliers an extra audit is proposed of: whose systems the concerned members use."""
    if incident.supplier_id:
        return [incident.supplier_id]
    hit = get(incident.subject_kind, incident.subject_key)
    if hit is None:
        return []
    texts = CommonText.objects.filter(pk__in={each.text_id for each in grounds(hit)})
    return list(texts.values_list("supplier_id", flat=True).distinct())


def without_address(members: Iterable[IncidentMember]) -> list[str]:
    """Return the names of the members that no mail can reach."""
    rows = list(members)
    found = reached_at(each.municipality_id for each in rows)
    return [each.municipality_name for each in rows if not addresses_of(found[each.municipality_id])]
