"""How a view answers when an action says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from workflows.engine import MoveError, NotPermittedError, NotPossibleError

Result = TypeVar("Result")
View = Callable[..., HttpResponse]


def answers_conflicts(view: View) -> View:
    """Show a clear page (409) where somebody else was first, and 403 where the action says so."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotPermittedError as error:
            raise PermissionDenied(error.reason) from error
        except MoveError as error:
            context = {"reason": error.reason, "back_url": came_from(request)}
            return render(request, "409.html", context, status=409)

    return answered


def attempt(request: HttpRequest, act: Callable[[], Result], form: BaseForm | None = None) -> Result | None:
    """Do `act` and return what it gives; where it is not possible, say why on form or page, return None."""
    try:
        return act()
    except NotPossibleError as error:
        if form is not None:
            form.add_error(None, error.reason)
        else:
            messages.error(request, error.reason)
        return None


def came_from(request: HttpRequest) -> str:
    """Return the page of this site that the request came from, else the front page."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if ours else "/"
