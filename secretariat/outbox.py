"""The demo's outbox: every mail that would have left, to be read on the machine itself without signing in."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import open_to_all
from walls.callers import Caller, acting_as
from workflows.models import OutboxMail

LOOPBACK = ("127.0.0.1", "::1")


@open_to_all
def outbox(request: HttpRequest) -> HttpResponse:
    """List the mails, newest first; 404 in production and from any other machine."""
    if not settings.DEMO or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        raise Http404
    words = request.GET.get("q", "").strip()[:100]
    with acting_as(Caller.secretariat()):
        mails = OutboxMail.objects.order_by("-created_at", "id")
        if words:
            mails = mails.filter(to__icontains=words) | mails.filter(subject__icontains=words)
        page = Paginator(mails, 25).get_page(request.GET.get("page"))
        page.object_list = list(page.object_list)
        return render(request, "secretariat/outbox.html", {"page": page, "words": words})
