"""Asking the suppliers' contacts whether they still are: by a one-time link, without an account."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from audits.joint.contacts import actions, links, reading
from audits.joint.models import ContactAsk, ContactRound
from audits.joint.reminding import contact_questions
from audits.joint.rounds import preview
from register.models import SupplierContact
from tests.audits.test_rounds import deadline, planned_for
from tests.audits.test_walls import refused
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError
from workflows.models import LogEntry, OutboxMail


def test_a_contact_answers_without_signing_in(walk: Walk, client_of: Callable[[str], Client]) -> None:
    with acting_as(SECRETARIAT):
        audits = [planned_for(walk, name) for name in ("Alfa", "Beta", "Gamma")]
        suppliers = [each.supplier for each in audits]
        alfas = SupplierContact.objects.get(supplier=suppliers[0]).email
        SupplierContact.objects.filter(supplier=suppliers[2]).update(email=alfas.upper())
        SupplierContact.objects.filter(supplier=suppliers[1]).update(language="en")
    sara = client_of("sara")
    page = sara.get("/tilsyn/kontaktrunder/").content.decode()
    assert all(each.name in page for each in suppliers)
    given = {
        "name": "",
        "answer_by": f"{deadline():%d.%m.%Y}",
        "leverandoer": [*(str(s.id) for s in suppliers), "x"],
    }
    answer = sara.post("/tilsyn/kontaktrunder/", given)
    assert answer.status_code == 302
    with acting_as(SECRETARIAT):
        link = {}
        for mail in OutboxMail.objects.filter(kind="audits/contact_question"):
            found = re.findall(r"^(\w+):\n.*(/kontakt/[0-9a-f]+/)$", mail.body, re.MULTILINE)
            link |= dict(found)
            assert all(name in mail.subject for name, _ in found)
        assert len(link) == 3
        assert OutboxMail.objects.filter(kind="audits/contact_question").count() == 2, "one mail a person"
        yes, no, silent = (next(v for k, v in link.items() if each.name in k) for each in suppliers)
        assert not ContactAsk.objects.filter(token_sha256__in=[yes.split("/")[2]]).exists(), "only hashes"
    anybody = Client(SERVER_NAME=settings.SECRETARIAT_HOST)
    assert "Alfa" in anybody.get(yes).content.decode(), "a scanner that looks answers nothing"
    with acting_as(SECRETARIAT):
        assert not ContactAsk.objects.exclude(answer="").exists()
    assert anybody.post(yes, {"answer": "same"}).status_code == 302
    assert "Tak for svaret" in anybody.get(yes).content.decode()
    assert "Are you still the contact person?" in anybody.get(no).content.decode()
    wrong = {"answer": "other", "name": "<script>", "email": "ikke en adresse"}
    assert "&lt;script&gt;" in anybody.post(no, wrong).content.decode()
    anybody.post(no, {"answer": "other", "name": "Nina Ny", "email": "nina@beta.example", "phone": "1"})
    anybody.post(no, {"answer": "other", "name": "En anden", "email": "anden@beta.example"})
    assert anybody.get(f"/kontakt/{'0' * 64}/").status_code == 404
    with acting_as(SECRETARIAT):
        contact = SupplierContact.objects.get(supplier=suppliers[0])
        assert contact.last_confirmed == timezone.localdate()
        assert SupplierContact.objects.get(supplier=suppliers[1]).email != "nina@beta.example", (
            "not by a link"
        )
        assert LogEntry.objects.filter(action="answer_other").get().by_name == "Kontakt hos Beta"
        stops = {
            row.audit.supplier.name: [s.kind for s in row.stops]
            for row in preview.rows_of([a.id for a in audits])
        }
        assert stops == {"Alfa": [], "Beta": ["unsure"], "Gamma": ["unsure"]}
        assert [matter.link for matter in contact_questions()] == [
            links.link_of(ContactAsk.objects.get(answer="").id)
        ]
        assert links.link_of(ContactAsk.objects.get(answer="").id).endswith(silent)
        found = ContactRound.objects.get()
        named = found.asks.get(answer="other")
        with pytest.raises(NotPermittedError):
            actions.take_in(by=walk.actor("leo"), asks=[named])
    assert "Nina Ny" in sara.get(answer["Location"]).content.decode()
    sara.post(f"{answer['Location']}indfoer/", {"svar": [str(named.id), "x"]})
    with acting_as(SECRETARIAT):
        assert [each.email for each in SupplierContact.objects.filter(supplier=suppliers[1])] == [
            "nina@beta.example"
        ]
        assert not reading.unconfirmed([suppliers[1].id])
        ContactAsk.objects.filter(answer="").update(expires_at=timezone.now() - timedelta(days=1))
    assert anybody.get(silent).status_code == 410
    anybody.post(silent, {"answer": "same"})
    with acting_as(SECRETARIAT):
        assert ContactAsk.objects.filter(answer="").exists()


def test_nobody_but_the_secretariat_reads_the_answers(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        actions.ask(by=walk.actor("sara"), name="", suppliers=[walk.supplier.id], answer_by=deadline())
        assert ContactAsk.objects.get().email == PERSONAE["leo"].email
    for caller in (SUPPLIER, walk.municipality("aalborg"), Caller.door()):
        with acting_as(caller):
            assert refused(ContactAsk.objects.exists)
    assert links.peek(str(uuid4())) is None
    with acting_as(SECRETARIAT), pytest.raises(NotPermittedError):
        actions.ask(by=walk.actor("karl"), name="", suppliers=[walk.supplier.id], answer_by=deadline())
