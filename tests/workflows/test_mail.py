"""Mail: nothing is lost, nothing sent twice, and nobody writes another's headers. Sent to a real server."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.utils import timezone

from tests.postman import Postman, postman
from walls.callers import Caller, acting_as
from workflows.mail import MAX_ATTEMPTS, queue_mail, send_due
from workflows.models import OutboxMail

__all__ = ["postman"]
TEMPLATE = "accounts/invitation"
CONTEXT = {
    "name": "Søren & Åse",
    "by": "Lise",
    "organisation": "Ærø Kommune",
    "roles": "læser",
    "url": "https://x.example/?a=1&b=2",
}


def queued(**given: Any) -> OutboxMail:
    with acting_as(Caller.secretariat()):
        return queue_mail(**{"to": ["a@x.example"], "template": TEMPLATE, "context": CONTEXT, **given})


def send() -> int:
    with acting_as(Caller.jobs()):
        return send_due()


def stored(row: OutboxMail) -> OutboxMail:
    with acting_as(Caller.jobs()):
        return OutboxMail.objects.get(pk=row.pk)


def due_again() -> None:
    with acting_as(Caller.jobs()):
        OutboxMail.objects.update(send_after=timezone.now() - timedelta(seconds=1))


def test_a_mail_arrives_once_with_its_letters_as_they_were(db: None, postman: Postman) -> None:
    row = queued(to=["a@x.example", "postkasse@x.example", "a@x.example", ""], reply_to="sag@x.example")
    assert send() == 1
    assert send() == 0
    (mail,) = postman.taken
    assert mail["Subject"] == "Adgang til Fællestilsyn for Ærø Kommune"
    assert (mail["To"], mail["Reply-To"]) == ("a@x.example, postkasse@x.example", "sag@x.example")
    assert mail["From"] == settings.MAIL_FROM
    assert "Hej Søren & Åse" in mail.get_content()
    assert "?a=1&b=2" in mail.get_content()
    assert (stored(row).state, stored(row).attempts, stored(row).error) == ("sent", 1, "")
    assert mail["Message-ID"] == f"<{row.id}@{settings.BASE_DOMAIN}>"


def test_a_stored_file_goes_along(db: None, postman: Postman) -> None:
    sha256 = "ab" * 32
    default_storage.save(f"ab/ab/{sha256}", ContentFile(b"%PDF-1.7 rapport"))
    queued(attachments=[("Tilsynsrapport æøå.pdf", sha256)])
    assert send() == 1
    (part,) = postman.taken[0].iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("Tilsynsrapport æøå.pdf", b"%PDF-1.7 rapport")
    default_storage.delete(f"ab/ab/{sha256}")


def test_a_refused_mail_is_tried_again_and_given_up_by_name(db: None, postman: Postman) -> None:
    row = queued()
    postman.answer = "451 Kom igen senere"
    for _ in range(MAX_ATTEMPTS):
        assert stored(row).state == "waiting"
        due_again()
        assert send() == 0
    assert (stored(row).state, stored(row).attempts) == ("failed", MAX_ATTEMPTS)
    assert "Kom igen senere" in stored(row).error


def test_a_refused_mail_waits_and_leaves_when_the_server_takes_it(db: None, postman: Postman) -> None:
    row = queued()
    postman.answer = "451 Kom igen senere"
    assert send() == 0
    assert stored(row).send_after > timezone.now()
    postman.answer = "250 OK"
    assert send() == 0
    due_again()
    assert send() == 1
    assert (stored(row).state, stored(row).error) == ("sent", "")


def test_a_server_that_is_away_costs_no_attempt(db: None, settings: Any) -> None:
    row = queued()
    settings.SMTP_URL = "smtp://127.0.0.1:9"
    assert send() == 0
    assert (stored(row).state, stored(row).attempts) == ("waiting", 0)
    assert "ConnectionRefusedError" in stored(row).error


def test_one_bad_mail_does_not_hold_up_the_others(db: None, postman: Postman) -> None:
    missing = queued(attachments=[("væk.pdf", "cd" * 32)])
    good = queued()
    assert send() == 1
    assert (stored(missing).state, stored(good).state) == ("waiting", "sent")
    assert "FileNotFoundError" in stored(missing).error


def test_a_recipient_that_the_server_refuses_is_named(db: None, postman: Postman) -> None:
    postman.refused = {"fratraadt@x.example"}
    row = queued(to=["fratraadt@x.example", "a@x.example"])
    assert send() == 1
    assert postman.recipients == [["a@x.example"]]
    assert "fratraadt@x.example" in stored(row).error


@pytest.mark.parametrize(
    "evil", ["\r\nBcc: offer@x.example", "\nBcc: offer@x.example", "\rBcc: offer@x.example"]
)
def test_a_name_cannot_write_headers(db: None, postman: Postman, evil: str) -> None:
    queued(context=CONTEXT | {"organisation": f"Ærø{evil}"})
    assert send() == 1
    (mail,) = postman.taken
    assert mail["Bcc"] is None
    assert postman.recipients == [["a@x.example"]]


@pytest.mark.parametrize("field", ["to", "reply_to"])
def test_an_address_cannot_write_headers(db: None, postman: Postman, field: str) -> None:
    evil = "a@x.example\nBcc: offer@x.example"
    row = queued(**{field: [evil] if field == "to" else evil})
    good = queued()
    assert send() == 1
    assert (stored(row).state, stored(good).state) == ("waiting", "sent")
    assert [mail["Bcc"] for mail in postman.taken] == [None]


def test_djangos_own_mail_takes_the_same_way(db: None, postman: Postman) -> None:
    with acting_as(Caller.door()):
        send_mail("Ny adgangskode", "Hej", None, ["b@x.example"])
    assert send() == 1
    assert postman.taken[0]["Subject"] == "Ny adgangskode"


def test_without_a_server_mail_stays_in_the_outbox(db: None, settings: Any) -> None:
    settings.SMTP_URL = ""
    row = queued()
    assert send() == 0
    assert stored(row).state == "waiting"
