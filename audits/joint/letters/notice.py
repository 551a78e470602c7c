"""Varsel om tilsyn: the letter that begins a supervision."""

from datetime import date
from typing import Any

from django.utils import timezone

from audits.joint.letters.common import NOTICE, keep, letter, period
from audits.joint.members import members_of
from audits.joint.models import Audit, Question
from documents.models import StoredFile
from workflows.actors import Actor
from workflows.values import value_on

READERS = [
    "Sekretariatets medarbejdere.",
    "De kommuner, der bruger systemerne, når rapporten er sendt: rapporten og de filer, I har sagt ja til "
    "følger med.",
    "Andre leverandører og andre kommuner kan ikke læse det.",
]


def notice_context(audit: Audit, deadline: date) -> dict[str, Any]:
    """Return the letter's fields; the same are shown before it is sent."""
    today = timezone.localdate()
    return {
        **letter(audit, today),
        "svarfrist": deadline,
        **period(audit, today),
        "koncept": {"nummer": audit.concept, "navn": audit.get_concept_display().partition(". ")[2]},
        "kommuner": members_of(audit),
        "mandat": value_on("audit.mandate", today),
        "systemer": [{"navn": system.name, "beskrivelse": ""} for system in audit.systems.all()],
        "aftaletekster": [],
        "emner": [label.partition(". ")[2].lower() for label in Question.Objective.labels],
        "laesere": READERS,
    }


def write_notice(audit: Audit, deadline: date, *, by: Actor) -> StoredFile:
    """Make and keep the letter; the supplier may read it."""
    return keep(
        NOTICE,
        notice_context(audit, deadline),
        by=by,
        name=f"Varsel om tilsyn {audit.case_number}.docx",
        title="Varsel om tilsyn",
        supplier_id=audit.supplier_id,
    )
