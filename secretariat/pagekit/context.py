"""What every page's head needs: the menu, where search is, how to sign out."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

from secretariat.navigation import NAVIGATION
from secretariat.pagekit.navigation import links


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give templates the menu and the addresses of the head's forms; empty where a site has none."""
    actor = getattr(request, "actor", None)
    entries = NAVIGATION.get(getattr(request, "site", ""), ()) if actor else ()
    permissions = actor.permissions if actor else ()
    return {
        "navigation": links(entries, permissions, request.path),
        "search_url": _url("search") if actor and _lets_in("search", actor.permissions) else "",
        "search_words": request.GET.get("q", "")[:200],
        "sign_out_url": _url("account_logout"),
        "language_url": _url("set_language"),
        "organisation_url": _url("choose_organisation"),
    }


def _lets_in(name: str, permissions: Iterable[str]) -> bool:
    """Whether the view behind a name lets somebody in: nobody is offered what would be refused."""
    address = _url(name)
    wanted = getattr(resolve(address).func, "permissions", ()) if address else ()
    return not wanted or not set(wanted).isdisjoint(permissions)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
