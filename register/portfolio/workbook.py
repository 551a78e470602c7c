"""Opening a workbook safely: is it an .xlsx at all, and does it stay within reasonable bounds."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED_BYTES = 400 * 1024 * 1024
MOST_ROWS = 250_000
MOST_CELLS = 12_000_000
_OLE_START = b"\xd0\xcf\x11\xe0"
# A reference to a cell beyond column Z or line 99,999; the literal start keeps the search fast.
_FAR_AWAY = re.compile(rb"""r=["'](?:([A-Z]{2,3})(\d+)|[A-Z]?(\d{6,}))["']""")
_LINE = re.compile(rb"""r=["'][A-Z]*(\d{1,7})["']""")


class WorkbookError(Exception):
    """The file cannot be read as a portfolio; the message is Danish and says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows; row 0 is line 1 of the spreadsheet."""

    name: str
    rows: list[list[object]]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_bounds(content: bytes) -> None:
    """Refuses a sheet whose outermost cells would make a reader fill the memory with empty ones."""
    far = _FAR_AWAY.findall(content)
    lines = [*_LINE.findall(content[-400_000:]), *(wide or long for _, wide, long in far)]
    highest = max((int(line) for line in lines), default=0)
    widest = max([26, *(_column_number(letters) for letters in {letters for letters, _, _ in far})])
    if highest > MOST_ROWS:
        raise WorkbookError(
            f"Arket går til linje {highest}, og der kan højst læses {MOST_ROWS}. "
            "Slet de tomme linjer under tabellen, og gem filen igen."
        )
    if highest * widest > MOST_CELLS:
        raise WorkbookError(
            f"Arket går {widest} kolonner ud. Slet indholdet til højre for tabellen, og gem filen igen."
        )


def check_kind(source: BinaryIO) -> None:
    """Looks at the outside only: raises WorkbookError when a file is no .xlsx (or too large), with what
    to do.
    """
    size = source.seek(0, 2)
    if size > MOST_BYTES:
        raise WorkbookError(f"Filen er større end {MOST_BYTES // 1024 // 1024} MB. Del den i flere filer.")
    source.seek(0)
    start = source.read(4)
    if not start:
        raise WorkbookError("Filen er tom.")
    if start == _OLE_START:
        raise WorkbookError(
            "Filen er enten beskyttet med adgangskode eller gemt i det gamle Excel-format (.xls). "
            "Fjern adgangskoden, og gem den som »Excel-projektmappe (.xlsx)«."
        )
    try:
        with zipfile.ZipFile(source) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise WorkbookError(NOT_A_WORKBOOK) from error
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise WorkbookError(NOT_A_WORKBOOK)


def _check_inside(source: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise WorkbookError("Filen fylder for meget, når den pakkes ud. Del den i flere filer.")
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    _check_bounds(archive.read(part))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise WorkbookError(NOT_A_WORKBOOK) from error


NOT_A_WORKBOOK = (
    "Filen er ikke et Excel-regneark (.xlsx), eller den er beskadiget. "
    "Åbn den i Excel, og gem den som »Excel-projektmappe (.xlsx)«."
)


_WORDS = {True: "Ja", False: "Nej"}


def _rows(sheet: CalamineSheet) -> list[list[object]]:
    """All rows from line 1, with a vertically merged cell's value in each of the lines it covers.

    Truth values become words: to Python, true and 1 are one value.
    """
    rows: list[list[object]] = [
        [_WORDS[cell] if cell is True or cell is False else cell for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left != right or bottom >= len(rows) or left >= len(rows[top]):
            continue
        for line in range(top + 1, bottom + 1):
            rows[line][left] = rows[top][left]
    return rows


def read_sheets(source: BinaryIO) -> list[Sheet]:
    """Every visible sheet of a workbook (the hidden ones only where nothing is visible).

    Raises WorkbookError when the file is no .xlsx, is damaged, protected, or out of all proportion.
    """
    check_kind(source)
    _check_inside(source)
    source.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(source)
        sheets = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        visible = [meta for meta in sheets if meta.visible == SheetVisibleEnum.Visible] or sheets
        return [Sheet(meta.name, _rows(workbook.get_sheet_by_name(meta.name))) for meta in visible]
    except (CalamineError, ValueError) as error:
        raise WorkbookError(NOT_A_WORKBOOK) from error
