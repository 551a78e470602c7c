"""Every address × every kind of user × every method, from the one permission table.

tests/test_permission_table.py walks each address as a reader does. Here every method is sent, by
everybody, and by people of the other sites who bring their session along.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.roles import permissions_of
from accounts.sessions import stored_key
from tests.permission_table import OPEN, TABLE, Who
from tests.personae import PERSONAE
from tests.test_permission_table import HOSTS, SITES, URLCONFS, patterns
from walls.callers import Caller, acting_as

CHANGING = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS")
METHODS = ("GET", "HEAD", *CHANGING)


def paths(site: str) -> Iterator[tuple[Who, str, str]]:
    """Yield (who may, name, path) of every address of a site."""
    for name, _, arguments in patterns(site):
        path = reverse(name, urlconf=URLCONFS[site], kwargs=arguments)
        yield TABLE[site].get(name, OPEN), name, path


def word(answer: Any) -> str:
    """Say in a word how it went."""
    if answer.status_code == 302 and answer["Location"].startswith(settings.LOGIN_URL):
        return "sign in"
    if answer.status_code in (403, 405):
        return "refused"
    return "in" if answer.status_code < 500 else f"fault {answer.status_code}"


def walk(client: Client, site: str, may: Callable[[Who], bool], refusals: set[str]) -> list[str]:
    """Send every method to every address; return where it went otherwise than it should.

    Where somebody may read, reading is what tests/test_permission_table.py walks.
    """
    wrong = []
    ending_last = sorted(paths(site), key=lambda each: isinstance(each[0], str))  # signing out among them
    for who, name, path in ending_last:
        for method in CHANGING if may(who) else METHODS:
            found = word(client.generic(method, path))
            good = found in ("in", "refused", "sign in") if may(who) else found in refusals
            if not good:
                wrong.append(f"{method} {name}: {found}")
    return wrong


@pytest.mark.parametrize("site", SITES)
def test_strangers_get_in_nowhere_by_any_method(db: None, site: str) -> None:
    client = Client(SERVER_NAME=HOSTS[site], raise_request_exception=False)
    assert not walk(client, site, lambda who: who == OPEN, {"sign in", "refused"})


@pytest.mark.parametrize("key", sorted(PERSONAE))
def test_people_get_in_by_no_method_where_they_may_not(client_of: Callable[[str], Client], key: str) -> None:
    persona, client = PERSONAE[key], client_of(key)
    client.raise_request_exception = False
    held = permissions_of(list(persona.roles), persona.site)
    assert not walk(client, persona.site, lambda who: isinstance(who, str) or bool(held & who), {"refused"})


@pytest.mark.parametrize("key", ["lise", "mette", "leo"])
def test_a_session_opens_nothing_on_another_site(client_of: Callable[[str], Client], key: str) -> None:
    """The cookie is brought along; its owner is a stranger there, the neighbour municipality included."""
    own = client_of(key)
    assert own.get("/").status_code == 200
    with acting_as(Caller.owner()):
        sessions = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
        session = sessions.objects.get(pk=stored_key(own.cookies[settings.SESSION_COOKIE_NAME].value))
    hosts = {site: host for site, host in HOSTS.items() if site != PERSONAE[key].site}
    if key == "mette":
        hosts["municipality"] = f"viborg.{settings.BASE_DOMAIN}"
    for site, host in hosts.items():
        visitor = Client(SERVER_NAME=host, raise_request_exception=False)
        wrong = []
        for who, name, path in paths(site):
            with acting_as(Caller.owner()):
                session.save()  # being brought elsewhere ends it
            visitor.cookies = own.cookies.copy()
            if who != OPEN and (found := word(visitor.get(path))) not in ("sign in", "refused"):
                wrong.append(f"{name}: {found}")
        assert not wrong
    with acting_as(Caller.owner()):
        session.save()
    assert own.get("/").status_code == 200, "at home it opens what it should"


def test_the_walk_would_see_an_open_door(client_of: Callable[[str], Client]) -> None:
    client = client_of("mette")
    assert walk(client, "municipality", lambda _: False, {"refused"})
