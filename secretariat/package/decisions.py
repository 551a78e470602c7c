"""What the municipality decided on a report, written out as a Word document."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from audits.municipal.documentation import ReportTold, decision_sentence
from audits.municipal.models import ReceivedSystem
from documents.models import WordTemplate
from documents.templates import fill_all, in_force
from secretariat.package.material import Material
from secretariat.pagekit.tags.words import da_date


def decisions(material: Material, reports: Sequence[ReportTold], municipality: str) -> Iterator[bytes]:
    """Yield the document of each report; raises NoTemplateError where no template is in force."""
    today = timezone.localdate()
    template = in_force(WordTemplate.Kind.DECISION, today)
    yield from fill_all(template, [_fields(material, each, municipality, today) for each in reports])


def _fields(material: Material, told: ReportTold, municipality: str, today: date) -> dict[str, Any]:
    report = told.report
    return {
        "kommune": municipality,
        "databehandler": report.supplier_name,
        "sag_nr": report.case_number,
        "rapport": told.title,
        "koncept": report.get_concept_display(),
        "modtaget": told.received_on,
        "dato": today,
        "systemer": [_system(each) for each in material.systems_in(told)],
    }


def _system(system: ReceivedSystem) -> dict[str, str]:
    who = system.decided_by_name
    day = timezone.localtime(system.decided_at).date() if system.decided_at else None
    words = [system.conclusion, system.remark, system.get_what_now_display(), system.what_now_note]
    if system.risk_owner:
        words.append(f"Risikoen er accepteret af {system.risk_owner}.")
    if system.journal_number:
        words.append(f"Journalnummer {system.journal_number}.")
    return {
        "navn": system.name,
        "konklusion": system.get_level_display(),
        "stilling": str(system.get_state_display()).capitalize(),
        "vurdering": system.get_rating_display(),
        "tekst": "\n".join(each for each in words if each) or decision_sentence(system),
        "besluttet": f"{who}, {da_date(day)}" if day else "Ikke besluttet",
    }
