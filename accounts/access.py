"""Who may open a view: the decorator that every view carries."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url

from accounts.request import VisitorRequest
from accounts.typed import signed_out, texts

View = Callable[..., HttpResponseBase]


def requires(*permissions: str, halfway: bool = False) -> Callable[[View], View]:
    """Let in who holds at least one of the permissions; others get 403, nobody signed in the sign-in page.

    Without permissions anybody signed in on the site gets in. Who has yet to set up the second factor
    is sent there, except from views that are part of it (`halfway`). The view has the permissions as
    its attribute `permissions`, which the permission table of the tests reads.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor
            if actor is None and request.halfway is None:
                return ask_to_sign_in(request)
            if actor is None and halfway:
                return view(request, *args, **kwargs)
            if actor is None:
                return redirect_to_login(_page(request), resolve_url("security_app"))
            if permissions and not any(actor.may(each) for each in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _told(guarded, permissions)

    return decorate


def _page(request: VisitorRequest) -> str:
    """The page somebody was on: a form's own address may not be one that can be opened."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return (
        came_from._replace(scheme="", netloc="").geturl() if came_from.netloc == request.get_host() else "/"
    )


def ask_to_sign_in(request: VisitorRequest) -> HttpResponseBase:
    """Lead to the sign-in page and from there back to where the person was.

    What was typed into a form is shown, so that it can be kept.
    """
    if request.method == "POST" and (texts(request) or request.ended):
        return signed_out(request, _page(request))
    if not request.headers.get("HX-Request"):
        return redirect_to_login(_page(request))
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = redirect_to_login(_page(request))["Location"]
    return answer


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in."""

    @wraps(view)
    def opened(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _told(opened, None)


def _told(view: View, permissions: tuple[str, ...] | None) -> View:
    view.permissions = permissions  # type: ignore[attr-defined]
    return view
