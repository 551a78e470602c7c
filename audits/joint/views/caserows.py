"""The rows of the list of audits, drawn fifty at a time: a template would take longer than the question."""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from audits.joint.caselist import CaseRow
from secretariat.pagekit.tags.page import ICON_OF_TONE

ROW = """<tr>{mark}<th scope="row"><a class="row-link" href="{url}">{supplier}</a>{news}</th>\
<td data-title="Sag">{number}</td><td data-title="Systemer" class="number">{systems}</td>\
<td data-title="Kvartal">{quarter}</td><td data-title="Sagsbehandler">{worker}</td>\
<td data-title="Status">{state}</td><td data-title="Frist">{deadline}</td></tr>
"""
MARK = """<td><span class="mark-box"><input type="checkbox" name="sag" value="{id}" \
aria-label="Markér {number}"></span></td>"""
NEWS = '<span class="tag-new">Nyt</span>'


def case_rows(rows: Iterable[CaseRow], *, first: int, query: str, marks: bool, new: set[UUID]) -> SafeString:
    """Return the table's rows; each link says which list it was opened from and where in it."""
    base = reverse("audits:list")
    drawn = (
        _row(row, f"{base}{row.id}/?koe=tilsyn.{place}{query}", marks=marks, is_new=row.id in new)
        for place, row in enumerate(rows, first)
    )
    return mark_safe("".join(drawn))  # noqa: S308 - every part is escaped below


def _row(row: CaseRow, url: str, *, marks: bool, is_new: bool) -> str:
    number = escape(row.case_number)
    return ROW.format(
        mark=MARK.format(id=row.id, number=number) if marks else "",
        url=escape(url),
        supplier=escape(row.supplier),
        news=f" {NEWS}" if is_new else "",
        number=number,
        systems=row.systems,
        quarter=row.quarter_words,
        worker=escape(row.worker),
        state=_state(row.state_label, row.tone),
        deadline=row.deadline_words,
    )


@cache
def _state(label: str, tone: str) -> str:
    """Return a state's tag; there are fourteen of them."""
    return render_to_string(
        "parts/state.html", {"label": label, "tone": tone, "state_icon": ICON_OF_TONE[tone]}
    ).strip()
