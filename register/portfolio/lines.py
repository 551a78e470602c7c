"""One line of the table: read, checked, and either understood or refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, NamedTuple
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
    other_protected: str = UNKNOWN
    special_processing: str = UNKNOWN
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


class _Reading(NamedTuple):
    """What one cell says, why it cannot be true, and what was read otherwise than it stands."""

    said: Any
    fault: Fault | None = None
    note: str = ""


def _fault(reason: Reason, where: Field, value: object, advice: str) -> Fault:
    return Fault(reason, where, cell_text(value)[:200], advice)


def _read_supplier_registration(value: object) -> _Reading:
    text = optional_text(value)
    if not text:
        return _Reading(None)
    found = registration(text)
    if found is not None:
        return _Reading(found)
    advice = (
        "CVR-nummeret består ikke kontrollen (modulus 11). Ret det, eller lad feltet stå tomt. "
        "Et udenlandsk nummer skrives med landekode, fx SE 556012-5790."
    )
    return _Reading(None, _fault(Reason.BROKEN_CVR, Field.SUPPLIER_CVR, text, advice))


def _read_date(today: date, value: object) -> _Reading:
    if value is None or (isinstance(value, str) and not optional_text(value)):
        return _Reading(None)
    try:
        return _Reading(agreement_date(value, today))
    except NotADate as error:
        return _Reading(None, _fault(Reason.BROKEN_DATE, Field.AGREEMENT_DATE, value, str(error)))


def _read_subjects(value: object) -> _Reading:
    try:
        return _Reading(count(value))
    except NegativeCount:
        advice = "Antallet kan ikke være under nul. Ret det, eller lad feltet stå tomt."
        return _Reading(None, _fault(Reason.NEGATIVE_SUBJECTS, Field.SUBJECTS, value, advice))
    except NotACount:
        advice = "Skriv et helt tal, fx 8241 eller ca. 8.241, eller lad feltet stå tomt."
        return _Reading(None, _fault(Reason.BROKEN_SUBJECTS, Field.SUBJECTS, value, advice))


def _read_kitos(value: object) -> _Reading:
    text = optional_text(value)
    found = kitos_uuid(text) if text else None
    if found is None and text:
        advice = "Det er ikke et uuid. Kopiér det fra KITOS, eller lad feltet stå tomt."
        return _Reading(None, _fault(Reason.BROKEN_KITOS, Field.KITOS, text, advice))
    return _Reading(found)


def _read_answer(where: Field, value: object) -> _Reading:
    found = yes_no(value)
    told = f"{where}: »{cell_text(value)[:60]}« er hverken ja eller nej og læses som uoplyst."
    return _Reading(found or UNKNOWN, note="" if found else told)


def _read_agreement(value: object) -> _Reading:
    found = agreement(value)
    told = f"{Field.AGREEMENT}: »{cell_text(value)[:60]}« kendes ikke og læses som ikke oplyst."
    return _Reading(found or NOT_STATED, note="" if found else told)


def _read_owner(value: object) -> _Reading:
    found = email(value)
    told = f"{Field.OWNER}: »{cell_text(value)[:60]}« er ingen e-mailadresse og er udeladt."
    return _Reading(found or "", note=told if found is None else "")


def _too_long(where: Field, text: str) -> Fault | None:
    if len(text) <= LONGEST_NAME:
        return None
    advice = f"Navnet er på {len(text)} tegn. Det må højst være på {LONGEST_NAME}."
    return _fault(Reason.TOO_LONG, where, text, advice)


def _read_system(value: object) -> _Reading:
    text = cell_text(value)
    key = name_key(text)
    if is_placeholder(text) or not key:
        return _Reading(
            (text, key), _fault(Reason.NO_SYSTEM_NAME, Field.SYSTEM, text, "Skriv systemets navn.")
        )
    return _Reading((text, key), _too_long(Field.SYSTEM, text))


def _read_supplier(value: object) -> _Reading:
    text = optional_text(value)
    return _Reading((text, supplier_key(text)), _too_long(Field.SUPPLIER, text))


def _read_municipality(directory: Directory, told: tuple[object, object, object]) -> _Reading:
    cvr, code, name = (optional_text(value) for value in told)
    found = directory.find(cvr, code, name)
    where = Field.MUNICIPALITY_CVR if cvr or not (code or name) else Field.MUNICIPALITY
    if found is None:
        advice = "Kommunen findes ikke blandt de 98. Ret CVR-nummeret."
        return _Reading(None, _fault(Reason.UNKNOWN_MUNICIPALITY, where, cvr or code or name, advice))
    if not directory.is_member(found):
        advice = f"{found.name} er ikke medlem af fællesskabet, så linjen kan ikke indlæses."
        return _Reading(found, _fault(Reason.NOT_A_MEMBER, where, found.name, advice))
    if cvr and name and not directory.is_called(found, name):
        told_name = f"CVR-nummeret er {found.name}s, men der står »{name[:60]}«. CVR-nummeret gælder."
        return _Reading(found, note=told_name)
    return _Reading(found)


class _Known(dict[Any, _Reading]):
    """Readings by cell: most columns say the same few things thousands of times."""

    def __init__(self, read: Callable[[Any], _Reading]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, value: Any) -> _Reading:
        found = self[value] = self.read(value)
        return found


_ORDER = {reason: place for place, reason in enumerate(Reason)}


class LineReader:
    """Reads the lines of one table; ``fields`` says which field each of a line's cells is."""

    def __init__(self, sheet: str, fields: Sequence[Field], directory: Directory, today: date) -> None:
        self.sheet = sheet
        places = {name: place for place, name in enumerate(fields)}
        # A field without a column is read from the empty cell that is put after the line's own.
        at = [places.get(name, len(fields)) for name in Field]
        self.where = dict(zip(Field, at, strict=True))
        self.municipalities = _Known(partial(_read_municipality, directory))
        readers: dict[Field, Callable[[Any], _Reading]] = {
            Field.SUPPLIER_CVR: _read_supplier_registration,
            Field.SYSTEM: _read_system,
            Field.SUPPLIER: _read_supplier,
            Field.AGREEMENT_DATE: partial(_read_date, today),
            Field.SUBJECTS: _read_subjects,
            Field.KITOS: _read_kitos,
            Field.PERSONAL_DATA: partial(_read_answer, Field.PERSONAL_DATA),
            Field.SPECIAL_CATEGORIES: partial(_read_answer, Field.SPECIAL_CATEGORIES),
            Field.CPR: partial(_read_answer, Field.CPR),
            Field.OTHER_PROTECTED: partial(_read_answer, Field.OTHER_PROTECTED),
            Field.SPECIAL_PROCESSING: partial(_read_answer, Field.SPECIAL_PROCESSING),
            Field.AGREEMENT: _read_agreement,
            Field.OWNER: _read_owner,
        }
        self.known = [(self.where[name], _Known(read)) for name, read in readers.items()]

    def read(self, number: int, cells: tuple[object, ...]) -> Line | RefusedLine:
        """One line: understood, or refused for its first fault in order."""
        padded = (*cells, "")
        where = self.where
        told = (
            padded[where[Field.MUNICIPALITY_CVR]],
            padded[where[Field.MUNICIPALITY_CODE]],
            padded[where[Field.MUNICIPALITY]],
        )
        readings = [self.municipalities[told], *[known[padded[place]] for place, known in self.known]]
        faults = [reading.fault for reading in readings if reading.fault]
        if faults:
            first, *others = sorted(faults, key=lambda fault: _ORDER[fault.reason])
            return RefusedLine(self.sheet, number, first, tuple(others), cells)
        said = [reading.said for reading in readings]
        municipality, supplier_registration, system, supplier, day, subjects, kitos = said[:7]
        personal, special, cpr, protected, processing, state, owner = said[7:]
        return Line(
            sheet=self.sheet,
            number=number,
            municipality=municipality,
            kitos=kitos,
            system=system[0],
            system_key=system[1],
            supplier=supplier[0],
            supplier_key=supplier[1],
            supplier_registration=supplier_registration,
            facts=Facts(personal, special, cpr, protected, processing, subjects, state, day, owner),
            cells=cells,
            notes=tuple([reading.note for reading in readings if reading.note]),
        )
