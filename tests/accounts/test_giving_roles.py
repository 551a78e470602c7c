"""Who may give which role: what commits a municipality is given by who holds it, or by the secretariat."""

import re
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import actions
from accounts.actions import Organisation
from accounts.models import Colleague, Engagement
from accounts.roles import permissions_of
from tenants.models import Municipality
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import NotPermittedError

METTE = PERSONAE["mette"]
NINA = {"name": "Nina Ny", "email": "nina@aalborg.example", "phone": "", "title": ""}
WITHHELD = "af en beslutningstager i kommunen eller af sekretariatet"


@pytest.fixture
def give(members: dict[str, Municipality]) -> Callable[[list[str], str], list[str]]:
    """Let somebody in Aalborg with some roles give Nina a role; return the roles she has then."""
    aalborg = members["aalborg"]
    organisation = Organisation("municipality", aalborg.name, municipality_id=aalborg.id)

    def given(held: list[str], role: str) -> list[str]:
        by = Actor(METTE.id, METTE.name, METTE.organisation, permissions_of(held, "municipality"))
        with acting_as(Caller.municipality(aalborg)):
            actions.invite(
                by=by, email=NINA["email"], name=NINA["name"], organisation=organisation, roles=[role]
            )
            return list(Colleague.objects.get(email=NINA["email"]).roles)

    return given


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (["contact"], "reader"),
        (["contact"], "dpo"),
        (["contact"], "deputy"),
        (["contact", "decision_maker"], "decision_maker"),
        (["decision_maker"], "decision_maker"),
        (["decision_maker"], "signatory"),
        (["contact", "signatory"], "signatory"),
    ],
)
def test_what_one_may_give(give: Callable[[list[str], str], list[str]], held: list[str], role: str) -> None:
    assert give(held, role) == [role]


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (["contact"], "decision_maker"),
        (["contact"], "signatory"),
        (["deputy"], "decision_maker"),
        (["contact", "dpo"], "decision_maker"),
        (["contact", "signatory"], "decision_maker"),
    ],
)
def test_what_one_may_not(give: Callable[[list[str], str], list[str]], held: list[str], role: str) -> None:
    with pytest.raises(NotPermittedError, match=WITHHELD):
        give(held, role)
    with acting_as(Caller.owner()):
        assert not Engagement.objects.filter(email=NINA["email"]).exists()


def test_the_page_offers_what_one_may_give(client_of: Callable[[str], Client]) -> None:
    mette = client_of("mette")
    assert 'value="decision_maker"' in mette.get("/personer/").content.decode()
    with acting_as(Caller.owner()):
        Engagement.objects.filter(email=METTE.email).update(roles=["contact"])
    mette = client_of("mette")
    page = mette.get("/personer/").content.decode()
    assert 'value="decision_maker"' not in page
    assert 'value="reader"' in page
    assert WITHHELD in page
    forged = mette.post("/personer/", NINA | {"roles": ["decision_maker"]})
    assert forged.status_code == 200
    with acting_as(Caller.owner()):
        assert not Engagement.objects.filter(email=NINA["email"]).exists()


def test_who_decides_manages_people_too(client_of: Callable[[str], Client]) -> None:
    with acting_as(Caller.owner()):
        Engagement.objects.filter(email=METTE.email).update(roles=["decision_maker"])
    mette = client_of("mette")
    assert mette.post("/personer/", NINA | {"roles": ["decision_maker"]}).status_code == 302
    with acting_as(Caller.owner()):
        assert Engagement.objects.get(email=NINA["email"]).roles == ["decision_maker"]


def test_the_secretariat_invites_where_nobody_decides_any_more(db: None) -> None:
    out = StringIO()
    call_command("invite_decision_maker", "0851", name="Nina Ny", email=NINA["email"], stdout=out)
    assert re.search(r"http://aalborg\.\S+/konto/invitation/\S+/", out.getvalue())
    with acting_as(Caller.owner()):
        assert Engagement.objects.get(email=NINA["email"]).roles == ["contact", "decision_maker"]


@pytest.mark.parametrize(
    ("code", "email", "why"), [("9999", "nina@x.example", "medlem"), ("0851", "nina", "e-mailadresse")]
)
def test_an_invitation_to_nowhere_is_refused(db: None, code: str, email: str, why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("invite_decision_maker", code, name="Nina Ny", email=email)
