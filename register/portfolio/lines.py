"""One line of the table: read, checked, and either understood or refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from .cells import (
    NOT_STATED,
    UNKNOWN,
    agreement,
    cell_text,
    email,
    is_placeholder,
    optional_text,
    yes_no,
)
from .columns import Field
from .counts import Count, NegativeCount, NotACount, count
from .dates import NotADate, agreement_date
from .faults import Fault, Reason
from .identifiers import Registration, kitos_uuid, registration
from .municipalities import Directory, MunicipalityFacts
from .spelling import name_key, supplier_key

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line says about one municipality's use of one system."""

    personal_data: str = UNKNOWN
    special_categories: str = UNKNOWN
    cpr: str = UNKNOWN
    subjects: Count | None = None
    agreement: str = NOT_STATED
    agreement_date: date | None = None
    owner_email: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An accepted line: whose, which system, the facts; ``cells`` is the line as it stood, to know a
    repeat.
    """

    sheet: str
    number: int
    municipality: MunicipalityFacts
    kitos: UUID | None
    system: str
    system_key: str
    supplier: str
    supplier_key: str
    supplier_registration: Registration | None
    facts: Facts
    cells: tuple[object, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that cannot be true: the first fault in order, and the others for the one who corrects it."""

    sheet: str
    number: int
    fault: Fault
    others: tuple[Fault, ...]
    cells: tuple[object, ...]


@dataclass(slots=True)
class _Reader:
    """Reads the cells of one line and gathers faults and notes on the way."""

    get: Callable[[Field], object]
    today: date
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, reason: Reason, where: Field, value: object, advice: str) -> None:
        self.faults.append(Fault(reason, where, cell_text(value)[:200], advice))

    def supplier_registration(self) -> Registration | None:
        text = optional_text(self.get(Field.SUPPLIER_CVR))
        if not text:
            return None
        found = registration(text)
        if found is None:
            self.refuse(
                Reason.BROKEN_CVR, Field.SUPPLIER_CVR, text,
                "CVR-nummeret består ikke kontrollen (modulus 11). Ret det, eller lad feltet stå tomt. "
                "Et udenlandsk nummer skrives med landekode, fx SE 556012-5790.",
            )  # fmt: skip
        return found

    def agreement_date(self) -> date | None:
        value = self.get(Field.AGREEMENT_DATE)
        if isinstance(value, str) and not optional_text(value):
            return None
        if value is None:
            return None
        try:
            return agreement_date(value, self.today)
        except NotADate as error:
            self.refuse(Reason.BROKEN_DATE, Field.AGREEMENT_DATE, value, str(error))
            return None

    def subjects(self) -> Count | None:
        value = self.get(Field.SUBJECTS)
        try:
            return count(value)
        except NegativeCount:
            advice = "Antallet kan ikke være under nul. Ret det, eller lad feltet stå tomt."
            self.refuse(Reason.NEGATIVE_SUBJECTS, Field.SUBJECTS, value, advice)
        except NotACount:
            advice = "Skriv et helt tal, fx 8241 eller ca. 8.241, eller lad feltet stå tomt."
            self.refuse(Reason.BROKEN_SUBJECTS, Field.SUBJECTS, value, advice)
        return None

    def kitos(self) -> UUID | None:
        text = optional_text(self.get(Field.KITOS))
        if not text:
            return None
        found = kitos_uuid(text)
        if found is None:
            advice = "Det er ikke et uuid. Kopiér det fra KITOS, eller lad feltet stå tomt."
            self.refuse(Reason.BROKEN_KITOS, Field.KITOS, text, advice)
        return found

    def answer(self, where: Field) -> str:
        value = self.get(where)
        found = yes_no(value)
        if found is None:
            self.notes.append(
                f"{where}: »{cell_text(value)[:60]}« er hverken ja eller nej og læses som uoplyst."
            )
        return found or UNKNOWN

    def agreement(self) -> str:
        value = self.get(Field.AGREEMENT)
        found = agreement(value)
        if found is None:
            self.notes.append(
                f"{Field.AGREEMENT}: »{cell_text(value)[:60]}« kendes ikke og læses som ikke oplyst."
            )
        return found or NOT_STATED

    def owner(self) -> str:
        value = self.get(Field.OWNER)
        found = email(value)
        if found is None:
            self.notes.append(
                f"{Field.OWNER}: »{cell_text(value)[:60]}« er ingen e-mailadresse og er udeladt."
            )
        return found or ""


def _municipality(reader: _Reader, directory: Directory) -> MunicipalityFacts | None:
    cvr = optional_text(reader.get(Field.MUNICIPALITY_CVR))
    code = optional_text(reader.get(Field.MUNICIPALITY_CODE))
    name = optional_text(reader.get(Field.MUNICIPALITY))
    found = directory.find(cvr, code, name)
    where = Field.MUNICIPALITY_CVR if cvr or not (code or name) else Field.MUNICIPALITY
    if found is None:
        advice = "Kommunen findes ikke blandt de 98. Ret CVR-nummeret."
        reader.refuse(Reason.UNKNOWN_MUNICIPALITY, where, cvr or code or name, advice)
    elif not directory.is_member(found):
        advice = f"{found.name} er ikke medlem af fællesskabet, så linjen kan ikke indlæses."
        reader.refuse(Reason.NOT_A_MEMBER, where, found.name, advice)
    elif cvr and name and not directory.is_called(found, name):
        reader.notes.append(
            f"CVR-nummeret er {found.name}s, men der står »{name[:60]}«. CVR-nummeret gælder."
        )
    return found


def _names(reader: _Reader) -> tuple[str, str]:
    system = cell_text(reader.get(Field.SYSTEM))
    supplier = optional_text(reader.get(Field.SUPPLIER))
    if is_placeholder(system) or not name_key(system):
        reader.refuse(Reason.NO_SYSTEM_NAME, Field.SYSTEM, system, "Skriv systemets navn.")
    for where, text in ((Field.SYSTEM, system), (Field.SUPPLIER, supplier)):
        if len(text) > LONGEST_NAME:
            advice = f"Navnet er på {len(text)} tegn. Det må højst være på {LONGEST_NAME}."
            reader.refuse(Reason.TOO_LONG, where, text, advice)
    return system, supplier


_ORDER = {reason: place for place, reason in enumerate(Reason)}


def read_line(  # noqa: PLR0917 - called once a line, where keywords cost
    sheet: str,
    number: int,
    cells: tuple[object, ...],
    places: dict[Field, int],
    directory: Directory,
    today: date,
) -> Line | RefusedLine:
    """Reads one line; ``cells`` are those of our columns, ``places`` says which field is where among them."""

    def get(name: Field) -> object:
        place = places.get(name)
        return "" if place is None else cells[place]

    reader = _Reader(get, today)
    municipality = _municipality(reader, directory)
    supplier_registration = reader.supplier_registration()
    system, supplier = _names(reader)
    facts = Facts(
        agreement_date=reader.agreement_date(),
        subjects=reader.subjects(),
        personal_data=reader.answer(Field.PERSONAL_DATA),
        special_categories=reader.answer(Field.SPECIAL_CATEGORIES),
        cpr=reader.answer(Field.CPR),
        agreement=reader.agreement(),
        owner_email=reader.owner(),
    )
    kitos = reader.kitos()
    if reader.faults or municipality is None:
        first, *others = sorted(reader.faults, key=lambda fault: _ORDER[fault.reason])
        return RefusedLine(sheet, number, first, tuple(others), cells)
    return Line(
        sheet=sheet, number=number, municipality=municipality, kitos=kitos,
        system=system, system_key=name_key(system), supplier=supplier, supplier_key=supplier_key(supplier),
        supplier_registration=supplier_registration, facts=facts, cells=cells, notes=tuple(reader.notes),
    )  # fmt: skip
