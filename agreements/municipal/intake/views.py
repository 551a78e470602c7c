"""The pages of a pile: index, files, what was found, confirm, receipt."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from agreements.municipal.intake import actions
from agreements.municipal.intake.access import get_intake
from agreements.municipal.intake.forms import BeginForm, ConfirmForm, LeaveOutForm, PileForm
from agreements.municipal.intake.models import Intake, IntakeFile, IntakeLine
from agreements.municipal.listing.many import ids_of
from documents.checks.refusal import RefusedFileError
from register.portfolio.cells import cell_text
from register.portfolio.workbook import WorkbookError
from register.views.lists import amount, page_of, posted
from secretariat.pagekit.workbook import as_download, workbook
from workflows.engine import MoveError, NotPossibleError

L = IntakeLine.State
TONES = {
    L.MATCHED: "success",
    L.DOUBTFUL: "warning",
    L.UNMATCHED: "waiting",
    L.REFUSED: "error",
    L.TAKEN: "info",
    L.LEFT_OUT: "neutral",
}
COUNTED = {
    L.MATCHED: "med fil",
    L.DOUBTFUL: "i tvivl",
    L.UNMATCHED: "uden fil",
    L.REFUSED: "afvist",
    L.TAKEN: "taget ind",
    L.LEFT_OUT: "udeladt",
}
STATE_TONES = {"open": "warning", "running": "waiting", "closed": "neutral"}


@requires(P.OWN_AGREEMENTS_CHOOSE)
def intakes(request: MunicipalityRequest) -> HttpResponse:
    """Take an index, and list the piles there are."""
    form = BeginForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            intake = actions.begin(index=form.cleaned_data["index"], by=request.actor)
        except (WorkbookError, RefusedFileError) as error:
            form.add_error("index", str(error))
        except NotPossibleError as error:
            form.add_error("index", error.reason)
        else:
            return redirect("agreements:intake", intake.id)
    rows = [(each, STATE_TONES[each.state]) for each in Intake.objects.annotate(count=Count("lines"))[:50]]
    return render(request, "agreements/municipality/intakes.html", {"form": form, "rows": rows})


def _counts(intake: Intake) -> dict[str, int]:
    found = intake.lines.values_list("state").annotate(count=Count("id")).order_by()
    return dict(found)


def _progress(intake: Intake) -> dict[str, Any]:
    counts = _counts(intake)
    left = actions.ready_lines(intake, with_unmatched=intake.with_unmatched).count()
    taken = counts.get(L.TAKEN, 0)
    return {
        "intake": intake,
        "done": taken,
        "total": taken + left,
        "running": intake.state == Intake.State.RUNNING,
        "text": "Aftalerne tages ind",
        "poll_url": reverse("agreements:intake_progress", args=[intake.id]),
    }


@requires(P.OWN_AGREEMENTS_CHOOSE)
def intake(request: MunicipalityRequest, intake_id: UUID) -> HttpResponse:
    """Show a pile where it is: what was found, what is in doubt, and what is taken in."""
    found = get_intake(intake_id)
    if found.state == Intake.State.RUNNING:
        return render(request, "agreements/municipality/intake_progress.html", _progress(found))
    counts = _counts(found)
    chosen = request.GET.get("vis", "")
    if chosen not in L.values:
        chosen = next((each for each in COUNTED if counts.get(each)), L.MATCHED)
    lines = found.lines.filter(state=chosen).select_related("file", "agreement")
    context = {
        "intake": found,
        "tone": STATE_TONES[found.state],
        "counters": _counters(counts, chosen),
        "chosen": chosen,
        "chosen_label": COUNTED[L(chosen)],
        "page": page_of(request, lines),
        "ready": counts.get(L.MATCHED, 0),
        "unmatched": counts.get(L.UNMATCHED, 0),
        "taken": counts.get(L.TAKEN, 0),
        "refused": counts.get(L.REFUSED, 0),
        "pile": PileForm(),
        "confirm": ConfirmForm(),
        "unused": found.files.filter(state="waiting", lines=None),
        "refused_files": found.files.filter(state=IntakeFile.State.REFUSED),
        "files": found.files.exclude(state=IntakeFile.State.REFUSED).count(),
        "is_open": found.state == Intake.State.OPEN,
    }
    return render(request, "agreements/municipality/intake.html", context)


def _counters(counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "value": counts.get(state, 0),
            "url": f"?vis={state}",
            "tone": TONES[state] if counts.get(state) else "",
            "current": state == chosen,
        }
        for state, label in COUNTED.items()
        if counts.get(state) or state in (L.MATCHED, L.DOUBTFUL, L.UNMATCHED, L.REFUSED)
    ]


@requires(P.OWN_AGREEMENTS_CHOOSE)
def intake_progress(request: MunicipalityRequest, intake_id: UUID) -> HttpResponse:
    """The progress alone, for the page to fetch; when it is done the page is asked to load again."""
    found = get_intake(intake_id)
    context = _progress(found)
    response = render(request, "agreements/municipality/parts/intake_progress.html", context)
    if not context["running"]:
        response["HX-Refresh"] = "true"
    return response


@requires(P.OWN_AGREEMENTS_CHOOSE)
def add_files(request: MunicipalityRequest, intake_id: UUID) -> HttpResponse:
    """Take files into the pile."""
    found = get_intake(intake_id)
    form = PileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept, refused = actions.add_files(
                intake=found, received=form.cleaned_data["pile"], by=request.actor
            )
        except NotPossibleError as error:
            messages.error(request, error.reason)
        else:
            words = f"{amount(kept, 'fil', 'filer')} er lagt i bunken."
            messages.success(request, words) if kept else None
            if refused:
                messages.warning(
                    request, f"{amount(refused, 'fil', 'filer')} er afvist; se hvorfor nederst på siden."
                )
        return redirect("agreements:intake", found.id)
    return render(request, "agreements/municipality/intake_files.html", {"intake": found, "form": form})


@require_POST
@requires(P.OWN_AGREEMENTS_CHOOSE)
def accept(request: MunicipalityRequest, intake_id: UUID) -> HttpResponse:
    """Take the proposed files of the marked lines."""
    found = get_intake(intake_id)
    try:
        count = actions.accept_proposals(
            intake=found, line_ids=ids_of(request.POST.getlist("line")), by=request.actor
        )
    except NotPossibleError as error:
        messages.error(request, error.reason)
    else:
        words = "Markér de linjer, hvor den foreslåede fil er den rigtige."
        messages.info(request, f"{amount(count, 'linje', 'linjer')} er bekræftet." if count else words)
    return redirect("agreements:intake", found.id)


@require_POST
@requires(P.OWN_AGREEMENTS_CHOOSE)
def confirm(request: MunicipalityRequest, intake_id: UUID) -> HttpResponse:
    """Take in what is found."""
    found = get_intake(intake_id)
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        actions.confirm(
            intake=found, with_unmatched=form.cleaned_data.get("with_unmatched", False), by=request.actor
        )
    except MoveError as error:
        messages.error(request, error.reason)
    return redirect("agreements:intake", found.id)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def close(request: MunicipalityRequest, intake_id: UUID) -> HttpResponse:
    """Close a pile with what is left in it."""
    found = get_intake(intake_id)
    form = LeaveOutForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close(intake=found, reason=form.cleaned_data["reason"], by=request.actor)
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, "Bunken er afsluttet. Det, der var tilbage, er ikke taget ind.")
        return redirect("agreements:intakes")
    context = {"intake": found, "form": form, "heading": "Afslut bunken", "button": "Afslut bunken"}
    return render(request, "agreements/municipality/intake_form.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def refused_lines(request: MunicipalityRequest, intake_id: UUID) -> HttpResponse:
    """The refused lines under their own headings, to correct and send again."""
    found = get_intake(intake_id)
    headings = found.understood.get("headings", [])
    lines = found.lines.filter(state=L.REFUSED)
    rows = ([*map(cell_text, each.cells), f"{each.sheet}, linje {each.line}", each.reason] for each in lines)
    return as_download(
        workbook("Afviste linjer", [*headings, "Note: hvor", "Note: årsag"], rows), "afviste-linjer.xlsx"
    )


@requires(P.OWN_AGREEMENTS_CHOOSE)
def receipt(request: MunicipalityRequest, intake_id: UUID) -> HttpResponse:
    """What became of every line, and of every file that no line has, as a workbook."""
    found = get_intake(intake_id)
    lines = found.lines.select_related("file", "agreement")
    rows: list[list[Any]] = [
        [
            each.line,
            each.title,
            each.supplier_name,
            each.get_state_display(),
            each.agreement.number if each.agreement else "",
            each.file.name if each.file else "",
            each.reason,
        ]
        for each in lines
    ]
    rest = found.files.exclude(state=IntakeFile.State.USED).filter(lines=None)
    rows += [["", "", "", f"Fil: {each.get_state_display()}", "", each.name, each.reason] for each in rest]
    headings = ("Linje", "Titel", "Leverandør", "Status", "Aftalenummer", "Fil", "Begrundelse")
    return as_download(workbook("Kvittering", headings, rows), "kvittering.xlsx")
