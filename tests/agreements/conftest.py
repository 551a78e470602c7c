"""What the tests of agreements share: a supplier with systems that members use, and a text on its way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadhandler import FileUploadHandler
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.actions.texts import CaseWorker
from agreements.joint.defaults import complete_values
from agreements.joint.delivering import deliver, make_documents
from agreements.joint.models import CommonText, Sending
from agreements.joint.parts import PARTS
from agreements.municipal.models import Agreement
from documents import pdf
from documents.shipped import install_shipped_templates
from documents.signatures.checking import Approval
from documents.uploadhandlers import HashingUploadHandler, ReceivedFile
from register.models import Supplier, SupplierContact, System, SystemUse
from tenants.models import Municipality
from tests.papers import paper
from tests.personae import PERSONAE, SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.calendar import past_quiet

HOST_OF_MEMBER = {"0851": "aalborg", "0791": "viborg", "0101": "koebenhavn"}
PDF = paper([[]])  # one page without text: a scanned copy
VOUCHED = Approval(vouched_name="Bente Aalborg", vouched_function="direktør")


@pytest.fixture(autouse=True)
def files_apart(store: Path) -> None:
    """Every test here has a store of its own."""


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without LibreOffice: agreements are Word only, and the tests are quick."""
    monkeypatch.setattr(pdf, "PROGRAMS", ())
    pdf._program.cache_clear()
    yield
    pdf._program.cache_clear()


@pytest.fixture
def with_libreoffice(without_libreoffice: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's LibreOffice makes PDFs. A test that asks for it is marked libreoffice."""
    monkeypatch.setattr(pdf, "PROGRAMS", ("soffice", "libreoffice"))
    pdf._program.cache_clear()


@dataclass
class World:
    """The case of the tests: the caller and actor of each persona, and where the text stands."""

    members: dict[str, Municipality]
    caller_of: Callable[[str], Caller]
    actor: Callable[[str], Actor]
    supplier: Supplier
    systems: list[System]

    def begin(self, title: str = "Nordlys Journal", structure: str = "dt2020") -> CommonText:
        """Return a new text whose every part is filled in."""
        with acting_as(Caller.secretariat()):
            sara = PERSONAE["sara"]
            worker = CaseWorker(sara.id, sara.name, sara.email, "12 34 56 78")
            text = joint.create_text(
                supplier=self.supplier,
                title=title,
                systems=self.systems,
                case_worker=worker,
                by=self.actor("sara"),
                structure=structure,
            )
            self.fill(text)
        return text

    def fill(self, text: CommonText) -> None:
        """Store every part as a case worker would."""
        values = complete_values(mailbox="dataaftaler@nordlys.example")
        for revision, part in enumerate(PARTS):
            stored = dict(values[part.key])
            rows = stored.pop(part.rows.key, []) if part.rows else []
            joint.save_part(
                text=text, part=part, values=stored, rows=rows, revision=revision, by=self.actor("sara")
            )

    def to_supplier(self, text: CommonText) -> CommonText:
        """Send the text to the supplier."""
        with acting_as(Caller.secretariat()):
            due = past_quiet(timezone.localdate() + timedelta(days=21))
            joint.send_to_supplier(
                text=text, message="Vi ser frem til jeres svar.", due=due, by=self.actor("sara")
            )
        return text

    def agreed(self) -> CommonText:
        """Return a text that the supplier has accepted."""
        text = self.to_supplier(self.begin())
        with acting_as(self.caller_of("leo")):
            joint.accept(text=CommonText.objects.get(pk=text.pk), note="", by=self.actor("leo"))
        return text

    def released(self) -> CommonText:
        """Return a text that the leader has released."""
        text = self.agreed()
        with acting_as(Caller.secretariat()):
            joint.release(text=text, by=self.actor("lise"))
        return text

    def send(self, text: CommonText, *names: str) -> Sending:
        """Send a released text to members, and do what the worker does."""
        with acting_as(Caller.secretariat()):
            chosen = [self.members[name].id for name in names]
            answer_by = past_quiet(timezone.localdate() + timedelta(days=28))
            sending = joint.send_to_members(
                text=text, municipality_ids=chosen, answer_by=answer_by, by=self.actor("sara")
            )
        self.work(sending)
        return sending

    def work(self, sending: Sending, attempt: int = 0) -> dict[str, int]:
        """Make the documents and deliver, as the worker's job does."""
        with acting_as(Caller.secretariat()):
            sending = Sending.objects.select_related("common_text__supplier").get(pk=sending.pk)
            make_documents(sending, by=self.actor("sara"), tell=lambda *_: None)
            return deliver(sending, attempt=attempt)

    def agreement(self, who: str, text: CommonText) -> Agreement:
        """Return a persona's own agreement; act as that persona's municipality."""
        return Agreement.objects.get(common_text_id=text.id)


@pytest.fixture
def world(
    members: dict[str, Municipality],
    caller_of: Callable[[str], Caller],
    actor: Callable[[str], Actor],
    store: Path,
) -> World:
    """Supplier X with two systems: Aalborg and Viborg use the first, Aalborg the second, København none."""
    return arrange(members, caller_of, actor)


@pytest.fixture
def committed_world(committed: None, actor: Callable[[str], Actor], store: Path) -> World:
    """The same where transactions really commit."""
    with acting_as(Caller.owner()):
        found = {HOST_OF_MEMBER[each.kommunekode]: each for each in Municipality.objects.all()}
    callers = {
        "mette": Caller.municipality(found["aalborg"]),
        "bo": Caller.municipality(found["viborg"]),
        "leo": Caller.supplier(SUPPLIER_X),
    }
    return arrange(found, callers.__getitem__, actor)


def arrange(
    members: dict[str, Municipality], caller_of: Callable[[str], Caller], actor: Callable[[str], Actor]
) -> World:
    """Store what the tests stand on."""
    with acting_as(Caller.secretariat()):
        install_shipped_templates()
        supplier = make_supplier(SUPPLIER_X, "Nordlys Data A/S", "leo@nordlys.example")
        make_supplier(SUPPLIER_Y, "Kystsoft ApS", "lis@kystsoft.example")
        names = ("Nordlys Journal", "Nordlys Plan")
        systems = [System.objects.create(name=name, supplier=supplier) for name in names]
        for name, system in (("aalborg", 0), ("viborg", 0), ("aalborg", 1)):
            SystemUse.objects.create(municipality=members[name], system=systems[system])
        mailbox = "databeskyttelse@aalborg.example"
        Municipality.objects.filter(kommunekode="0851").update(shared_mailbox=mailbox)
    return World(members, caller_of, actor, supplier, systems)


def make_supplier(supplier_id: UUID, name: str, email: str) -> Supplier:
    """A supplier with one contact person."""
    supplier = Supplier.objects.create(id=supplier_id, name=name, number="98915001" if "Nord" in name else "")
    SupplierContact.objects.create(
        supplier=supplier, name=PERSONAE[email.split("@", maxsplit=1)[0]].name, email=email
    )
    return supplier


@pytest.fixture
def upload() -> Iterator[Callable[..., ReceivedFile]]:
    """Return a received file, as Django's upload handler gives it."""
    made: list[ReceivedFile] = []

    def receive(content: bytes = PDF, name: str = "underskrevet.pdf") -> ReceivedFile:
        handler: FileUploadHandler = HashingUploadHandler()
        handler.new_file("file", name, "application/pdf", len(content))
        handler.receive_data_chunk(content, 0)
        received = handler.file_complete(len(content))
        assert isinstance(received, ReceivedFile)
        made.append(received)
        return received

    yield receive
    for each in made:
        each.close()


@pytest.fixture
def as_secretariat(db: None) -> Iterator[None]:
    """Act as the secretariat throughout the test."""
    with acting_as(Caller.secretariat()):
        yield
