"""Pages for what goes wrong; they say what to do next and tell nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a form that has lain open too long."""
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours; no database is asked."""
    return render(request, "500.html", status=500)
