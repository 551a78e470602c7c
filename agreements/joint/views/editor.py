"""The text editor: one page for each part, and the text as Word."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out_made
from agreements.joint import actions
from agreements.joint.access import get_text
from agreements.joint.content import facts_of, missing_parts
from agreements.joint.defaults import proposal_for
from agreements.joint.models import CommonText
from agreements.joint.parts import PART_OF, PARTS, Facts, Part
from agreements.joint.parts.base import PartForm, Values
from agreements.joint.rendering import draft
from agreements.joint.views.rows import formset, lines, with_another
from documents.actions import WORD
from workflows.engine import MoveError


@requires(P.AGREEMENTS_VIEW)
def part(request: HttpRequest, text_id: UUID, key: str) -> HttpResponse:
    """Show or store one part of the wording."""
    text, which = get_text(text_id), PART_OF.get(key)
    if which is None:
        raise Http404
    facts = facts_of(text)
    stored = facts.of(which.key)
    start = stored or proposal_for(which.key)
    may_edit = text.is_editable and request.actor.may(P.AGREEMENTS_NEGOTIATE)  # type: ignore[attr-defined]
    posted = request.POST if request.method == "POST" and may_edit else None
    adding = posted is not None and "add" in posted
    if adding:
        form, rows = with_another(which, posted, facts)
    else:
        form = which.form(posted, initial=start, facts=facts)
        rows = formset(which, posted, start, facts)
        if stored and posted is None:
            _put_warnings(which, form, rows, facts)
    if (
        posted is not None
        and not adding
        and _is_valid(which, form, rows, facts)
        and _saved(request, text, which, form, rows)
    ):
        return redirect(_next(text, which))
    context = {
        "text": text,
        "part": which,
        "form": form,
        "rows": rows,
        "lines": lines(rows),
        "revision": request.POST.get("revision") or text.working_copy.revision,
        "is_proposal": not stored,
        "may_edit": may_edit,
        "side": _side_menu(text, which),
    }
    return render(request, "agreements/secretariat/part.html", context)


def _is_valid(which: Part, form: PartForm, rows: BaseFormSet | None, facts: Facts) -> bool:
    fine = form.is_valid()
    if rows is not None:
        fine = rows.is_valid() and fine
    return fine and not _put_faults(which, form, rows, facts)


def _kept(rows: BaseFormSet | None) -> list[PartForm]:
    """Return the forms of the rows that are filled in and not deleted."""
    if rows is None:
        return []
    return [each for each in rows.forms if each.cleaned_data and not each.cleaned_data.get("DELETE")]


def _row_values(rows: BaseFormSet | None) -> list[Values]:
    return [
        {key: value for key, value in each.cleaned_data.items() if key != "DELETE"} for each in _kept(rows)
    ]


def _put_faults(which: Part, form: PartForm, rows: BaseFormSet | None, facts: Facts) -> bool:
    """Place what is wrong across fields and parts at its field; return whether there is any."""
    faults = which.across(form.cleaned_data, _row_values(rows), facts)
    kept = _kept(rows)
    for fault in faults:
        target = form if fault.row is None else kept[fault.row]
        target.add_error(fault.name, fault.text)
    return bool(faults)


def _put_warnings(which: Part, form: PartForm, rows: BaseFormSet | None, facts: Facts) -> None:
    """Show at each field what is unusual in the stored values."""
    for fault in which.warnings(facts.of(which.key), facts):
        target = form if fault.row is None or rows is None else rows.forms[fault.row]
        field: Any = target.fields.get(fault.name or "")
        if field is not None:
            field.warnings = [*getattr(field, "warnings", []), fault.text]


def _saved(
    request: HttpRequest, text: CommonText, which: Part, form: PartForm, rows: BaseFormSet | None
) -> bool:
    revision = request.POST.get("revision", "")
    try:
        copy = actions.save_part(
            text=text,
            part=which,
            values=form.cleaned_data,
            rows=_row_values(rows),
            revision=int(revision) if revision.isdecimal() else -1,
            by=request.actor,  # type: ignore[attr-defined]
        )
    except MoveError as error:
        form.add_error(None, error.reason)
        return False
    messages.success(request, f"{which.clause} er gemt.")
    for seen in copy.seen_warnings.get(which.key, []):
        messages.warning(request, seen["text"])
    return True


def _next(text: CommonText, which: Part) -> str:
    place = PARTS.index(which) + 1
    if place < len(PARTS):
        return reverse("agreements:part", args=[text.id, PARTS[place].key])
    return reverse("agreements:text", args=[text.id])


def _side_menu(text: CommonText, which: Part) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("agreements:part", args=[text.id, each.key]),
            "label": f"{each.clause}: {each.title}",
            "current": each is which,
        }
        for each in PARTS
    ]


@requires(P.AGREEMENTS_VIEW)
def as_word(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Give the text as it is now as a Word file, with the municipality left open."""
    text = get_text(text_id)
    if missing := missing_parts(text):
        messages.warning(request, f"Word-filen kan dannes, når disse dele er udfyldt: {', '.join(missing)}.")
        return redirect("agreements:text", text.id)
    made = draft(text, text.working_copy.values)
    return hand_out_made(request, made, WORD, name=f"{text.number}-udkast.docx", about=text)
