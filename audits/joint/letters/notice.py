"""Varsel om tilsyn: the letter that begins a supervision."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audits.joint.letters.common import NOTICE, languages_of, letter, period
from audits.joint.members import members_of_all
from audits.joint.models import Audit, Question
from documents.actions import Made, keep_made
from documents.models import StoredFile
from documents.templates import fill_all, in_language
from workflows.actors import Actor
from workflows.languages import DANISH, ENGLISH
from workflows.values import value_on

MANDATES = {DANISH: "audit.mandate", ENGLISH: "audit.mandate_en"}  # dated configuration


def readers() -> list[str]:
    """Return who can read what the supplier sends, in the letter's language."""
    return [
        _("Sekretariatets medarbejdere."),
        _(
            "De kommuner, der bruger systemerne, når rapporten er sendt: rapporten og de filer, I har sagt "
            "ja til følger med."
        ),
        _("Andre leverandører og andre kommuner kan ikke læse det."),
    ]


def notice_context(audit: Audit, deadline: date) -> dict[str, Any]:
    """Return the letter's fields; the same are shown before it is sent."""
    return notice_contexts([audit], deadline)[0]


def notice_contexts(audits: Sequence[Audit], deadline: date) -> list[dict[str, Any]]:
    """Return the fields of many letters; what they share is asked for once."""
    today = timezone.localdate()
    mandate = value_on(MANDATES.get(translation.get_language() or DANISH, MANDATES[DANISH]), today)
    letterhead = value_on("secretariat.letterhead", today)
    members = members_of_all(audits)
    return [
        {
            **letter(audit, today, letterhead),
            "svarfrist": deadline,
            **period(audit, today),
            "koncept": {"nummer": audit.concept, "navn": _(audit.get_concept_display()).partition(". ")[2]},
            "kommuner": members[audit.id],
            "mandat": mandate,
            "systemer": [{"navn": system.name, "beskrivelse": ""} for system in audit.systems.all()],
            "aftaletekster": [],
            "emner": [_(label).partition(". ")[2].lower() for label in Question.Objective.labels],
            "laesere": readers(),
        }
        for audit in audits
    ]


def write_notice(audit: Audit, deadline: date, *, by: Actor) -> StoredFile:
    """Make and keep the letter, in the contact's language; the supplier may read it."""
    [made] = make_notices([audit], deadline)
    return keep_made(made, by=by)


def make_notices(audits: Sequence[Audit], deadline: date) -> list[Made]:
    """Make the letters of many cases in one pass, not kept yet; each is its supplier's to read."""
    languages, today = languages_of(audits), timezone.localdate()
    made: dict[UUID, Made] = {}
    for language in sorted(set(languages.values())):
        some = [each for each in audits if languages[each.id] == language]
        template = in_language(NOTICE, today, language)
        with translation.override(template.language):
            contents, title = fill_all(template, notice_contexts(some, deadline)), _("Varsel om tilsyn")
        for audit, content in zip(some, contents, strict=True):
            name = f"{title} {audit.case_number}.docx"
            made[audit.id] = Made(content, name, title, supplier_id=audit.supplier_id)
    return [made[each.id] for each in audits]
