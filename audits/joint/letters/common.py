"""What every letter of a case has: who sends it, to whom, about what."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.sites import supplier_url
from audits.joint.models import Audit
from documents.actions import Made, keep_made
from documents.models import StoredFile, WordTemplate
from documents.templates import fill, in_language
from register.languages import known
from workflows.actors import Actor
from workflows.languages import DANISH, language_of
from workflows.values import value_on


def sender(audit: Audit, today: date, letterhead: Any = None) -> dict[str, Any]:
    """Return the fields about the secretariat and the case; who writes many gives the letterhead along."""
    return {
        "sekretariat": letterhead or value_on("secretariat.letterhead", today),
        "sag_nr": audit.case_number,
        "dato": today,
        "sagsbehandler": {
            "navn": audit.case_worker_name,
            "telefon": audit.case_worker_phone,
            "mail": audit.case_worker_email,
        },
        "leverandoer": {
            "navn": audit.supplier.name,
            "cvr": audit.supplier.number or _("ikke oplyst"),
            "adresse": "",
        },
    }


def languages_of(audits: Sequence[Audit]) -> dict[UUID, str]:
    """Return the language that each case's contact person reads, by the case."""
    found = known([each.contact_email.lower() for each in audits if each.contact_email])
    return {each.id: language_of([each.contact_email], found) for each in audits}


def template_for(kind: str, audit: Audit) -> WordTemplate:
    """Return what a letter to the case's contact is made from: the Danish one where no other is in force."""
    return in_language(kind, timezone.localdate(), languages_of([audit])[audit.id])


def language_note(kind: str, audit: Audit) -> str:
    """Return what the case worker must know of the language of a letter to the contact; "": nothing."""
    reads = languages_of([audit])[audit.id]
    if reads == DANISH:
        return ""
    if in_language(kind, timezone.localdate(), reads).language == reads:
        return "Kontaktpersonen læser engelsk. Brev og mail skrives på engelsk."
    return "Kontaktpersonen læser engelsk, men der er ingen engelsk Word-skabelon i brug. Brevet er på dansk."


def period(audit: Audit, today: date) -> dict[str, date]:
    """Return the fields of the period looked at: the calendar year before the supervision was announced."""
    announced = timezone.localdate(audit.announced_at) if audit.announced_at else today
    return {"periode_fra": date(announced.year - 1, 1, 1), "periode_til": date(announced.year - 1, 12, 31)}


def letter(audit: Audit, today: date, letterhead: Any = None) -> dict[str, Any]:
    """Return the fields that letters to the supplier share."""
    return {
        **sender(audit, today, letterhead),
        "modtager": f"Att.: {audit.contact_name}" if audit.contact_name else "",
        "portal_adresse": supplier_url("audits:case", audit_id=audit.id),
        "system_navne": [system.name for system in audit.systems.all()],
    }


def keep(
    template: WordTemplate,
    context: dict[str, Any],
    *,
    by: Actor,
    name: str,
    title: str,
    supplier_id: Any = None,
) -> StoredFile:
    """Fill the template and keep the file; with `supplier_id` that supplier may read it."""
    content = fill(template, context)
    return keep_made(Made(content, name, title), by=by, supplier_id=supplier_id)


NOTICE, HEARING, REPORT = (
    WordTemplate.Kind.NOTICE.value,
    WordTemplate.Kind.HEARING.value,
    WordTemplate.Kind.REPORT.value,
)
