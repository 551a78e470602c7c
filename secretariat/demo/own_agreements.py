"""Aalborg's own agreements in the demo: a pile half done, dates ahead, who signs, and mandates."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from agreements.municipal.intake import actions as intake
from agreements.municipal.keeping import actions as keeping
from agreements.municipal.mandates.access import Contact, Contacts
from agreements.municipal.mandates.actions import Given, give_mandate, name_contacts
from agreements.municipal.models import Agreement, Intake, Mandate
from documents.uploadhandlers import as_received as uploaded
from register.models import SystemUse
from secretariat.demo.actors import contact_and_decider
from secretariat.demo.agreement_routes import AALBORG
from secretariat.demo.files import pdf_of
from secretariat.demo.people import BENTE, METTE
from tenants.models import MandateCover, Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.danish import slug

HEADINGS = (
    "System", "Leverandør", "CVR-nr.", "Aftaledato", "Gælder fra", "Gælder til", "Opsigelsesvarsel",
    "Varsel om underdatabehandler", "Skabelon", "Journalnummer", "KLE", "Filnavn",
)  # fmt: skip
COMPLETE, ALL = 6, 10
KLE = "85.08.00"
REMARK = "Leverandøren har lovet et udkast til en ny aftale, før denne udløber."
NOT_A_PDF = b"%PDF-1.4\nskannet, men afbrudt undervejs"


@dataclass(frozen=True)
class Line:
    """A line of the index: the system it is about, how many months it runs on, and the file's name."""

    system: str
    supplier: str
    cvr: str
    months: int
    file: str

    def cells(self, place: int, today: date) -> list[Any]:
        """Return the line as the municipality has written it."""
        began = today - timedelta(days=900 + 37 * place)
        until = today + timedelta(days=30 * self.months) if self.months else None
        template = ("Datatilsynets standard 2020", "Leverandørens egen", "KOMBIT 2018")[place % 3]
        written = [self.system, self.supplier, self.cvr, *(f"{each:%d.%m.%Y}" for each in (began, began))]
        written += [f"{until:%d.%m.%Y}" if until else "løbende", "3 måneder", "30 dage", template]
        return [*written, f"{began.year}-0{4100 + place}", KLE, self.file]


def load_own_agreements() -> None:
    """Let Aalborg take in what it has; does nothing where it has any pile."""
    with acting_as(Caller.secretariat()):
        member = Municipality.objects.get(kommunekode=AALBORG)
        contact, decider = contact_and_decider(member)
    with acting_as(Caller.municipality(member)):
        if Intake.objects.exists():
            return
        lines = _lines()
        if len(lines) == ALL:
            _take_in(lines, contact)
        _stand_for_it(contact, decider)


def _lines() -> list[Line]:
    """Return ten lines on systems of Aalborg's that no common text covers."""
    covered = {name for each in Agreement.objects.all() for name in each.system_names}
    uses = SystemUse.objects.filter(is_active=True, agreement="ja", system__supplier__isnull=False)
    found: list[Line] = []
    for use in uses.select_related("system__supplier").order_by("system__name_sort")[:60]:
        system, supplier, place = use.system, use.system.supplier, len(found)
        if supplier is None or system.name in covered or place == ALL:
            continue
        months = (2, 5, 6, 8, 14, 0)[place % 6]
        named = f"{slug(system.name)}.pdf" if place < COMPLETE or place == ALL - 1 else ""
        found.append(Line(system.name, supplier.name, supplier.number, months, named))
    return found


def _take_in(lines: list[Line], by: Actor) -> None:
    """Six agreements are taken in; two lines are in doubt, one has a file that cannot be read, one none."""
    today = timezone.localdate()
    with uploaded("Databehandleraftaler Aalborg.xlsx", _index(lines, today)) as received:
        pile = intake.begin(index=received, by=by)
    for each in lines[:COMPLETE]:
        _add(pile, each.file, pdf_of("Databehandleraftale", each.system, each.supplier), by)
    doubtful = [(f"aftale {each.system}.pdf", each.supplier) for each in lines[COMPLETE : ALL - 2]]
    for name, supplier in [*doubtful, ("bilag uden navn.pdf", "Bilag")]:
        _add(pile, name, pdf_of("Databehandleraftale", supplier), by)
    _add(pile, lines[-1].file, NOT_A_PDF, by)
    with transaction.atomic():
        intake.confirm(intake=Intake.objects.get(pk=pile.pk), with_unmatched=False, by=by)


def _index(lines: list[Line], today: date) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Aftaler")
        cells = [HEADINGS, *(each.cells(place, today) for place, each in enumerate(lines))]
        cells.append(["Uden leverandør", "", "", f"{today:%d.%m.%Y}"])
        for place, row in enumerate(cells):
            sheet.write_row(place, 0, row)
    return made.getvalue()


def _add(pile: Intake, name: str, content: bytes, by: Actor) -> None:
    with uploaded(name, content) as received:
        intake.add_files(intake=pile, received=[received], by=by)


def _stand_for_it(contact: Actor, decider: Actor) -> None:
    """Who is written to and who signs, two mandates, and a remark."""
    people = Contacts(
        Contact(METTE.name, METTE.title, METTE.email, "99 31 00 00"),
        Contact(BENTE.name, BENTE.title, BENTE.email),
    )
    name_contacts(contacts=people, agreement=None, by=contact)
    today, holder = timezone.localdate(), Mandate.Holder
    for given in (
        Given(holder.PERSON, BENTE.name, BENTE.title, BENTE.email, (MandateCover.SIGN,), today, None),
        Given(
            holder.SECRETARIAT, "", "", "", (MandateCover.ANSWER_NOTICES,), today, today + timedelta(days=365)
        ),
    ):
        with uploaded("fuldmagt.pdf", pdf_of("Fuldmagt", given.name or "Sekretariatet")) as received:
            give_mandate(given=given, agreement=None, received=received, by=decider)
    own = Agreement.objects.filter(common_text_id=None).order_by("valid_until").first()
    if own is not None:
        keeping.add_remark(agreement=own, text=REMARK, by=contact)
