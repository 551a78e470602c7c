"""*Hvem er berørt?*: one box, and everything that rests on what it names."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint.models import CommonText
from agreements.joint.reliance.finding import SUPPLIER, SYSTEM, Hit, find, get
from agreements.joint.reliance.reading import Touched, touched_by
from register.models import System
from secretariat.pagekit.workbook import as_download, workbook

HEADERS = (
    "Kommune",
    "Leverandør",
    "Systemer",
    "Rolle",
    "Gennem",
    "Formål",
    "Aftale",
    "Aftalens status",
    "Kontakt ved brud",
    "Underretning (timer)",
    "Varsel om underdatabehandler",
)
SHOWN = 500


@requires(P.AGREEMENTS_VIEW)
def affected(request: PersonRequest) -> HttpResponse:
    """Show who is touched; several things of the name are offered first. `form=excel` gives all rows."""
    words = request.GET.get("q", "")[:100]
    kind, key = request.GET.get("slags", ""), request.GET.get("id", "")
    hits = find(words)
    chosen: Hit | None = get(kind, key) if kind else (hits[0] if len(hits) == 1 else None)
    rows = touched_by(chosen) if chosen else []
    if chosen and request.GET.get("form") == "excel":
        return as_download(workbook("Hvem er berørt", HEADERS, map(_cells, rows)), "hvem-er-beroert.xlsx")
    context: dict[str, Any] = {
        "words": words or (chosen.name if chosen else ""),
        "hits": hits if not chosen else [],
        "chosen": chosen,
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "members": len({row.municipality.id for row in rows}),
        "asked": bool(words or kind),
        "may_act": request.actor.may(P.AGREEMENTS_NEGOTIATE),
        "notice_url": _notice_url(chosen),
    }
    return render(request, "agreements/secretariat/affected.html", context)


def _notice_url(chosen: Hit | None) -> str:
    """Return where a notice about it is registered, with the supplier chosen where it is known."""
    if chosen is None:
        return ""
    url, supplier_id = reverse("agreements:notice_new"), ""
    if chosen.kind == SUPPLIER:
        supplier_id = chosen.key
    elif chosen.kind == SYSTEM:
        system = System.objects.filter(pk=chosen.key).first()
        supplier_id = str(system.supplier_id or "") if system else ""
    if not supplier_id:
        return url
    sent = CommonText.objects.filter(supplier_id=supplier_id, sendings__isnull=False).exists()
    return f"{url}?leverandoer={supplier_id}" if sent else url


def _cells(row: Touched) -> list[Any]:
    return [
        row.municipality.name,
        row.supplier,
        row.systems,
        row.role,
        row.through,
        row.purpose,
        row.number,
        row.state,
        row.breach_contact,
        row.breach_hours,
        row.notice,
    ]
