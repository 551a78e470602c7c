"""Menus as data: which pages a person may go to, and where she is now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Entry:
    """A page in a site's main menu: its words, its URL's name, and the permission it asks for ("" = none).

    `also` are the beginnings of other addresses that belong to it.
    """

    label: str
    url_name: str
    permission: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """An entry ready for a template."""

    url: str
    label: str
    current: bool


def links(entries: Iterable[Entry], permissions: Iterable[str], path: str) -> list[Link]:
    """Return the links that the permissions open, the one the path stands under marked as current.

    An entry whose page is not on this site is left out.
    """
    held = set(permissions)
    pages = [(entry, _url(entry)) for entry in entries if not entry.permission or entry.permission in held]
    known = [(entry, url) for entry, url in pages if url]
    places = [(place, url) for entry, url in known for place in (url, *entry.also)]
    under = [(place, url) for place, url in places if _stands_under(path, place)]
    _, here = max(under, key=lambda found: len(found[0]), default=("", None))
    return [Link(url, entry.label, url == here) for entry, url in known]


def _url(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _stands_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
