"""The pages of the list."""

from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from agreements.municipal.access import agreements
from agreements.municipal.intake.access import open_work
from agreements.municipal.listing import query
from agreements.municipal.listing.acts import ACTS
from agreements.municipal.listing.export import agreements_workbook
from agreements.municipal.listing.forms import AgreementListForm
from agreements.municipal.models import Agreement
from agreements.municipal.shown import shown
from agreements.municipal.states import AgreementState
from register.views.lists import amount, ordered, page_of
from secretariat.pagekit.workbook import as_download


@requires(P.OWN_VIEW)
def list_agreements(request: MunicipalityRequest) -> HttpResponse:
    """List the municipality's agreements: searched, filtered, and what is new since the last visit."""
    form = AgreementListForm(request.GET)
    since = query.visit(request.actor.id)
    page = page_of(request, _rows(form, since))
    marks = request.actor.may(P.OWN_AGREEMENTS_CHOOSE) or request.actor.may(P.OWN_ASK)
    context = {
        "form": form,
        "page": page,
        "rows": [{**shown(each), "is_new": bool(since and each.changed_at > since)} for each in page],
        "found": amount(page.paginator.count, "aftale", "aftaler"),
        "numbers": _numbers(form, since),
        "searched": any(form.chosen().values()),
        "acts": [each for each in ACTS.values() if request.actor.may(each.permission)],
        "marks": marks,
        "may_choose": request.actor.may(P.OWN_AGREEMENTS_CHOOSE),
        "work": open_work() if request.actor.may(P.OWN_AGREEMENTS_CHOOSE) else 0,
        "query": request.GET.urlencode(),
    }
    return render(request, "agreements/municipality/list.html", context)


@requires(P.OWN_VIEW)
def list_xlsx(request: MunicipalityRequest) -> HttpResponse:
    """The list as shown, as a workbook."""
    rows = _rows(AgreementListForm(request.GET), query.visit(request.actor.id))
    return as_download(agreements_workbook(rows), f"Aftaler {timezone.localdate():%Y-%m-%d}.xlsx")


def _rows(form: AgreementListForm, since: Any) -> QuerySet[Any]:
    chosen = form.chosen()
    rows: QuerySet[Any] = query.with_changed(agreements())
    if chosen["vis"] == "nyt":
        chosen["ny_siden"] = since or timezone.now()
    rows = query.searched(query.filtered(rows, chosen), chosen["q"])
    if not chosen["orden"]:
        return rows.annotate(waits=_WAITS).order_by("-waits", "answer_by", "-changed_at", "id")
    return ordered(rows, chosen["orden"], query.ORDERS, "title")


_WAITS = Case(When(query.WAITS_FOR_US, then=1), default=0)


def _numbers(form: AgreementListForm, since: Any) -> list[dict[str, Any]]:
    """Return the numbers above the list, each the link to its part."""
    today = timezone.localdate()
    rows = query.with_changed(Agreement.objects.all())
    soon = query.filtered(Agreement.objects.all(), {"udloeber": "3"})
    counts = Agreement.objects.aggregate(
        waits=Count("id", filter=query.WAITS_FOR_US),
        questions=Count("id", filter=Q(state=AgreementState.QUESTION)),
        unjournaled=Count("id", filter=Q(journal_number="")),
        expired=Count("id", filter=Q(valid_until__lt=today)),
    )
    fresh = rows.filter(changed_at__gt=since).count() if since else 0
    told = (
        ("Venter på jer", counts["waits"], "status", "venter", "warning"),
        ("Nyt siden dit sidste besøg", fresh, "vis", "nyt", "info"),
        ("Spørgsmål hos sekretariatet", counts["questions"], "status", "question", ""),
        ("Udløber inden tre måneder", soon.count(), "udloeber", "3", "waiting"),
        ("Uden journalnummer", counts["unjournaled"], "vis", "uden-journal", ""),
    )
    return [
        {
            "label": label,
            "value": value,
            "url": f"?{key}={choice}",
            "tone": tone if value else "",
            "current": form.value(key) == choice,
        }
        for label, value, key, choice, tone in told
    ]
