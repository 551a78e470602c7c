"""The secretariat's list of agreements at the signing service."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from agreements.joint import services
from agreements.joint.actions.services import try_now
from agreements.joint.listsheets import orders_sheet
from agreements.joint.models import ServiceOrder, ServiceState
from agreements.joint.models.services import UNDER_WAY
from secretariat.pagekit.workbook import as_download
from workflows.engine import MoveError

TONES = {
    ServiceState.WAITING: "waiting",
    ServiceState.AT_SERVICE: "info",
    ServiceState.SIGNED: "success",
    ServiceState.DECLINED: "warning",
    ServiceState.REFUSED: "error",
    ServiceState.STOPPED: "neutral",
}
SHOWN = 500


@requires(P.AGREEMENTS_VIEW)
def orders(request: HttpRequest) -> HttpResponse:
    """List what is at the service, what came back, and what went wrong; `form=excel` gives all rows."""
    everything = ServiceOrder.objects.select_related("agreement__common_text")
    if request.GET.get("form") == "excel":
        return as_download(orders_sheet(everything), "underskriftstjenesten.xlsx")
    found = everything[:SHOWN]
    rows = [
        {
            "order": each,
            "label": each.get_state_display(),
            "tone": TONES[ServiceState(each.state)],
            "may_try": each.state in UNDER_WAY,
        }
        for each in found
    ]
    context = {"rows": rows, "service": services.current()}
    return render(request, "agreements/secretariat/service_orders.html", context)


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def try_again(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Hand over or ask at once."""
    order = ServiceOrder.objects.filter(pk=order_id).first()
    if order is None:
        raise Http404
    try:
        try_now(order=order, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Der prøves igen nu.")
    return redirect("agreements:service_orders")
