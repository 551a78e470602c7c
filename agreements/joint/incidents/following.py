"""Who has opened what, who has not, and whom to call there."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from agreements.joint.incidents.models import Incident, IncidentMember, IncidentReading, IncidentText
from agreements.joint.incidents.reach import Reached, reached_at
from agreements.municipal.incidents.models import BreachNote
from tenants.models import Letter, Recipient

VERDICTS = {
    BreachNote.Verdict.BREACH: "Brud hos kommunen",
    BreachNote.Verdict.NO_BREACH: "Ikke et brud hos kommunen",
    BreachNote.Verdict.UNKNOWN: "Endnu ikke afgjort",
}


SOON = "Leveres om et øjeblik."
REPORTED = {
    "yes": "anmeldt til Datatilsynet",
    "no": "skal ikke anmeldes",
    "not_yet": "ikke anmeldt endnu",
}
TOLD = {"yes": "de registrerede er underrettet", "no": "de registrerede skal ikke underrettes"}


@dataclass(frozen=True)
class Row:
    """A member: what it got, who opened the newest text and when, and whom to call."""

    member: IncidentMember
    reached: list[Reached]
    waits_because: str
    readers: list[tuple[str, datetime]]
    earlier: list[tuple[str, datetime]]
    told: str

    @property
    def has_read(self) -> bool:
        """Return whether somebody there has opened the newest text."""
        return bool(self.readers)

    @property
    def phones(self) -> list[Reached]:
        """Return whom to call."""
        return [each for each in self.reached if each.phone]


def newest_of(incident: Incident) -> IncidentText | None:
    """Return the text that was sent last."""
    return incident.texts.filter(sent_at__isnull=False).order_by("sent_at").last()


def rows_of(incident: Incident) -> list[Row]:
    """Return a row for each member; those that have not opened the newest text first."""
    members = list(incident.members.all())
    ids = [each.municipality_id for each in members]
    reached = reached_at(ids)
    newest = newest_of(incident)
    waiting = _waiting(newest, ids) if newest else {}
    readers, earlier = _readings(incident, newest)
    told = _told(incident)
    found = [
        Row(
            each,
            reached[each.municipality_id],
            waiting.get(each.municipality_id, ""),
            readers.get(each.municipality_id, []),
            earlier.get(each.municipality_id, []),
            told.get(each.municipality_id, ""),
        )
        for each in members
    ]
    return sorted(found, key=lambda row: (row.has_read, row.member.municipality_name))


def _waiting(newest: IncidentText, ids: list[UUID]) -> dict[UUID, str]:
    """Return why the newest text is not in a member's schema yet; the worker may not have begun."""
    got = {
        each.municipality_id: "" if each.state == Recipient.State.DELIVERED else each.reason or SOON
        for each in Recipient.objects.filter(delivery_id=newest.id)
    }
    return {each: got.get(each, SOON) for each in ids}


Readings = dict[UUID, list[tuple[str, datetime]]]


def _readings(incident: Incident, newest: IncidentText | None) -> tuple[Readings, Readings]:
    now: Readings = {}
    before: Readings = {}
    for each in IncidentReading.objects.filter(incident=incident):
        place = now if newest and each.text_id == newest.id else before
        place.setdefault(each.municipality_id, []).append((each.person_name, each.at))
    return now, before


def _told(incident: Incident) -> dict[UUID, str]:
    """Return what members have chosen to tell of their own note; the newest counts."""
    letters = Letter.objects.filter(kind="incident_note", joint_id=incident.id).order_by("written_at")
    return {each.municipality_id: in_words(json.loads(each.text)) for each in letters}


def in_words(note: dict[str, Any]) -> str:
    """Return a told note in a line."""
    words = [VERDICTS.get(note.get("verdict", ""), "")]
    if note.get("subjects") is not None:
        words.append(f"{note['subjects']} registrerede")
    if note.get("verdict") == BreachNote.Verdict.BREACH:
        reported = {
            "yes": "anmeldt til Datatilsynet",
            "no": "skal ikke anmeldes",
            "not_yet": "ikke anmeldt endnu",
        }
        told = {"yes": "de registrerede er underrettet", "no": "de registrerede skal ikke underrettes"}
        words += [reported.get(note.get("reported", ""), ""), told.get(note.get("told", ""), "")]
        words += [f"nr. {note['reference']}" if note.get("reference") else ""]
    return ", ".join(each for each in words if each)


def counted(rows: list[Row]) -> list[dict[str, Any]]:
    """Return the numbers above the list."""
    read, waiting = sum(row.has_read for row in rows), sum(bool(row.waits_because) for row in rows)
    return [
        {"label": "Berørte kommuner", "value": len(rows), "url": "#kommuner"},
        {"label": "Har åbnet det seneste", "value": read, "url": "#kommuner"},
        {
            "label": "Har ikke åbnet det seneste",
            "value": len(rows) - read,
            "url": "#mangler",
            "tone": "warning" if read < len(rows) else "",
        },
        {"label": "Arkivet venter", "value": waiting, "url": "#kommuner"},
    ]
