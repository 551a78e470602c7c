"""The municipality's letters about an agreement, as Word."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from agreements.municipal.models import Agreement
from documents.actions import Made, keep_municipal_made
from documents.models import WordTemplate
from documents.templates import NoTemplateError, fill, in_force
from tenants.models import Municipality
from walls.callers import wrapper
from workflows.actors import Actor


@dataclass(frozen=True)
class Notice:
    """A notice of termination: given when, for when, why, and whether both agree on a shorter period."""

    given_on: date
    ends_on: date
    reason: str
    agreed_earlier: bool = False


def write_letter(agreement: Agreement, notice: Notice, *, title: str, by: Actor) -> UUID | None:
    """Make and keep the letter of termination; nothing where no template for it is in force."""
    try:
        template = in_force(WordTemplate.Kind.TERMINATION, timezone.localdate())
    except NoTemplateError:
        return None
    made = Made(fill(template, _context(agreement, notice, by)), f"{agreement.number}-opsigelse.docx", title)
    file_id: UUID = keep_municipal_made(made, by=by).pk
    return file_id


def _context(agreement: Agreement, notice: Notice, by: Actor) -> dict[str, Any]:
    return {
        "aftale_nr": agreement.number,
        "system_navne": agreement.system_names,
        "dataansvarlig": own_name(),
        "databehandler": agreement.supplier_now or agreement.supplier_name,
        "databehandler_cvr": agreement.supplier_cvr,
        "dato": notice.given_on,
        "ophoerer": notice.ends_on,
        "varsel": notice_period(agreement),
        "enige_ja_nej": notice.agreed_earlier,
        "begrundelse": notice.reason,
        "ophoer_valg": agreement.at_the_end,
        "underskriver": by.signature,
    }


def notice_period(agreement: Agreement) -> str:
    """Return the period of notice in the agreement's own words, else in months; nothing where it has none."""
    if agreement.termination_notice or not agreement.notice_months:
        return agreement.termination_notice
    return "1 måned" if agreement.notice_months == 1 else f"{agreement.notice_months} måneder"


def own_name() -> str:
    """Return the name of the municipality that is acting."""
    caller = wrapper().caller
    found = Municipality.objects.filter(pk=caller.holder).first() if caller else None
    return found.name if found else ""
