"""Who may open a view: the decorator that every view carries."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from accounts.request import VisitorRequest

View = Callable[..., HttpResponseBase]


def requires(*permissions: str) -> Callable[[View], View]:
    """Let in who holds at least one of the permissions; others get 403, nobody signed in the sign-in page.

    Without permissions anybody signed in on the site gets in. The view has the permissions as its
    attribute `permissions`, which the permission table of the tests reads.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor
            if actor is None:
                return redirect_to_login(request.get_full_path())
            if permissions and not any(actor.may(each) for each in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _told(guarded, permissions)

    return decorate


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in."""

    @wraps(view)
    def opened(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _told(opened, None)


def _told(view: View, permissions: tuple[str, ...] | None) -> View:
    view.permissions = permissions  # type: ignore[attr-defined]
    return view
