"""Who may open a view: the decorator that every view carries."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def requires(*permissions: str) -> Callable[[View], View]:
    """Let in who holds at least one of the permissions; others get 403, nobody signed in the sign-in page.

    Without permissions anybody signed in on the site gets in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.actor  # type: ignore[attr-defined]
            if actor is None:
                return redirect_to_login(request.get_full_path())
            if permissions and not any(actor.may(each) for each in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permissions = permissions  # type: ignore[attr-defined]
        return guarded

    return decorate


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in."""
    view.permissions = None  # type: ignore[attr-defined]
    return view
