"""Every address lets in whom its row in the table says, and nobody else."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.roles import permissions_of
from tests.permission_table import OPEN, SIGNED_IN, TABLE, Who
from tests.personae import PERSONAE

URLCONFS = {**settings.SITE_URLCONFS, "common": settings.COMMON_URLCONF}
SITES = tuple(URLCONFS)
HOSTS = {
    "secretariat": settings.SECRETARIAT_HOST,
    "municipality": f"aalborg.{settings.BASE_DOMAIN}",
    "supplier": settings.SUPPLIER_HOST,
    "common": settings.BASE_DOMAIN,
}
SAMPLES = {"UUIDConverter": uuid4(), "IntConverter": 1}


def patterns(site: str) -> Iterator[tuple[str, URLPattern, dict[str, Any]]]:
    """Yield (name with namespace, pattern, sample arguments) of every address of a site."""
    yield from _below(get_resolver(URLCONFS[site]), "", {})


def _below(
    resolver: URLResolver, space: str, given: dict[str, Any]
) -> Iterator[tuple[str, URLPattern, dict[str, Any]]]:
    for each in resolver.url_patterns:
        converters = each.pattern.converters.items()
        arguments = given | {key: SAMPLES.get(type(one).__name__, "x") for key, one in converters}
        if isinstance(each, URLResolver):
            yield from _below(each, f"{space}{each.namespace}:" if each.namespace else space, arguments)
        else:
            yield f"{space}{each.name}", each, arguments


def carried(view: Any) -> Who | None:
    """Return what a view says of itself; None where it says nothing."""
    if not hasattr(view, "permissions"):
        return None
    if view.permissions is None:
        return OPEN
    return frozenset(view.permissions) or SIGNED_IN


@pytest.mark.parametrize("site", SITES)
def test_every_address_stands_in_the_table(site: str) -> None:
    names = [name for name, _, _ in patterns(site)]
    missing = sorted(set(names) - set(TABLE[site]))
    assert not missing, f"add these to tests/permission_table.py: {missing}"
    gone = sorted(set(TABLE[site]) - set(names))
    assert not gone, f"these are no addresses any more: {gone}"
    assert len(names) == len(set(names)), "two addresses of the same name"


@pytest.mark.parametrize("site", SITES)
def test_every_view_carries_what_the_table_says(site: str) -> None:
    told = {name: carried(pattern.callback) for name, pattern, _ in patterns(site)}
    differing = {
        name: (who, TABLE[site].get(name)) for name, who in told.items() if who != TABLE[site].get(name)
    }
    assert not differing, f"name: (the view's, the table's): {differing}"


def outcome(client: Client, path: str) -> str:
    """Ask for a page (send an empty form where it only takes forms) and say in a word how it went."""
    answer: Any = client.get(path)
    if answer.status_code == 405:
        answer = client.post(path)
    return _word(answer)


def _word(answer: HttpResponse) -> str:
    if answer.status_code == 302 and answer["Location"].startswith(f"{settings.LOGIN_URL}?next="):
        return "sign in"
    if answer.status_code == 403:
        return "refused"
    return "in" if answer.status_code < 500 else f"fault {answer.status_code}"


def walk(client: Client, site: str, expected: Callable[[Who], str]) -> dict[str, str]:
    """Return the addresses where it went otherwise than expected."""
    wrong = {}
    for name, _, arguments in patterns(site):
        path = reverse(name, urlconf=URLCONFS[site], kwargs=arguments)
        if (found := outcome(client, path)) != expected(TABLE[site].get(name, OPEN)):
            wrong[name] = found
    return wrong


@pytest.mark.parametrize("site", SITES)
def test_strangers_are_asked_to_sign_in(db: None, site: str) -> None:
    client = Client(SERVER_NAME=HOSTS[site])
    assert not walk(client, site, lambda who: "in" if who == OPEN else "sign in")


@pytest.mark.parametrize("key", sorted(PERSONAE))
def test_everybody_gets_in_where_they_may_and_nowhere_else(
    client_of: Callable[[str], Client], key: str
) -> None:
    persona = PERSONAE[key]
    held = permissions_of(list(persona.roles), persona.site)

    def expected(who: Who) -> str:
        return "in" if isinstance(who, str) or held & who else "refused"

    assert not walk(client_of(key), persona.site, expected)
