"""Somebody outside the association: a link that is opened once, a receipt, and nothing of anybody else's."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.matrix import matrix
from agreements.joint.models import CommonText, OutsideLink, OutsideRecipient
from agreements.joint.recipients import members, members_to_choose_from
from tenants.models import Municipality
from tests.agreements.conftest import World
from tests.agreements.test_own_facts import run_jobs, words_of
from tests.agreements.test_pages import page, send
from tests.agreements.test_walls import refused
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError
from workflows.log import history
from workflows.models import OutboxMail

CVR = "29189935"
OTHER = "98915001"


@pytest.fixture
def text(world: World) -> CommonText:
    """A text that has been sent to the members."""
    text = world.released()
    world.send(text, "aalborg")
    with acting_as(Caller.secretariat()):
        return CommonText.objects.get(pk=text.pk)


def add(world: World, text: CommonText, name: str = "Lemvig Kommune", cvr: str = CVR) -> OutsideRecipient:
    """Send the text to a body outside, as the worker does."""
    with acting_as(Caller.secretariat()):
        mailbox = f"post{cvr}@udenfor.example"
        found = joint.add_outside(
            text=text, name=name, cvr=cvr, mailbox=mailbox, answer_by=None, by=world.actor("sara")
        )
    run_jobs("agreements.outside_link")
    return found


def link_of(recipient: OutsideRecipient) -> str:
    """Return the path of the newest link that was mailed."""
    with acting_as(Caller.secretariat()):
        mails = OutboxMail.objects.filter(to=[recipient.mailbox], kind="agreements/outside_link")
        body = mails.latest("created_at").body
    found = re.search(r"/modtag/[\w-]+/", body)
    assert found
    return found.group()


def visitor() -> Client:
    """A browser that is signed in nowhere."""
    return Client(SERVER_NAME=settings.SECRETARIAT_HOST)


def opened(recipient: OutsideRecipient) -> Client:
    """Return a browser that has opened the recipient's link."""
    client = visitor()
    answer = client.post(link_of(recipient), {"act": "open"})
    assert answer.status_code == 302, answer.status_code
    assert answer["Location"] == "/modtag/aftale/"
    return client


def test_a_scanner_opens_nothing_and_a_person_opens_once(world: World, text: CommonText) -> None:
    recipient = add(world, text)
    path = link_of(recipient)
    for _ in range(3):
        assert "Åbn aftalen" in page(visitor(), path)
        assert visitor().head(path).status_code == 200
    client = opened(recipient)
    shown = page(client, "/modtag/aftale/")
    for words in ("Nordlys Data A/S", "Nordlys Journal", "Lemvig Kommune", f"{text.number}-{CVR}"):
        assert words in shown
    again = visitor()
    assert again.post(path, {"act": "open"}).status_code == 410
    assert again.get("/modtag/aftale/").status_code == 410
    assert page(client, "/modtag/aftale/")


def test_the_documents_are_its_own_and_reading_them_is_logged(world: World, text: CommonText) -> None:
    first = add(world, text)
    second = add(world, text, "Randers Spildevand", OTHER)
    client = opened(first)
    content = b"".join(client.get("/modtag/aftale/filer/word/").streaming_content)  # type: ignore[attr-defined]
    assert content[:2] == b"PK"
    with acting_as(Caller.secretariat()):
        first.refresh_from_db()
        assert first.word is not None
        words = "\n".join(words_of(first.word.sha256))
        read = history(first).filter(action="read").get()
        assert read.by_name == "Lemvig Kommune"
        assert not history(second).filter(action="read").exists()
    assert "Lemvig Kommune" in words
    assert CVR in words
    assert "Randers" not in words
    assert client.get("/modtag/aftale/filer/andet/").status_code == 404
    assert visitor().get("/modtag/aftale/filer/word/").status_code == 404


def test_the_receipt_stays_with_the_joint_side(
    world: World, text: CommonText, client_of: Callable[[str], Client]
) -> None:
    recipient = add(world, text)
    client = opened(recipient)
    assert client.post("/modtag/aftale/", {"name": " "}).status_code == 200
    send(client, "/modtag/aftale/", {"name": "Hanne <b>Holm</b>", "answer": "wanted", "remark": "{{ 7*7 }}"})
    assert "Tak for kvitteringen" in page(client, "/modtag/aftale/")
    run_jobs("agreements.outside_received")
    with acting_as(Caller.secretariat()):
        recipient.refresh_from_db()
        assert recipient.received_by_name == "Hanne <b>Holm</b>"
        assert recipient.answer == "wanted"
        kinds = set(OutboxMail.objects.values_list("kind", flat=True))
        assert {"agreements/outside_received", "agreements/outside_receipt"} <= kinds
    shown = page(client_of("sara"), f"/aftaler/{text.id}/uden-for/{recipient.id}/")
    assert "ønsker aftalen" in shown
    assert "Hanne &lt;b&gt;Holm&lt;/b&gt;" in shown
    assert "{{ 7*7 }}" in shown


def test_one_outside_is_a_member_nowhere(world: World, text: CommonText) -> None:
    add(world, text)
    with acting_as(Caller.secretariat()):
        assert CVR not in members().values_list("cvr", flat=True)
        assert not Municipality.objects.filter(name="Lemvig Kommune").exists()
        assert "Lemvig Kommune" not in [each.municipality.name for each in members_to_choose_from(text)]
        assert "Lemvig Kommune" not in [row.municipality.name for row in matrix().rows]
    for key in ("mette", "leo"):
        with acting_as(world.caller_of(key)):
            assert refused(OutsideRecipient.objects.count)
            assert refused(OutsideLink.objects.count)


def test_a_link_that_expired_is_refused_and_renewed_to_the_same_mailbox(
    world: World, text: CommonText
) -> None:
    recipient = add(world, text)
    path = link_of(recipient)
    with acting_as(Caller.secretariat()):
        OutsideLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert visitor().post(path, {"act": "open"}).status_code == 410
    shown = visitor().get(path)
    assert "udløbet" in shown.content.decode()
    assert "på vej" in visitor().post(path, {"act": "renew"}).content.decode()
    run_jobs("agreements.outside_link")
    assert link_of(recipient) != path
    assert opened(recipient).get("/modtag/aftale/").status_code == 200


def test_a_revoked_link_and_what_is_open_by_it_are_closed_at_once(
    world: World, text: CommonText, client_of: Callable[[str], Client]
) -> None:
    recipient = add(world, text)
    path, client = link_of(recipient), opened(recipient)
    sara, office = client_of("sara"), f"/aftaler/{text.id}/uden-for/{recipient.id}/"
    assert client.get("/modtag/aftale/").status_code == 200
    send(sara, f"{office}spaer/", {"reason": "Forkert postkasse"})
    assert client.get("/modtag/aftale/").status_code == 410
    assert client.get("/modtag/aftale/filer/word/").status_code == 404
    assert client.post("/modtag/aftale/", {"name": "Hanne"}).status_code == 410
    assert "Send et nyt link" not in visitor().get(path).content.decode()
    visitor().post(path, {"act": "renew"})
    run_jobs("agreements.outside_link")
    assert link_of(recipient) == path
    send(sara, f"{office}igen/", {"mailbox": "rigtig@udenfor.example"})
    run_jobs("agreements.outside_link")
    with acting_as(Caller.secretariat()):
        recipient.refresh_from_db()
    assert opened(recipient).get("/modtag/aftale/").status_code == 200


def test_sending_again_closes_the_former_link(world: World, text: CommonText) -> None:
    recipient = add(world, text)
    former = link_of(recipient)
    with acting_as(Caller.secretariat()):
        joint.send_link_again(recipient=recipient, mailbox=recipient.mailbox, by=world.actor("sara"))
    run_jobs("agreements.outside_link")
    assert visitor().post(former, {"act": "open"}).status_code == 410
    assert opened(recipient)


def test_a_withdrawn_text_is_closed_to_those_outside(world: World, text: CommonText) -> None:
    recipient = add(world, text)
    client = opened(recipient)
    with acting_as(Caller.secretariat()):
        joint.withdraw(text=text, reason="Fejl", by=world.actor("lise"))
    assert client.get("/modtag/aftale/").status_code == 410


def test_guessing_is_limited(world: World, text: CommonText) -> None:
    path = link_of(add(world, text))
    guesser = visitor()
    answers = [guesser.get(f"/modtag/{'a' * 42}{number}/").status_code for number in range(35)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert guesser.post(path, {"act": "open"}).status_code == 429
    elsewhere = Client(SERVER_NAME=settings.SECRETARIAT_HOST, REMOTE_ADDR="10.9.8.7")
    assert elsewhere.post(path, {"act": "open"}).status_code == 302


def test_a_forged_cookie_opens_nothing(world: World, text: CommonText) -> None:
    recipient = add(world, text)
    client = opened(recipient)
    cookie = client.cookies["modtaget"]
    assert cookie["httponly"]
    forged = visitor()
    for value in ("", "x", f"{cookie.value}x", "' OR 1=1 --"):
        forged.cookies["modtaget"] = value
        assert forged.get("/modtag/aftale/").status_code == 410
    forged.cookies["modtaget"] = cookie.value
    assert forged.get("/modtag/aftale/").status_code == 200


def test_a_member_and_a_second_row_are_refused(world: World, text: CommonText) -> None:
    add(world, text)
    with pytest.raises(NotPossibleError, match="er medlem"):
        add(world, text, "Viborg", world.members["viborg"].cvr)
    with pytest.raises(NotPossibleError, match="allerede"):
        add(world, text)
    fresh = world.released()
    with pytest.raises(NotPossibleError, match="medlemmerne"):
        add(world, fresh)
    add(world, text, "Randers Spildevand", OTHER)


def test_the_form_refuses_what_is_no_cvr(
    world: World, text: CommonText, client_of: Callable[[str], Client]
) -> None:
    sara, path = client_of("sara"), f"/aftaler/{text.id}/uden-for/"
    given = {"name": "Lemvig Kommune", "cvr": "12345678", "mailbox": "p@l.example"}
    assert "findes ikke" in sara.post(path, given).content.decode()
    send(sara, path, {**given, "cvr": "29 18 99 35"})
    assert client_of("lise").get(path).status_code == 200
