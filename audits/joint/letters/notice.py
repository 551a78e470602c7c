"""Varsel om tilsyn: the letter that begins a supervision."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from audits.joint.letters.common import NOTICE, keep, letter, period
from audits.joint.members import members_of_all
from audits.joint.models import Audit, Question
from documents.actions import Made
from documents.models import StoredFile
from documents.templates import fill_all, in_force
from workflows.actors import Actor
from workflows.values import value_on

TITLE = "Varsel om tilsyn"
READERS = [
    "Sekretariatets medarbejdere.",
    "De kommuner, der bruger systemerne, når rapporten er sendt: rapporten og de filer, I har sagt ja til "
    "følger med.",
    "Andre leverandører og andre kommuner kan ikke læse det.",
]


def notice_context(audit: Audit, deadline: date) -> dict[str, Any]:
    """Return the letter's fields; the same are shown before it is sent."""
    return notice_contexts([audit], deadline)[0]


def notice_contexts(audits: Sequence[Audit], deadline: date) -> list[dict[str, Any]]:
    """Return the fields of many letters; what they share is asked for once."""
    today = timezone.localdate()
    letterhead, mandate = value_on("secretariat.letterhead", today), value_on("audit.mandate", today)
    members = members_of_all(audits)
    return [
        {
            **letter(audit, today, letterhead),
            "svarfrist": deadline,
            **period(audit, today),
            "koncept": {"nummer": audit.concept, "navn": audit.get_concept_display().partition(". ")[2]},
            "kommuner": members[audit.id],
            "mandat": mandate,
            "systemer": [{"navn": system.name, "beskrivelse": ""} for system in audit.systems.all()],
            "aftaletekster": [],
            "emner": [label.partition(". ")[2].lower() for label in Question.Objective.labels],
            "laesere": READERS,
        }
        for audit in audits
    ]


def write_notice(audit: Audit, deadline: date, *, by: Actor) -> StoredFile:
    """Make and keep the letter; the supplier may read it."""
    return keep(
        NOTICE,
        notice_context(audit, deadline),
        by=by,
        name=_name(audit),
        title=TITLE,
        supplier_id=audit.supplier_id,
    )


def make_notices(audits: Sequence[Audit], deadline: date) -> list[Made]:
    """Make the letters of many cases in one pass, not kept yet; each is its supplier's to read."""
    contents = fill_all(in_force(NOTICE, timezone.localdate()), notice_contexts(audits, deadline))
    return [
        Made(content, _name(audit), TITLE, supplier_id=audit.supplier_id)
        for audit, content in zip(audits, contents, strict=True)
    ]


def _name(audit: Audit) -> str:
    return f"Varsel om tilsyn {audit.case_number}.docx"
