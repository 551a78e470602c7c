"""What has happened with a report, in Danish words."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from audits.municipal.models import ReceivedReport, ReceivedSystem
from workflows.deeds import READ
from workflows.municipal.models import MunicipalLogEntry

WORDS = {
    "deliver": "Rapporten leveret",
    "correct": "Rettelse til rapporten leveret",
    "receive": "Modtaget til stillingtagen",
    "receive_again": "Ny udgave modtaget til fornyet stillingtagen",
    "withdraw": "Trukket tilbage af sekretariatet",
    "consider": "Vurderingen begyndt",
    "approve": "Tilsyn godkendt",
    "approve_with_remarks": "Tilsyn godkendt med bemærkninger",
    "reject": "Tilsyn ikke godkendt",
    "reconsider": "Stillingtagen taget op igen",
    "journal": "Journalnummer skrevet",
    "dpo": "Bemærkning fra databeskyttelsesrådgiveren",
    "question": "Spørgsmål sendt til sekretariatet",
    "contest": "Indsigelse sendt til sekretariatet",
    "add_task": "Opgave tilføjet",
    "finish_task": "Opgave udført",
    "reopen_task": "Opgave genåbnet",
    "assign_task": "Opgave givet til en ansvarlig",
    "ask_owner": "Systemejer bedt om udtalelse",
    "send_owner_again": "Link sendt til systemejer igen",
    "withdraw_owner": "Link til systemejer trukket tilbage",
    "open_owner": "Systemejer åbnede linket",
    "owner_opinion": "Udtalelse fra systemejer",
}
SAME_ACT = timedelta(seconds=10)
MOST_SHOWN = 300


def events_of(report: ReceivedReport, systems: Sequence[ReceivedSystem]) -> list[dict[str, Any]]:
    """Return the report's history, newest first; what one act did to several systems is one event."""
    names = {each.id: each.name for each in systems}
    rows = MunicipalLogEntry.objects.filter(subject_id__in=[report.id, *names]).exclude(action=READ)
    events: list[dict[str, Any]] = []
    for row in rows.order_by("-at", "-number")[:MOST_SHOWN]:
        last = events[-1] if events else None
        if last and row.subject_id in names and last["act"] == _act(row) and last["when"] - row.at < SAME_ACT:
            last["systems"].append(names[row.subject_id])
        else:
            events.append(_event(row, names))
    for event in events:
        event["what"] = _what(event, len(names))
    return events


def _act(row: MunicipalLogEntry) -> tuple[str, UUID, str]:
    return row.action, row.by_id, row.reason


def _event(row: MunicipalLogEntry, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "act": _act(row),
        "when": row.at,
        "who": row.by_name,
        "why": row.reason or row.data.get("text") or row.data.get("system", ""),
        "systems": [names[row.subject_id]] if row.subject_id in names else [],
    }


def _what(event: dict[str, Any], of_all: int) -> str:
    words, concerned = WORDS[event["act"][0]], event["systems"]
    if not concerned or (len(concerned) == of_all and of_all > 1):
        return words if not concerned else f"{words}: alle {of_all} systemer"
    return f"{words}: {', '.join(sorted(concerned))}"
