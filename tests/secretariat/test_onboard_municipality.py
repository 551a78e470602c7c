"""An operator makes a municipality a member by one command, and its contact person gets in."""

import io
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tenants.actions import onboard
from tenants.models import Municipality
from tests.personae import PASSWORD
from walls.callers import Caller, acting_as
from workflows.actors import Actor

RANDERS = ("0730", "--contact", "Rikke Rask", "--email", "rikke@randers.example")


def onboarded(*given: str) -> str:
    """What the command prints."""
    told = io.StringIO()
    call_command("onboard_municipality", *given, stdout=told)
    return told.getvalue()


def members() -> set[str]:
    with acting_as(Caller.secretariat()):
        return set(Municipality.objects.values_list("kommunekode", flat=True))


@pytest.mark.django_db
def test_the_contact_person_comes_in_by_the_printed_address() -> None:
    told = onboarded(*RANDERS)
    assert "Randers Kommune er medlem" in told
    path = re.search(r"randers\.localhost(?::\d+)?(/\S+)", told)
    assert path
    client = Client(SERVER_NAME="randers.localhost")
    assert "Rikke Rask" in client.get(path[1]).content.decode()
    assert client.post(path[1], {"password": PASSWORD}).status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (("0411", *RANDERS[1:]), "ingen dansk kommune"),
        (("0851", *RANDERS[1:]), "allerede medlem"),
        ((*RANDERS[:-1], "rikke"), "ikke en e-mailadresse"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(given: tuple[str, ...], reason: str) -> None:
    before = members()
    with pytest.raises(CommandError, match=reason):
        onboarded(*given)
    assert members() == before


@pytest.mark.django_db
def test_a_run_that_ended_before_it_had_invited_anybody_can_be_done_again() -> None:
    with acting_as(Caller.owner()):
        onboard(kommunekode="0730", by=Actor.system(), since=date(2026, 1, 1))
    assert "Invitation til rikke@randers.example" in onboarded(*RANDERS)
    assert "Invitation til rikke@randers.example" in onboarded(
        *RANDERS
    )  # its address may never have been seen
    with pytest.raises(CommandError, match="allerede medlem"):
        onboarded("0730", "--contact", "Anden Person", "--email", "anden@randers.example")


@pytest.mark.django_db
def test_where_the_contact_person_has_come_in_the_command_makes_no_other_way_in() -> None:
    path = re.search(r"randers\.localhost(?::\d+)?(/\S+)", onboarded(*RANDERS))
    assert path
    client = Client(SERVER_NAME="randers.localhost")
    assert client.post(path[1], {"password": PASSWORD}).status_code == 302
    with pytest.raises(CommandError, match="allerede medlem"):
        onboarded(*RANDERS)
