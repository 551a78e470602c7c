"""A supplier's person who reads English is written to in English, and everybody else in Danish."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from register.actions.suppliers import save_contact
from register.models import Supplier, SupplierContact
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.mail import queue_mail
from workflows.mailtexts import fields_of, is_translated, names
from workflows.models import OutboxMail

ENGLISH = [name for name in names() if name.endswith(".en")]
SENT_TO_SUPPLIERS = ("audits/notice", "audits/receipt", "audits/hearing", "agreements/ready_to_sign")


@pytest.fixture
def suppliers(db: None) -> list[Supplier]:
    with acting_as(Caller.secretariat()):
        made = [
            Supplier.objects.create(id=each, name=name, number=number)
            for each, name, number in ((SUPPLIER_X, "Nordlys", "10150817"), (SUPPLIER_Y, "Kyst", "10103940"))
        ]
        for supplier, name in zip(made, ("leo@nordlys.example", "lis@kystsoft.example"), strict=True):
            SupplierContact.objects.create(supplier=supplier, name=name, email=name)
        SupplierContact.objects.create(
            supplier=made[0], name="Ann", email="Ann@nordlys.example", role="deputy", language="en"
        )
    return made


def write(*to: str) -> list[OutboxMail]:
    """Tell the addressees of a new deadline, and return the mails that became of it."""
    context = {"deadline": date(2026, 3, 12), "name": "x", "case_number": "T-1"}
    with acting_as(Caller.secretariat()):
        queue_mail(to=list(to), template="audits/new_deadline", context=context)
        return list(OutboxMail.objects.filter(kind="audits/new_deadline").order_by("subject"))


@pytest.mark.parametrize("name", ENGLISH)
def test_an_english_wording_tells_what_the_danish_one_does(name: str) -> None:
    assert fields_of(name) == fields_of(name.removesuffix(".en"))


def test_mails_to_suppliers_are_written_in_english_too() -> None:
    assert all(is_translated(each) for each in SENT_TO_SUPPLIERS)


def test_each_reads_the_own_language_and_a_mailbox_that_of_the_contact(suppliers: list[Supplier]) -> None:
    english, danish = write("leo@nordlys.example", "ann@nordlys.example", "post@nordlys.example")
    assert (english.subject[:12], danish.subject[:7]) == ("New deadline", "Ny fris")
    assert english.to == ["ann@nordlys.example"]
    assert "12 March 2026" in english.body
    assert danish.to == ["leo@nordlys.example", "post@nordlys.example"]
    assert "12. marts 2026" in danish.body


def test_who_chooses_english_on_the_site_is_written_to_in_english(
    suppliers: list[Supplier], client_of: Callable[[str], Client], actor: Callable[[str], Actor]
) -> None:
    leo = client_of("leo")
    leo.post("/sprog/", {"language": "en", "next": "/"})
    assert "New deadline" in write("leo@nordlys.example")[0].subject
    elsewhere = client_of("leo")  # another browser, where nothing was clicked
    assert elsewhere.get("/").headers["Content-Language"] == "en"
    with acting_as(Caller.secretariat()):
        assert SupplierContact.objects.get(email="leo@nordlys.example").language == "en"
        assert SupplierContact.objects.get(email="lis@kystsoft.example").language == "da"
        contact = SupplierContact.objects.get(email="leo@nordlys.example")
        save_contact(supplier=suppliers[0], facts={"language": "da"}, by=actor("sara"), contact=contact)
    assert elsewhere.get("/").headers["Content-Language"] == "da"
