"""An alarm and a notice go out over a real mail server, and what is answered lies on them."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from integrations.mailbox.reading import read
from integrations.mailbox.taking import take_in
from secretariat.post.desk import waiting
from tests.agreements import incidents, noticing
from tests.agreements.conftest import World
from tests.postman import Postman, postman
from walls.callers import Caller, acting_as
from workflows.log import history
from workflows.mail import send_due
from workflows.models import IncomingMail, OutboxMail

__all__ = ["postman"]
Clients = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _mailbox(settings: Any) -> None:
    settings.REPLY_ADDRESS = "sag@tilsyn.example"


def delivered(postman: Postman, kind: str) -> list[EmailMessage]:
    """Send what is in the outbox, and return what the server took of one kind of mails."""
    with acting_as(Caller.jobs()):
        send_due()
        ids = {f"<{each}@" for each in OutboxMail.objects.filter(kind=kind).values_list("pk", flat=True)}
    return [each for each in postman.taken if any(each["Message-ID"].startswith(one) for one in ids)]


def answered(mail: EmailMessage, text: str) -> IncomingMail:
    """A member answers the mail, as a mail program does."""
    reply = EmailMessage()
    reply["From"] = "Mette Møller <mette@aalborg.example>"
    reply["To"] = mail["Reply-To"]
    reply["Subject"] = f"SV: {mail['Subject']}"
    reply["Message-ID"] = "<svar@aalborg.example>"
    reply.set_content(text)
    with acting_as(Caller.secretariat()):
        taken = take_in(read(reply.as_bytes()))
    assert taken
    return taken


def lies_on(world: World, case: Model, mail: IncomingMail, words: str) -> None:
    """The mail is on the case, expected, in its history, and on everybody's day in the secretariat."""
    with acting_as(Caller.secretariat()):
        assert (mail.case_id, mail.state, mail.is_expected) == (case.pk, "placed", True)
        assert "receive_mail" in [each.action for each in history(case)]
        for who in ("sara", "lise"):
            rows = waiting(world.actor(who))
            assert [words in each.title for each in rows] == [True], who


def test_an_alarm_reaches_each_members_server_mailbox_and_answers_lie_on_it(
    world: World, postman: Postman, client_of: Clients
) -> None:
    incident = incidents.sent(world)
    mails = delivered(postman, "agreements/incident")
    assert len(mails) == 2
    to = {address for each in postman.recipients for address in each}
    assert {"mette@aalborg.example", "dorte@aalborg.example", "bo@viborg.example"} <= to
    [aalborg] = [each for each in mails if "mette@aalborg.example" in each["To"]]
    assert incident.number in aalborg["Subject"] or "Adgang til filer" in aalborg["Subject"]
    text = aalborg.get_content()
    assert "Uvedkommende har haft adgang til filer." in text
    assert "Hvor mange filer." in text
    assert "bo@viborg.example" not in str(aalborg)
    mail = answered(aalborg, "Vi har lukket adgangen.")
    lies_on(world, incident, mail, incident.number)
    sara = client_of("sara")
    assert "modtog en mail" in sara.get(f"/aftaler/haendelser/{incident.id}/").content.decode()
    assert incident.number in sara.get(f"/post/indgaaet/{mail.id}/").content.decode()
    assert delivered(postman, "agreements/incident") == mails, "sent once"


def test_what_is_answered_to_a_notice_lies_on_the_notice(world: World, postman: Postman) -> None:
    notice = noticing.sent(world, "aalborg")
    [mail, *_] = delivered(postman, "agreements/notice_delivered")
    lies_on(world, notice, answered(mail, "Hvor ligger serverne?"), notice.number)
