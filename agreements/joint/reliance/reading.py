"""Who is touched: members by system and role, whom to call, and what the agreement says. Read set by set."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTransform

from agreements.joint.models import CommonText, NoticedAgreement, Round
from agreements.joint.recipients import members
from agreements.joint.reliance.finding import SUPPLIER, SYSTEM, Hit
from agreements.joint.reliance.grounds import Ground, grounds
from agreements.municipal.notices.periods import Terms
from agreements.municipal.states import AgreementState
from register.models import SupplierContact, SystemUse
from tenants.models import Municipality, Standing

# What is no agreement with the supplier (any more): the use of the system alone tells.
NO_AGREEMENT = ("declined", "withdrawn", "own", "expired", "deletion_proven", "superseded")
NOT_THERE = ("withdrawn", "not_used", "terminated")
NONE_KNOWN = "ingen fælles aftale kendt"


@dataclass(frozen=True)
class Touched:
    """One member and one text (or a system without any), with what one needs to act."""

    municipality: Municipality
    supplier: str
    systems: str
    role: str
    through: str
    purpose: str
    number: str
    state: str
    breach_contact: str
    breach_hours: int | None
    notice: str


@dataclass(frozen=True)
class _Text:
    number: str
    supplier: str
    systems: dict[UUID, str]
    contact: str
    hours: int | None
    notice: str


def touched_by(hit: Hit) -> list[Touched]:
    """Return everything that rests on it, by member and supplier."""
    reasons = grounds(hit)
    texts = _texts({each.text_id for each in reasons})
    people = {each.id: each for each in members()}
    uses = _uses(texts, hit)
    stands = _stands(list(texts))
    noticed = _noticed({each.notice_id for each in reasons if each.notice_id})
    rows: dict[tuple[Any, ...], Touched] = {}
    for reason in reasons:
        text = texts[reason.text_id]
        for member_id in _members_of(reason, text, uses, stands, noticed):
            if member_id in people:
                used = uses.get(member_id, set())
                key = (member_id, reason.text_id, reason.role, reason.through)
                stand = stands.get((reason.text_id, member_id))
                rows.setdefault(key, _row(people[member_id], text, reason, used, stand))
    found = [*rows.values(), *_without_text(hit, texts, people, uses)]
    return sorted(found, key=lambda row: (row.municipality.name_sort, row.supplier, row.number, row.role))


def _texts(ids: Iterable[UUID]) -> dict[UUID, _Text]:
    rounds = Round.objects.filter(common_text_id__in=list(ids), outcome=Round.Outcome.ACCEPTED)
    values = {
        text_id: (contact or {}, appendix or {})
        for text_id, contact, appendix in rounds.order_by("number").values_list(
            "common_text_id", KeyTransform("kontakt", "values"), KeyTransform("bilag-b", "values")
        )
    }
    found = CommonText.objects.filter(pk__in=list(ids)).select_related("supplier").prefetch_related("systems")
    return {each.id: _text(each, *values.get(each.id, ({}, {}))) for each in found}


def _text(text: CommonText, contact: dict[str, Any], appendix: dict[str, Any]) -> _Text:
    terms = Terms.of(appendix)
    where = [str(contact.get(key) or "") for key in ("breach_mailbox", "breach_phone")]
    return _Text(
        number=f"{text.number} {text.title}",
        supplier=text.supplier.name,
        systems={each.system_id: each.system_name for each in text.systems.all()},
        contact=", ".join(each for each in where if each),
        hours=contact.get("breach_hours"),
        notice=str(terms.notice or ""),
    )


def _uses(texts: dict[UUID, _Text], hit: Hit) -> dict[UUID, set[UUID]]:
    """Return by member the systems it uses, of the texts and of what was asked about."""
    wanted = {system_id for text in texts.values() for system_id in text.systems}
    rows = SystemUse.objects.filter(is_active=True)
    if hit.kind == SYSTEM:
        rows = rows.filter(system_id=hit.key)
    elif hit.kind == SUPPLIER:
        rows = rows.filter(system__supplier_id=hit.key)
    else:
        rows = rows.filter(system_id__in=wanted)
    found: dict[UUID, set[UUID]] = {}
    for member_id, system_id in rows.values_list("municipality_id", "system_id"):
        found.setdefault(member_id, set()).add(system_id)
    return found


def _stands(text_ids: list[UUID]) -> dict[tuple[UUID, UUID], str]:
    rows = Standing.objects.filter(kind="agreement", joint_id__in=text_ids).exclude(state__in=NO_AGREEMENT)
    found = rows.order_by("version").values_list("joint_id", "municipality_id", "state")
    return {(text_id, member): state for text_id, member, state in found if text_id}


def _noticed(notice_ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """Return by notice the members it stands for, without those it was withdrawn for."""
    gone = Standing.objects.filter(
        kind="subprocessor_notice", joint_id__in=notice_ids, state__in=NOT_THERE
    ).values("subject_id")
    lines = NoticedAgreement.objects.filter(notice_id__in=notice_ids).exclude(pk__in=gone)
    found: dict[UUID, set[UUID]] = {}
    for notice_id, member_id in lines.values_list("notice_id", "municipality_id"):
        found.setdefault(notice_id, set()).add(member_id)
    return found


def _members_of(
    reason: Ground,
    text: _Text,
    uses: dict[UUID, set[UUID]],
    stands: dict[tuple[UUID, UUID], str],
    noticed: dict[UUID, set[UUID]],
) -> set[UUID]:
    if reason.notice_id:
        return noticed.get(reason.notice_id, set())
    agreed = {member for text_id, member in stands if text_id == reason.text_id}
    return agreed | {member for member, systems in uses.items() if systems & text.systems.keys()}


def _row(member: Municipality, text: _Text, reason: Ground, used: set[UUID], stand: str | None) -> Touched:
    names = sorted(name for system_id, name in text.systems.items() if system_id in used)
    return Touched(
        municipality=member,
        supplier=text.supplier,
        systems=", ".join(names or sorted(text.systems.values())),
        role=reason.role,
        through=reason.through,
        purpose=reason.purpose,
        number=text.number,
        state=AgreementState(stand).label if stand else NONE_KNOWN,
        breach_contact=text.contact,
        breach_hours=text.hours,
        notice=text.notice,
    )


def _without_text(
    hit: Hit, texts: dict[UUID, _Text], people: dict[UUID, Municipality], uses: dict[UUID, set[UUID]]
) -> list[Touched]:
    """Return the members that use a system which no common text covers."""
    if hit.kind not in (SUPPLIER, SYSTEM):
        return []
    covered = {system_id for text in texts.values() for system_id in text.systems}
    rows = SystemUse.objects.filter(
        is_active=True,
        municipality_id__in=list(uses),
        system_id__in={one for used in uses.values() for one in used},
    ).exclude(system_id__in=covered)
    rows = rows.select_related("system__supplier")
    contacts = _supplier_contacts({each.system.supplier_id for each in rows if each.system.supplier_id})
    return [
        Touched(
            municipality=people[each.municipality_id],
            supplier=each.system.supplier.name if each.system.supplier else "",
            systems=each.system.name,
            role="databehandler",
            through="",
            purpose="",
            number="",
            state=NONE_KNOWN,
            breach_contact=contacts.get(each.system.supplier_id, ""),
            breach_hours=None,
            notice="",
        )
        for each in rows
        if each.municipality_id in people
    ]


def _supplier_contacts(supplier_ids: set[UUID]) -> dict[UUID | None, str]:
    """Return by supplier whom to call: those for security where there are any, else the contact persons."""
    found: dict[UUID | None, str] = {}
    roles = [SupplierContact.Role.CONTACT, SupplierContact.Role.SECURITY]
    for role in roles:
        for each in SupplierContact.objects.filter(supplier_id__in=supplier_ids, role=role):
            found[each.supplier_id] = ", ".join(word for word in (each.name, each.email, each.phone) if word)
    return found
