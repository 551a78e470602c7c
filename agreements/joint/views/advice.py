"""A municipality's page of the secretariat's advice where a negotiation ended without agreement."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from agreements.joint import actions
from agreements.joint.listsheets import advice_sheet
from agreements.joint.models import Advice
from secretariat.pagekit.workbook import as_download


@requires(P.OWN_VIEW)
def list_advice(request: HttpRequest) -> HttpResponse:
    """Show the advice given to the municipality, newest first; `form=excel` gives the list."""
    may_read = request.actor.may(P.OWN_AGREEMENTS_CHOOSE)  # type: ignore[attr-defined]
    rows = Advice.objects.all()
    if request.GET.get("form") == "excel":
        return as_download(advice_sheet(rows), "raad.xlsx")
    context = {"rows": rows, "may_read": may_read}
    return render(request, "agreements/municipality/advice.html", context)


@require_POST
@requires(P.OWN_AGREEMENTS_CHOOSE)
def read(request: HttpRequest, advice_id: UUID) -> HttpResponse:
    """Note that the municipality has read the advice."""
    advice = Advice.objects.filter(pk=advice_id).first()
    if advice is None:
        raise Http404
    actions.read_advice(advice=advice, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, "Det er noteret, at I har læst rådet.")
    return redirect("advice:list")
