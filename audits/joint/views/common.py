"""What the pages of one case share: its tabs and who may do what."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.request import PersonRequest
from audits.joint import access, way
from audits.joint.models import Audit

TABS = (
    ("case", "Overblik"),
    ("answers", "Svar"),
    ("evidence", "Dokumentation"),
    ("findings", "Forhold"),
    ("hearing", "Høring"),
    ("report", "Rapport"),
    ("decisions", "Kommuner"),
    ("letters", "Breve og mails"),
    ("notes", "Notater"),
    ("history", "Historik"),
)


@dataclass(frozen=True)
class Refused:
    """A step that could not be taken: at which row of the page, why, and what was typed and chosen."""

    row: UUID
    reason: str
    typed: str
    choice: str = ""


def to_row(name: str, audit_id: UUID, row: str) -> HttpResponse:
    """Go back to a page of the case, at the row that something was done to."""
    return redirect(f"{page_url(name, audit_id)}#{row}")


def case_tabs(audit: Audit, current: str) -> list[dict[str, Any]]:
    """Return the case's tabs with the present one marked."""
    return [
        {
            "label": label,
            "url": reverse(f"audits:{name}", kwargs={"audit_id": audit.id}),
            "current": name == current,
            "count": None,
        }
        for name, label in TABS
    ]


def case_page(
    request: PersonRequest,
    audit: Audit,
    tab: str,
    context: dict[str, Any],
    *,
    template: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show one tab of the case within the head that all of them have."""
    shared = {
        "audit": audit,
        "tabs_of_case": case_tabs(audit, tab),
        "way_steps": way.steps(audit),
        "way_sentence": way.sentence(audit),
        "way_holder": way.holder(audit),
        "systems": audit.systems.all(),
        "may_conduct": request.actor.may("audits.conduct"),
    }
    name = template or f"audits/secretariat/{tab}.html"
    return render(request, name, {**shared, **context}, status=status)


def page_url(name: str, audit_id: UUID) -> str:
    """Return the address of a page of the case on this site."""
    return reverse(f"audits:{name}", kwargs={"audit_id": audit_id})


def case_of(audit_id: UUID) -> Audit:
    """Return the case; raises Http404."""
    return access.audit(audit_id)


def is_htmx(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part of the page."""
    return bool(getattr(request, "htmx", False))
