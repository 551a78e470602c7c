"""What the municipality decided on a report, or concluded itself, written out as a Word document."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from audits.municipal.documentation import ReportTold
from audits.municipal.models import ReceivedSystem
from audits.municipal.own.models import OwnAudit
from documents.models import WordTemplate
from documents.templates import fill_all, in_force
from secretariat.package.material import Material
from secretariat.pagekit.tags.words import da_date


def decisions(
    material: Material, decided: Sequence[ReportTold | OwnAudit], municipality: str
) -> Iterator[bytes]:
    """Yield the document of each report or own supervision; raises NoTemplateError where none can be made."""
    today = timezone.localdate()
    template = in_force(WordTemplate.Kind.DECISION, today)
    contexts = [
        _of_own(each) if isinstance(each, OwnAudit) else _of_report(material, each) for each in decided
    ]
    common = {"kommune": municipality, "dato": today}
    yield from fill_all(template, [common | each for each in contexts])


def _of_report(material: Material, told: ReportTold) -> dict[str, Any]:
    report = told.report
    return {
        "databehandler": report.supplier_name,
        "sag_nr": report.case_number,
        "rapport": told.title,
        "koncept": report.get_concept_display(),
        "modtaget": told.received_on,
        "systemer": [_system(each) for each in material.systems_in(told)],
    }


def _of_own(own: OwnAudit) -> dict[str, Any]:
    return {
        "databehandler": own.supplier_name or "Leverandør ikke oplyst",
        "sag_nr": own.journal_number,
        "rapport": "Kommunens eget tilsyn",
        "koncept": own.get_concept_display(),
        "modtaget": "",
        "systemer": [_row(own, own.system_name, "", own.get_result_display(), own.looked_at)],
    }


def _system(system: ReceivedSystem) -> dict[str, str]:
    said = [
        f"Systemejer {each.written_by_name} udtalte: {each.text}"
        for each in system.opinions.all()
        if each.written_at
    ]
    state = system.get_state_display()
    return _row(system, system.name, system.get_level_display(), state, *said)


def _row(decided: ReceivedSystem | OwnAudit, name: str, level: str, state: str, *more: str) -> dict[str, str]:
    words = [decided.conclusion, decided.remark, decided.get_what_now_display(), decided.what_now_note, *more]
    if decided.risk_owner:
        words.append(f"Risikoen er accepteret af {decided.risk_owner} til {da_date(decided.risk_until)}.")
    if decided.journal_number:
        words.append(f"Journalnummer {decided.journal_number}.")
    who = f"{decided.decided_by_name}, {da_date(decided.decided_at)}" if decided.decided_at else ""
    return {
        "navn": name,
        "konklusion": level,
        "stilling": str(state).capitalize(),
        "vurdering": decided.get_rating_display(),
        "tekst": "\n".join(each for each in words if each) or "Der er ikke skrevet en begrundelse.",
        "besluttet": who or "Ikke besluttet",
    }
