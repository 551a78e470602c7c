"""The rows of the matrix as they are drawn: a letter for where it stands, a number where there are several.

Three thousand cells are on a page, and few differ: each is made once.
"""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from secretariat.overviews.decisions import APPROVED, MISSING, REFUSED, REMARKS, WITHDRAWN
from secretariat.overviews.matrix.reading import Told
from secretariat.pagekit.numbers import in_figures

# In the order of what matters most.
LETTERS = {REFUSED: "I", MISSING: "M", REMARKS: "B", APPROVED: "G", WITHDRAWN: "T"}
WORDS = {
    "G": "Godkendt",
    "B": "Godkendt med bemærkninger",
    "I": "Ikke godkendt",
    "M": "Ikke taget stilling",
    "T": "Trukket tilbage",
}
_PLACES = {group: place for place, group in enumerate(LETTERS)}
_NOTHING = SafeString("<td></td>")


def drawn_row(
    municipality_id: UUID, name: str, year: int, missing: int, cells: Iterable[Told | None]
) -> SafeString:
    """Return a municipality's line: its name with the address of its list, what it misses, and its cells."""
    return format_html(
        '<tr><th scope="row"><a href="{}?aar={}">{}</a></th><td class="told-edge">{}</td>{}</tr>',
        reverse("overviews:member", args=[municipality_id]),
        str(year),
        name,
        in_figures(missing),
        drawn_cells(cells),
    )


def drawn_cells(cells: Iterable[Told | None]) -> SafeString:
    """Return the cells of a row; None is a report that the municipality does not have."""
    return SafeString("".join(_NOTHING if each is None else _drawn(each) for each in cells))


@lru_cache(maxsize=4096)
def _drawn(told: Told) -> SafeString:
    found = sorted(told, key=lambda each: _PLACES[each[0]])
    if len(found) == 1 and found[0][1] == 1:
        words = LETTERS[found[0][0]]
    else:
        words = " ".join(f"{LETTERS[group]}{number}" for group, number in found)
    return format_html('<td class="told-{}">{}</td>', LETTERS[found[0][0]].lower(), words)
