"""The demo shows every state, on any day, and says nothing bad of a municipality."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from agreements.joint.models import CommonText
from agreements.joint.states import TextState
from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState
from audits.joint.models import Audit, Evidence, ExtensionRequest, Finding
from audits.joint.states import AuditState, EvidenceState, ExtensionState
from audits.municipal.models import ReceivedReport, ReceivedSystem, Remark
from audits.municipal.states import OPEN, DecisionState
from documents import uploads
from documents.shipped import install_shipped_templates
from register.models import AgreementStatus, Supplier, SupplierContact, System, SystemUse
from register.thresholds import KEY
from secretariat.demo.agreements import load_agreements
from secretariat.demo.audits import load_audits
from secretariat.demo.files import pdf_of, word_of
from secretariat.demo.people import LEO, LIS, SOEREN_EMAIL, load_people
from secretariat.demo.stage import as_on, jobs_at_once
from secretariat.demo.suppliers import load_suppliers
from tenants.models import Letter, Municipality, Standing
from walls.callers import Caller, acting_as
from workflows.calendar import is_working_day
from workflows.models import Job, LogEntry, OutboxMail
from workflows.values import ensure

BOTH, VIBORG_ALONE, LEO_AND_LIS = 9, 14, 2


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> None:
    """Files of the test lie in a folder of its own."""
    settings.FILES_DIR = tmp_path
    storage = {"BACKEND": "documents.storage.LocalFiles", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def fill_register(members: dict[str, Municipality]) -> None:
    """A supplier for each way: two with several systems, some of both towns, some of Viborg alone."""
    ensure(KEY, 1, date(2025, 1, 1), "Prøve")
    for place in range(LEO_AND_LIS + BOTH + VIBORG_ALONE):
        supplier = Supplier.objects.create(name=f"Leverandør {place:02}", number="")
        towns = ["0791"] if place >= LEO_AND_LIS + BOTH else ["0851", "0791"]
        for number in range(5 if place < LEO_AND_LIS else 2):
            system = System.objects.create(name=f"System {place:02}-{number}", supplier=supplier)
            SystemUse.objects.bulk_create(
                SystemUse(municipality=members[town], system=system, agreement=AgreementStatus.YES)
                for town in towns
            )


@pytest.fixture
def demo(committed: None, files: None) -> dict[str, Municipality]:
    """The demo's audits and agreements over a small register."""
    with acting_as(Caller.owner()):
        members = {each.kommunekode: each for each in Municipality.objects.all()}
        load_people(members)
        install_shipped_templates()
        fill_register(members)
        load_suppliers()
    with jobs_at_once():
        load_audits()
        load_agreements()
    return members


def states(rows: Any) -> set[str]:
    return set(rows.objects.values_list("state", flat=True))


def test_the_demo(demo: dict[str, Municipality]) -> None:
    """One load, looked at from all sides: it takes seconds."""
    aalborg, viborg = (Caller.municipality(demo[code]) for code in ("0851", "0791"))
    joint_work_is_in_every_state()
    decisions_are_in_every_state(aalborg)
    agreements_are_in_every_state(aalborg, viborg)
    leo_and_lis_have_something_to_do()
    nothing_is_overdue_at_a_municipality()
    all_has_happened_and_reached_the_outbox()
    a_second_load_changes_nothing()


def joint_work_is_in_every_state() -> None:
    with acting_as(Caller.secretariat()):
        assert states(Audit) == set(AuditState) - {AuditState.PLANNED}  # where more suppliers are left
        passing = {EvidenceState.RECEIVED, EvidenceState.CHECKING, EvidenceState.QUARANTINED}
        assert states(Evidence) == set(EvidenceState) - passing
        assert states(ExtensionRequest) == set(ExtensionState)
        assert states(CommonText) == set(TextState) - {TextState.SUPERSEDED}
        assert Finding.objects.filter(state="awaiting_plan").exists()
        assert Letter.objects.filter(kind="audit_question", answered_at=None).exists()
        assert Letter.objects.filter(kind="audit_question").exclude(answered_at=None).exists()


def decisions_are_in_every_state(aalborg: Caller) -> None:
    with acting_as(aalborg):
        assert states(ReceivedSystem) == set(DecisionState)
        assert set(Remark.objects.values_list("kind", flat=True)) == {"dpo", "question"}
        moments = list(ReceivedReport.objects.order_by("published_at").values_list("version_id", flat=True))
    with acting_as(Caller.secretariat()):
        sent = Audit.objects.filter(report_versions__in=moments)
        order = sent.order_by("report_versions__sent_at").values_list("report_versions__sent_at", flat=True)
        assert list(order) == sorted(order)


def agreements_are_in_every_state(*towns: Caller) -> None:
    found: set[str] = set()
    for town in towns:
        with acting_as(town):
            found |= states(Agreement)
    assert found == set(AgreementState) - {AgreementState.SUPERSEDED}


def leo_and_lis_have_something_to_do() -> None:
    wanted = {LEO.email: {"awaiting", "follow_up", "announced"}, LIS.email: {"hearing", "awaiting_more"}}
    for email, open_ones in wanted.items():
        with acting_as(Caller.secretariat()):
            supplier_id = SupplierContact.objects.get(email=email).supplier_id
        with acting_as(Caller.supplier(supplier_id)):
            assert open_ones <= states(Audit)
    with acting_as(Caller.secretariat()):
        assert SystemUse.objects.filter(owner_email=SOEREN_EMAIL, municipality__kommunekode="0851").exists()


def nothing_is_overdue_at_a_municipality() -> None:
    today = timezone.localdate()
    with acting_as(Caller.secretariat()):
        open_ones = Standing.objects.filter(
            state__in=[*OPEN, "for_decision", "question", "wanted", "to_sign"]
        )
        assert open_ones.exists()
        assert not open_ones.filter(due__lt=today).exists()


def all_has_happened_and_reached_the_outbox() -> None:
    now = timezone.now()
    with acting_as(Caller.owner()):
        assert not Job.objects.exclude(state=Job.State.DONE).exists()
        assert not LogEntry.objects.filter(at__gt=now).exists()
        acted = LogEntry.objects.filter(subject_kind="audits_joint.audit").values_list("at", flat=True)
        assert all(is_working_day(timezone.localtime(at).date()) for at in acted)
        addresses = {address for to in OutboxMail.objects.values_list("to", flat=True) for address in to}
        assert addresses
        assert all(address.endswith(".example") for address in addresses)


def a_second_load_changes_nothing() -> None:
    with acting_as(Caller.owner()):
        before = LogEntry.objects.count(), SupplierContact.objects.count()
        load_suppliers()
    load_audits()
    load_agreements()
    with acting_as(Caller.owner()):
        assert (LogEntry.objects.count(), SupplierContact.objects.count()) == before


@pytest.mark.parametrize(("name", "make"), [("Aftale.pdf", pdf_of), ("Politik.docx", word_of)])
def test_its_files_are_such_as_may_come_in(name: str, make: Callable[..., bytes]) -> None:
    content = make("Erklæring (udkast)", "Perioden 1. januar til 31. december")
    assert uploads.check(io.BytesIO(content), name, len(content)).warnings == ()


@pytest.mark.django_db
def test_the_clock_is_right_again_after_an_act_of_the_past() -> None:
    before = timezone.now()
    with as_on(10):
        assert (before - timezone.now()).days >= 13
    assert timezone.now() >= before
