"""The rows as workbooks."""

from collections.abc import Iterable

from integrations.oversight.rows import (
    KITOS_COLUMNS,
    OS2_COLUMNS,
    Oversight,
    kitos_row,
    os2_row,
)
from secretariat.pagekit.workbook import workbook

FORMS = {
    "kitos": ("KITOS", KITOS_COLUMNS, kitos_row),
    "os2compliance": ("OS2compliance", OS2_COLUMNS, os2_row),
}


def book(form: str, decisions: Iterable[Oversight], site: str) -> bytes:
    """Return the decisions as a workbook in the form `kitos` or `os2compliance`."""
    sheet, columns, row_of = FORMS[form]
    rows = ([row[column] for column in columns] for row in (row_of(each, site) for each in decisions))
    return workbook(sheet, columns, rows)
