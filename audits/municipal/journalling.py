"""Journal numbers for many decisions, and the reports with their titles for the journal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from accounts.permissions import P
from accounts.reading import note_reading
from audits.municipal.models import ReceivedFile, ReceivedSystem
from documents.packing import Packing
from secretariat.pagekit.dates import in_words
from secretariat.pagekit.workbook import workbook
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import entry, record_all

LONGEST = 60
TITLES = "Titler til journalen.xlsx"
COLUMNS = ("Titel", "System", "Leverandør", "Sag", "Rapporten modtaget", "Stillingtagen", "Besluttet", "Fil",
           "Journalnummer")  # fmt: skip


@transaction.atomic
def set_journal_numbers(*, by: Actor, numbers: Mapping[UUID, str]) -> int:
    """Store journal numbers by system; returns how many were changed. What was decided stays as it is.

    Raises NotPermittedError for who may neither decide nor ask, NotPossibleError for a number that is too
    long, OutdatedError where one is not decided any more.
    """
    if not (by.may(P.OWN_DECIDE) or by.may(P.OWN_ASK)):
        raise NotPermittedError("Du har ikke adgang til at skrive journalnumre.")
    given = {key: " ".join(number.split()) for key, number in numbers.items()}
    if any(len(number) > LONGEST for number in given.values()):
        raise NotPossibleError(f"Et journalnummer er højst {LONGEST} tegn.")
    rows = ReceivedSystem.objects.select_for_update(of=("self",)).filter(pk__in=given).order_by("pk")
    changed, log = [], []
    for row in rows:
        if not row.is_decided:
            raise OutdatedError(f"Stillingtagen til {row.name} er taget op igen. Hent siden igen.")
        if row.journal_number != given[row.pk]:
            row.journal_number = given[row.pk]
            changed.append(row)
            log.append(entry(row, "journal", by=by, data={"number": row.journal_number}))
    ReceivedSystem.objects.bulk_update(changed, ["journal_number"])
    record_all(log)
    return len(changed)


@dataclass
class Pasted:
    """What a pasted list says: numbers by system, and the lines that fit nothing."""

    numbers: dict[UUID, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def read_pasted(text: str, systems: Sequence[ReceivedSystem]) -> Pasted:
    """Read a list from a spreadsheet: "name, tab, number", or one number a line, in order."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = Pasted()
    if lines and all("\t" not in line and ";" not in line for line in lines):
        if len(lines) == len(systems):
            found.numbers = {each.id: line for each, line in zip(systems, lines, strict=True)}
        else:
            found.unknown = lines
        return found
    by_name: dict[str, list[ReceivedSystem]] = {}
    for each in systems:
        by_name.setdefault(each.name.casefold(), []).append(each)
    for line in lines:
        name, _, number = line.replace(";", "\t", 1).partition("\t")
        same = by_name.get(name.strip().casefold(), [])
        if not same or not number.strip():
            found.unknown.append(line)
        found.numbers |= {each.id: number.strip() for each in same if number.strip()}
    return found


def title_of(system: ReceivedSystem) -> str:
    """Return what a report is called in the journal."""
    return f"Tilsynsrapport: {system.name}, {system.report.supplier_name}, {system.report.case_number}"


def pack_reports(packing: Packing, systems: Sequence[ReceivedSystem], *, by: Actor) -> None:
    """Put the reports into the zip, each once, beside a workbook with a title for each system.

    That somebody took them out stands in the log of each report.
    """
    reports = {each.report_id for each in systems}
    files = ReceivedFile.objects.filter(
        report__in=reports, is_report=True, read_only=False, replaced_at=None
    ).select_related("file", "report")
    names: dict[UUID, list[str]] = {}
    for row, name in _named(files):
        try:
            packing.add_stored(name, row.file)
        except FileNotFoundError:
            continue
        names.setdefault(row.report_id, []).append(name)
        note_reading(row.file, about=row.report, by=by)
    lines = [_line(each, names.get(each.report_id, [])) for each in systems]
    packing.add(TITLES, workbook("Titler", COLUMNS, lines))


def _named(files: object) -> Iterator[tuple[ReceivedFile, str]]:
    """Give every file a name of its own: two suppliers may have called theirs the same."""
    taken: set[str] = set()
    for row in files:  # type: ignore[attr-defined]
        stem, dot, ending = row.file.name.replace("/", "-").replace("\\", "-").rpartition(".")
        name = f"{row.report.supplier_name.replace('/', '-')}, {stem or ending}"[:150]
        number, free = 1, f"{name}{dot}{ending if dot else ''}"
        while free.casefold() in taken:
            number += 1
            free = f"{name} ({number}){dot}{ending if dot else ''}"
        taken.add(free.casefold())
        yield row, free


def _line(system: ReceivedSystem, names: list[str]) -> list[str]:
    return [
        title_of(system),
        system.name,
        system.report.supplier_name,
        system.report.case_number,
        in_words(system.report.published_at.date()),
        system.get_state_display().capitalize(),
        in_words(system.decided_at.date()) if system.decided_at else "",
        ", ".join(names) or "Rapporten kan ikke hentes",
        system.journal_number,
    ]
