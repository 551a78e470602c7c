"""An installation without people lets one administrator in, and is then closed."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Engagement
from walls.callers import Caller, acting_as


@pytest.fixture
def nobody_administers(db: None) -> None:
    """The tests' own administrator has gone."""
    with acting_as(Caller.owner()):
        Engagement.objects.filter(roles__contains=["administrator"]).delete()


def invited(email: str) -> str:
    said = StringIO()
    call_command("invite_first_administrator", email=email, stdout=said)
    found = re.search(r"https?://[^/]+(/konto/invitation/\S+)", said.getvalue())
    assert found
    return found[1]


def test_the_first_administrator_comes_in_by_the_link_once(nobody_administers: None) -> None:
    link = invited("Ada@sekretariat.example")
    guest = Client(SERVER_NAME=settings.SECRETARIAT_HOST)
    assert guest.post(link, {"password": "en-lang-saetning-2026"}).status_code == 302
    with acting_as(Caller.owner()):
        mine = Engagement.objects.get(email="ada@sekretariat.example")
    assert (mine.site, mine.roles) == ("secretariat", ["administrator"])
    assert Client(SERVER_NAME=settings.SECRETARIAT_HOST).get(link).status_code == 404


def test_a_lost_link_can_be_replaced_until_one_is_used(nobody_administers: None) -> None:
    assert invited("ada@sekretariat.example") != (again := invited("ada@sekretariat.example"))
    assert Client(SERVER_NAME=settings.SECRETARIAT_HOST).get(again).status_code == 200


def test_nobody_is_let_in_this_way_where_there_is_an_administrator(db: None) -> None:
    with pytest.raises(CommandError, match="allerede en administrator"):
        call_command("invite_first_administrator", email="eve@sekretariat.example")


def test_an_address_that_is_none_is_refused(nobody_administers: None) -> None:
    with pytest.raises(CommandError, match="«ada» er ikke en e-mailadresse"):
        call_command("invite_first_administrator", email="ada")
    assert invited("ada@sekretariat.example")
