"""The front page of each site: what is waiting for whoever opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import requires


@requires()
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page of the site."""
    return render(request, f"secretariat/{request.site}/front.html", {})  # type: ignore[attr-defined]
