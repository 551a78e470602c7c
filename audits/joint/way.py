"""The way of a case as its page shows it: where it is, what comes next, who holds the pen."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.joint.models import Audit
from audits.joint.states import AuditState
from secretariat.pagekit.tags.words import da_date, da_relative_workdays
from workflows.calendar import working_days_between

S = AuditState
_STOPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Planlagt", frozenset({S.PLANNED, S.CANCELLED})),
    ("Varslet", frozenset({S.ANNOUNCED, S.AWAITING, S.NOT_POSSIBLE})),
    ("Gennemgang", frozenset({S.REVIEW, S.AWAITING_MORE})),
    ("Høring", frozenset({S.HEARING})),
    ("Rapport", frozenset({S.SECOND_READING, S.READY})),
    ("Hos kommunerne", frozenset({S.PUBLISHED, S.WITHDRAWN})),
    ("Opfølgning", frozenset({S.FOLLOW_UP})),
    ("Afsluttet", frozenset({S.CLOSED})),
)


def steps(audit: Audit) -> list[dict[str, Any]]:
    """Return the stops of the way, each done, current or ahead."""
    here = next(at for at, (_label, states) in enumerate(_STOPS) if audit.state in states)
    return [
        {
            "label": label,
            "state": "done" if at < here else "current" if at == here else "ahead",
            "date": _date_of(audit, at, here),
        }
        for at, (label, _states) in enumerate(_STOPS)
    ]


def _date_of(audit: Audit, at: int, here: int) -> date | None:
    if at == here:
        return timezone.localdate(audit.state_since)
    return timezone.localdate(audit.announced_at) if at == 1 and audit.announced_at and here > 1 else None


def sentence(audit: Audit) -> str:
    """Return "Venter på leverandøren. Svar ventes senest 14. april 2026 (om 6 arbejdsdage)."."""
    if audit.state in (S.ANNOUNCED, S.AWAITING, S.AWAITING_MORE) and audit.deadline:
        return f"Venter på leverandøren. Svar ventes senest {when(audit.deadline)}."
    if audit.state == S.HEARING and (hearing := audit.hearings.last()):
        if hearing.answered_at:
            return "Leverandøren har svaret på høringen."
        return f"Udkastet er i høring til {when(hearing.deadline)}."
    return audit.explanation


def sentence_to_supplier(audit: Audit) -> str:
    """Return the same as its supplier reads it: "Vi venter på jeres svar senest 14. april 2026 (…)."."""
    if audit.state in (S.ANNOUNCED, S.AWAITING, S.AWAITING_MORE) and audit.deadline:
        return _("Vi venter på jeres svar senest %(day)s.") % {"day": when(audit.deadline)}
    if audit.state == S.HEARING and (hearings := list(audit.hearings.all())):
        hearing = hearings[-1]
        if hearing.answered_at:
            return _("I har svaret på høringen. Sekretariatet går jeres svar igennem.")
        return _("Udkastet er i høring hos jer til %(day)s.") % {"day": when(hearing.deadline)}
    return audit.explanation


def holder(audit: Audit) -> str:
    """Return who must act next, by name."""
    if audit.pen == "supplier":
        return audit.supplier.name
    if audit.pen == "municipalities":
        return _("kommunerne")
    return audit.case_worker_name if audit.pen else ""


def when(day: date) -> str:
    """Return "14. april 2026 (om 6 arbejdsdage)", in the page's language."""
    days = working_days_between(timezone.localdate(), day)
    return f"{da_date(day)} ({da_relative_workdays(days)})"
