"""Pages for what goes wrong; they say what to do next and tell nothing else."""

import logging
from collections.abc import Callable

import psycopg
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)


class UnstorableInputMiddleware:
    """Answer with a page of its own where the database cannot take what was sent.

    Forms say in their own words what is wrong with a field. What is left are marks that nobody types (NUL)
    and numbers beyond all bounds in an address: no fault of ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for such marks and numbers; any other DataError is a fault of ours."""
        if not isinstance(exception, DataError) or not _is_unstorable(exception):
            return None
        logger.warning("The database could not take what was sent to %s: %s", request.path, exception)
        return render(request, "400.html", status=400)


def _is_unstorable(exception: DataError) -> bool:
    """Whether a character or a number is the reason; the driver itself refuses a NUL, without a code."""
    told = exception.__cause__
    if not isinstance(told, psycopg.DataError):
        return False
    codes = (psycopg.errors.CharacterNotInRepertoire.sqlstate, psycopg.errors.NumericValueOutOfRange.sqlstate)
    return told.sqlstate in codes or (told.sqlstate is None and "NUL" in str(told))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a form that has lain open too long."""
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours; no database is asked."""
    return render(request, "500.html", status=500)
