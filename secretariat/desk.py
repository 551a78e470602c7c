"""The front page of each site: what is waiting for whoever opens it."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import requires
from accounts.request import PersonRequest


@requires()
def front(request: PersonRequest) -> HttpResponse:
    """Show the front page of the site."""
    return render(request, f"secretariat/{request.site}/front.html", {})
