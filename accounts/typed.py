"""What somebody typed into a form when the session had ended: shown once more, so that it is not lost."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.request import VisitorRequest


def signed_out(request: VisitorRequest, page: str) -> HttpResponse:
    """Answer a form that came too late: why, the texts to be copied, and the way back to the page."""
    template = "parts/signed_out.html" if request.headers.get("HX-Request") else "errors/signed_out.html"
    status = 200 if request.headers.get("HX-Request") else 403  # htmx shows nothing of an error
    return render(request, template, {"texts": texts(request), "page": page}, status=status)


def texts(request: VisitorRequest) -> list[str]:
    """Return the texts of the form: what was written, not what was chosen, and no password."""
    given = [
        value
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    return [value for value in given if len(value.strip()) > 3 and not _is_id(value)]


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
