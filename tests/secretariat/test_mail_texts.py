"""The secretariat words its mails itself; a wording that would not work, or reach further, is refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.mail import queue_mail
from workflows.mailtexts import faults, fields_of, names, preview, shipped, text_of, told_of
from workflows.mailwords import word_of
from workflows.models import LogEntry, MailText

Clients = Callable[[str], Client]
CODE = "accounts/code"
PAGE = "/skabeloner/mails/accounts/code/"
OWN = "Koden er {{ code }}\n\nKære {{ name }}\n\nDin kode er {{ code }} & gælder i {{ minutes }} minutter."


def sent(**context: object) -> tuple[str, str]:
    with acting_as(Caller.door()):
        mail = queue_mail(to=["a@b.example"], template=CODE, context=context, language="da")
    return mail.subject, mail.body


def save(client: Client, text: str) -> str:
    return client.post(PAGE, {"text": text, "save": "1"}, follow=True).content.decode()


@pytest.mark.parametrize("template", names())
def test_every_mail_says_whom_it_is_for_and_its_shipped_text_is_without_faults(template: str) -> None:
    assert told_of(template).startswith("Til ")
    assert faults(template, shipped(template)) == []
    subject, body = preview(template, shipped(template))
    assert subject
    assert body
    assert "{" not in subject + body


def test_a_new_wording_is_used_from_then_on(client_of: Clients) -> None:
    before = sent(name="Leo", code="123456", minutes=10)
    assert before[0] == "Din kode til Fællestilsyn: 123456"
    page = save(client_of("lise"), OWN.replace("\n", "\r\n"))
    assert "Mailen skrives sådan fra nu af." in page
    subject, body = sent(name="Leo <b>", code="123456", minutes=10)
    assert subject == "Koden er 123456"
    assert body == "Kære Leo <b>\n\nDin kode er 123456 & gælder i 10 minutter.\n"


def test_what_a_field_holds_is_never_read_as_wording(client_of: Clients) -> None:
    save(client_of("lise"), OWN)
    assert "{{ code }}" in sent(name="{{ code }}", code="1", minutes=1)[1]


def test_the_shipped_wording_comes_back_and_every_wording_is_kept(client_of: Clients) -> None:
    lise = client_of("lise")
    save(lise, OWN)
    assert "leveret med" in lise.post(f"{PAGE}leveret-tekst/", follow=True).content.decode()
    with acting_as(Caller.owner()):
        assert text_of(CODE) == shipped(CODE)
        assert [row.text for row in MailText.objects.filter(template=CODE)] == ["", OWN]
        done = LogEntry.objects.filter(subject_kind="workflows.mailtext").order_by("number")
        assert [(row.action, row.by_id) for row in done] == [
            ("change", PERSONAE["lise"].id),
            ("go_back", PERSONAE["lise"].id),
        ]
        assert done[0].data["after"] == OWN


WRONG = {
    "Kun et emne": "Første linje er mailens emne",
    "Emne\n{{ code }} {{ secret }}": "Linje 2: feltet {{ secret }} findes ikke",
    "Emne\n{{ name.email }} {{ code }}": "feltet {{ name.email }} findes ikke",
    "Emne\nIngen kode": "{{ code }} skal være med",
    "Emne\n{{ code }} {% include 'x' %}": "kan ikke bruges her",
    "Emne\n{{ code }} {% load static %}": "kan ikke bruges her",
    "Emne\n{{ code }} {% debug %}": "kan ikke bruges her",
    "Emne\n{{ code }} {% if settings %}a{% endif %}": "»settings« kan ikke bruges",
    "Emne\n{{ code|safe }}": "kan ikke bruges i denne mail",
    "Emne\n{{ code }} {% if name %}a": "ikke lukket",
    "Emne\n{{ code }} {{ name": "",
    "Emne\n{{ code }} {# note #}": "bemærkninger",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wording_that_does_not_work_is_refused_and_kept_in_the_field(client_of: Clients, text: str) -> None:
    found = faults(CODE, text)
    if not WRONG[text]:  # a brace alone is a brace
        assert found == []
        return
    assert WRONG[text] in " ".join(found)
    page = save(client_of("lise"), text)
    assert "Mailen skrives sådan fra nu af." not in page
    with acting_as(Caller.owner()):
        assert not MailText.objects.exists()


def test_how_it_looks_is_shown_before_it_is_saved(client_of: Clients) -> None:
    page = client_of("lise").post(PAGE, {"text": OWN}).content.decode()
    assert "Koden er ‹koden›" in page
    with acting_as(Caller.owner()):
        assert not MailText.objects.exists()


def test_the_list_names_each_mail_and_marks_our_own(client_of: Clients) -> None:
    lise = client_of("lise")
    assert "jeres egen" not in lise.get("/skabeloner/mails/").content.decode()
    save(lise, OWN)
    page = lise.get("/skabeloner/mails/").content.decode()
    assert "Koden er ‹koden›" in page
    assert "jeres egen" in page
    assert lise.get("/skabeloner/mails/accounts/nixen/").status_code == 404


def test_fields_are_those_of_the_shipped_wording() -> None:
    assert fields_of(CODE) == ["code", "minutes", "name"]


def test_every_field_of_every_mail_has_a_danish_word() -> None:
    fields = {field for name in names() for field in fields_of(name)}
    assert not [field for field in fields if word_of(field) == field]
