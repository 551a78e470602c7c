"""The matrix municipality × agreement: a window of it, the cut as Excel, and reminding the marked ones."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint import actions
from agreements.joint.actions.reminders import Reminded
from agreements.joint.forms.matrix import CutForm, RemindForm
from agreements.joint.matrix import Matrix, matrix
from agreements.joint.matrix.cells import Cell, short_of, words_of
from agreements.joint.matrix.excel import XLSX, workbook
from agreements.joint.matrix.marks import Marks
from agreements.joint.matrix.reminding import last_reminded, reminders
from register.views.lists import amount
from secretariat.pagekit.tags.page import ICON_OF_TONE, icon
from workflows.engine import NotPossibleError

USUAL, DENSE = (25, 8), (50, 20)  # rows, columns of a page
_NO_ID = UUID(int=0)


@requires(P.AGREEMENTS_VIEW)
def overview(request: PersonRequest) -> HttpResponse:
    """Show where every municipality stands with every agreement, a window of rows and columns at a time."""
    form = CutForm(request.GET)
    rows, columns = DENSE if form.is_dense else USUAL
    found = matrix(
        form.choice,
        row_page=request.GET.get("side", 1),
        column_page=request.GET.get("kolonner", 1),
        rows=rows,
        columns=columns,
    )
    context = {
        "form": form,
        "matrix": found,
        "columns": [(each.text, each.total) for each in found.columns],
        "rows": _rows(found, dense=form.is_dense),
        "found": _found(found),
        "dense": form.is_dense,
        "narrowed": form.choice.narrows_cells,
        "template": form.cleaned_data.get("skabelon"),
        "templates": form.fields["skabelon"].queryset,  # type: ignore[attr-defined]
        "may_remind": request.actor.may(P.AGREEMENTS_NEGOTIATE),
        "all_marked": request.GET.get("marker") == "alle",
    }
    return render(request, "agreements/secretariat/matrix.html", context)


def _found(found: Matrix) -> str:
    members = amount(found.row_page.paginator.count, "kommune", "kommuner")
    texts = amount(found.column_page.paginator.count, "aftaletekst", "aftaletekster")
    agreements = amount(found.count, "aftale", "aftaler")
    return f"{members} og {texts}: {agreements}, {amount(found.missing, 'mangler', 'mangler')}"


def _rows(found: Matrix, *, dense: bool) -> list[dict[str, Any]]:
    """Return the rows as the template shows them; each state's mark is drawn once, not once a cell."""
    reminded = last_reminded([row.municipality.id for row in found.rows])
    marks: dict[str, SafeString] = {}
    path = reverse("agreements:story", args=[_NO_ID])
    return [
        {
            "municipality": row.municipality,
            "missing": row.missing,
            "total": row.edge.states.total(),
            "reminded": reminded.get(row.municipality.id),
            "cells": [
                _shown(cell, text.title, path, marks, dense=dense) if cell else {"title": text.title}
                for cell, text in zip(row.cells, found.texts, strict=True)
            ],
        }
        for row in found.rows
    ]


def _shown(cell: Cell, title: str, path: str, marks: dict[str, SafeString], *, dense: bool) -> dict[str, Any]:
    if cell.state not in marks:
        marks[cell.state] = _mark(cell.state, dense=dense)
    days = cell.days
    return {
        "mark": marks[cell.state],
        "title": title,
        "id": cell.agreement_id,
        "url": path.replace(str(_NO_ID), str(cell.agreement_id)) if cell.agreement_id else "",
        "days": days,
        "age": "i dag" if not days else f"{days} d." if dense else f"{days} dag{'' if days == 1 else 'e'}",
        "blocker": cell.reason or (cell.blocker.label if cell.blocker else ""),
        "tick": cell.may_be_reminded,
    }


def _mark(state: str, *, dense: bool) -> SafeString:
    label, tone = words_of(state)
    words = (
        format_html(
            '<span aria-hidden="true">{}</span><span class="sr-only">{}</span>', short_of(state), label
        )
        if dense
        else label
    )
    return format_html(
        '<span class="state state-{}"{}>{}{}</span>',
        tone,
        format_html(' title="{}"', label) if dense else "",
        icon(ICON_OF_TONE[tone]),
        words,
    )


@requires(P.AGREEMENTS_VIEW)
def as_excel(request: HttpRequest) -> HttpResponse:
    """Give the cut that is shown, all its pages, as a workbook."""
    content = workbook(matrix(CutForm(request.GET).choice))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="aftaleoverblik.xlsx"'
    return response


@requires(P.AGREEMENTS_NEGOTIATE)
@require_POST
def remind(request: PersonRequest) -> HttpResponse:
    """Show who would be written to about the marked agreements, and write when asked to."""
    cut, marks = CutForm(request.GET), Marks.posted(request.POST)
    back = f"{reverse('agreements:matrix')}?{request.GET.urlencode()}"
    if not marks:
        messages.error(request, "Markér mindst én aftale, en kommune, en kolonne eller hele udsnittet.")
        return redirect(back)
    acting = "send" in request.POST or "update" in request.POST
    form = RemindForm(request.POST if acting else None)
    if "send" in request.POST and form.is_valid():
        given = form.cleaned_data
        try:
            done = actions.remind(
                choice=cut.choice,
                marks=marks,
                pause_days=given["pause"],
                reason=given["reason"],
                message=given["message"],
                by=request.actor,
            )
        except NotPossibleError as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, _told(done))
            return redirect(back)
    found = reminders(cut.choice, marks, pause_days=form.pause_days, now=timezone.now())
    context = {
        "form": form,
        "sendable": [each for each in found if not each.stop],
        "stopped": [each for each in found if each.stop],
        "marks": marks.fields,
        "back": back,
    }
    return render(request, "agreements/secretariat/remind.html", context)


def _told(done: Reminded) -> str:
    sent = amount(len(done.sent), "kommune", "kommuner")
    words = f"Påmindelse er sendt til {sent} om {amount(done.agreements, 'aftale', 'aftaler')}."
    if done.stopped:
        words += f" {amount(len(done.stopped), 'kommune', 'kommuner')} blev sprunget over."
    return words
