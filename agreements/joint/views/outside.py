"""The pages behind a one-time link. A mail scanner that looks at the link opens nothing: a person does.

Opening gives the browser a cookie of its own for two hours; the link's secret leaves the address bar.
"""

import secrets
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from accounts import limits
from accounts.access import open_to_all
from agreements.joint import outside
from agreements.joint.forms.members import ReceiptForm
from documents.serving import serve

COOKIE = f"{settings.COOKIE_PREFIX}modtaget"
SECONDS = 2 * 60 * 60


@open_to_all
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show for whom the link is; a person then opens it, or asks for a new one."""
    if _too_many(request, token):
        return render(request, "429.html", status=429)
    found = outside.peek(token)
    if found is None:
        return _gone(request, status=404)
    if request.method != "POST":
        status = 200 if found["state"] == "open" else 410
        return _private(render(request, "agreements/outside/link.html", found, status=status))
    if request.POST.get("act") == "renew":
        return _renewed(request, token, found)
    visit = secrets.token_urlsafe(32)
    if not outside.open_link(token, visit):
        return _private(render(request, "agreements/outside/link.html", outside.peek(token), status=410))
    response = redirect("outside:agreement")
    response.set_cookie(
        COOKIE, visit, SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return _private(response)


def _too_many(request: HttpRequest, token: str) -> bool:
    try:
        limits.attempt(request, "link", token)  # type: ignore[arg-type]
    except limits.TooManyError:
        return True
    return False


def _renewed(request: HttpRequest, token: str, found: dict[str, Any]) -> HttpResponse:
    try:
        limits.attempt(request, "mail", token)  # type: ignore[arg-type]
    except limits.TooManyError:
        return render(request, "429.html", status=429)
    sent = outside.renew(token)
    return _private(render(request, "agreements/outside/link.html", {**found, "sent": sent}))


def _gone(request: HttpRequest, *, status: int = 410) -> HttpResponse:
    return _private(render(request, "agreements/outside/gone.html", status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@open_to_all
def agreement(request: HttpRequest) -> HttpResponse:
    """Show who sends what about which systems, the documents, and take the receipt."""
    visit = request.COOKIES.get(COOKIE, "")
    found = outside.read(visit)
    if found is None:
        return _gone(request)
    initial = {"name": found["received_by"], "answer": found["answer"], "remark": found["remark"]}
    form = ReceiptForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if not outside.receive(visit, **form.cleaned_data):
            return _gone(request)
        return _private(redirect("outside:agreement"))
    return _private(render(request, "agreements/outside/agreement.html", {"found": found, "form": form}))


@open_to_all
def file(request: HttpRequest, which: str) -> HttpResponseBase:
    """Give a document; that it was fetched stands in the log by then."""
    stored = outside.file_of(request.COOKIES.get(COOKIE, ""), which)
    if stored is None:
        raise Http404
    return serve(request, stored)
