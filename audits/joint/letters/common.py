"""What every letter of a case has: who sends it, to whom, about what."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.sites import supplier_url
from audits.joint.models import Audit
from documents.actions import Made, keep_made
from documents.models import StoredFile, WordTemplate
from documents.templates import fill, in_force
from workflows.actors import Actor
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
            "cvr": audit.supplier.number or "ikke oplyst",
            "adresse": "",
        },
    }


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
    kind: str, context: dict[str, Any], *, by: Actor, name: str, title: str, supplier_id: Any = None
) -> StoredFile:
    """Fill the template in force and keep the file; with `supplier_id` that supplier may read it."""
    template = in_force(kind, timezone.localdate())
    content = fill(template, context)
    return keep_made(Made(content, name, title), by=by, supplier_id=supplier_id)


NOTICE, HEARING, REPORT = (
    WordTemplate.Kind.NOTICE.value,
    WordTemplate.Kind.HEARING.value,
    WordTemplate.Kind.REPORT.value,
)
