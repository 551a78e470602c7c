"""The municipality's own log of what a package is about: readable Danish, and the same rows as CSV."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from agreements.municipal import documentation as agreements
from audits.municipal import documentation as audits
from documents.packing import Packed, Packing
from secretariat.package.material import Material
from secretariat.pagekit.tags.words import da_moment
from workflows.municipal.models import MunicipalLogEntry
from workflows.story import Entry, Story, entries

READABLE, TABLE = "Log/log.txt", "Log/log.csv"
ROWS_AT_ONCE = 500
COLUMNS = ("Løbenummer", "Tidspunkt", "Hvem", "Organisation", "Hvad", "Vedrører", "Begrundelse", "Status før",
           "Status efter", "SHA-256 i kæden")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def story_of(material: Material) -> Story:
    """Return whose log rows belong to the package."""
    subjects = agreements.log_subjects([each.agreement.pk for _, each in material.agreements()])
    subjects |= audits.log_subjects(material.reports())
    subjects |= {each.pk: f"tilsynsplan {each.year} udgave {each.version}" for each in material.plans}
    own = [*material.own(), *material.cancelled()]
    subjects |= {each.pk: f"eget tilsyn med {each.system_name}" for each in own}
    subjects |= {each.pk: f"hændelse {each.number}" for each in material.incidents}
    return Story("Dokumentationspakke", subjects, municipal=True)


def pack_log(packing: Packing, story: Story, title: str, until: date) -> tuple[list[Packed], int]:
    """Write both files of the log up to a day; return them and the number of rows."""
    count = 0
    with packing.writing(READABLE) as text:
        text.write(f"{title}\r\n\r\n".encode())
        for entry in _rows(story, until):
            text.write(_sentence(entry, story).encode())
            count += 1
        if not count:
            text.write("Loggen har ingen rækker om det, pakken handler om.\r\n".encode())
    with packing.writing(TABLE) as table:
        table.write("\ufeff".encode())  # Excel reads æøå in a CSV file only with this mark
        table.write(_line(COLUMNS))
        for entry in _rows(story, until):
            table.write(_line(_cells(entry, story)))
    return [text.packed(), table.packed()], count


def _rows(story: Story, until: date) -> Iterator[Entry]:
    """Yield the rows oldest first, some hundred at a time: a log of years is never in memory whole."""
    wanted = MunicipalLogEntry.objects.filter(subject_id__in=list(story.subjects), at__date__lte=until)
    last = 0
    while found := list(wanted.filter(number__gt=last).order_by("number")[:ROWS_AT_ONCE]):
        yield from entries(story, found)
        last = found[-1].number


def _sentence(entry: Entry, story: Story) -> str:
    about = story.subjects.get(entry.row.subject_id, "")
    why = f"\r\n    Begrundelse: {' '.join(entry.row.reason.split())}" if entry.row.reason else ""
    whom = f" ({entry.organisation})" if entry.organisation else ""
    return f"{da_moment(entry.when)}{whom} [{about}]\r\n    {entry.sentence}.{why}\r\n"


def _cells(entry: Entry, story: Story) -> tuple[str, ...]:
    seal = bytes(entry.seal.digest).hex() if entry.seal else ""
    about = story.subjects.get(entry.row.subject_id, "")
    row = entry.row
    return (
        *(
            str(row.number),
            f"{timezone.localtime(entry.when):%Y-%m-%d %H:%M:%S}",
            entry.who,
            entry.organisation,
            entry.sentence,
            about,
        ),
        *(row.reason, entry.before, entry.after, seal),
    )


def _line(cells: tuple[str, ...]) -> bytes:
    """A line as Excel in Danish reads it; a cell is never taken for a formula."""
    out = io.StringIO()
    safe = [f"'{each}" if each.startswith(_FORMULA) else each for each in cells]
    csv.writer(out, delimiter=";").writerow(safe)
    return out.getvalue().encode()
