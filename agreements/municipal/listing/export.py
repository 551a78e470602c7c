"""The list as a workbook, in which journal and KLE numbers can be filled in and sent back."""

from collections.abc import Iterable
from typing import Any

from agreements.municipal.models import Agreement
from secretariat.pagekit.workbook import workbook

ID, JOURNAL, KLE = "Aftalens id", "Journalnummer", "KLE-nummer"
HEADERS = (
    "Aftalenummer", "Aftale", "Leverandør", "CVR-nummer", "Systemer", "Status", JOURNAL, KLE, "Skabelon",
    "Gælder fra", "Gælder til", "Sidste dag for opsigelse", "Varsel om underdatabehandler (dage)",
    "Egen aftale", ID,
)  # fmt: skip
WIDTHS = (16, 40, 28, 12, 40, 22, 18, 14, 30, 13, 13, 24, 18, 12, 38)


def agreements_workbook(rows: Iterable[Agreement]) -> bytes:
    """Return the agreements as the list shows them."""
    return workbook("Aftaler", HEADERS, map(_cells, rows), widths=WIDTHS)


def _cells(each: Agreement) -> list[Any]:
    return [
        each.number,
        each.title,
        each.supplier_name,
        each.supplier_cvr,
        ", ".join(each.system_names),
        each.get_state_display(),
        each.journal_number,
        each.kle,
        each.get_generation_display(),
        each.in_force_from,
        each.valid_until,
        each.notice_by,
        each.notice_days,
        "Ja" if each.is_own else "Nej",
        str(each.id),
    ]
