"""The municipality's pages of notices: by days left, one notice at a time, and many answers in one act."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from agreements.municipal.access import get_agreement
from agreements.municipal.notices import actions
from agreements.municipal.notices.access import get_appendix, get_line, get_notice, lines
from agreements.municipal.notices.appendix import changed_rows, shown
from agreements.municipal.notices.forms import NoticeFilterForm, ObjectionForm, OutcomeForm, RegisterForm
from agreements.municipal.notices.models import AgreementNotice
from agreements.municipal.notices.states import TONES, NoticeState, explanation_of
from secretariat.pagekit.keys import uuids
from secretariat.pagekit.tags.words import da_date
from secretariat.pagekit.workbook import as_download, workbook
from workflows.calendar import working_days_between
from workflows.engine import MoveError, available
from workflows.searching import search

S = NoticeState
OBJECT, PASS = "indsigelse", "ingen"
OUTCOMES = {
    "note_not_used": ("Leverandøren bruger den ikke for os", "Det er noteret, at den ikke bruges for jer."),
    "note_terminated": ("Aftalen er opsagt", "Det er noteret, at aftalen er opsagt."),
}
SEARCHED = (
    "notice__name",
    "notice__supplier_name",
    "notice__registration_number",
    "agreement__title",
    "agreement__number",
)
HEADERS = (
    "Underdatabehandler",
    "Leverandør",
    "Aftale",
    "Aftalenummer",
    "Land",
    "Status",
    "Frist",
    "Tages i brug",
)


def shown_line(line: AgreementNotice) -> dict[str, Any]:
    """Return a line as the pages show it."""
    today = timezone.localdate()
    return {
        "line": line,
        "notice": line.notice,
        "agreement": line.agreement,
        "tone": "error" if line.is_late else TONES[S(line.state)],
        "explanation": explanation_of(line.state, line.authorisation),
        "workdays": working_days_between(today, line.due) if line.due and line.state == S.RUNNING else None,
    }


@requires(P.OWN_VIEW)
def list_notices(request: MunicipalityRequest) -> HttpResponse:
    """List the notices by days left; `form=excel` gives the list as shown."""
    form = NoticeFilterForm(request.GET)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    found = lines()
    found = search(found, given.get("q", ""), *SEARCHED)
    if state := given.get("status"):
        found = found.filter(state=state)
    rows = [shown_line(each) for each in found]
    if request.GET.get("form") == "excel":
        return as_download(workbook("Varsler", HEADERS, map(_cells, rows)), "varsler.xlsx")
    running = [row for row in rows if row["line"].state == S.RUNNING]
    context = {
        "form": form,
        "found": f"{len(rows)} {'varsel' if len(rows) == 1 else 'varsler'}",
        "running": running,
        "objections": [row for row in rows if row["line"].state == S.OBJECTION],
        "others": [row for row in rows if row["line"].state not in (S.RUNNING, S.OBJECTION)],
        "may_decide": request.actor.may(P.OWN_DECIDE),
        "may_register": request.actor.may(P.OWN_AGREEMENTS_CHOOSE),
        "searched": bool(given.get("q") or given.get("status")),
    }
    return render(request, "agreements/municipality/notices.html", context)


def _cells(row: dict[str, Any]) -> list[Any]:
    line, notice, agreement = row["line"], row["notice"], row["agreement"]
    return [
        notice.name,
        notice.supplier_name,
        agreement.title,
        agreement.number,
        notice.country_name,
        line.label,
        line.due,
        notice.used_from,
    ]


@requires(P.OWN_VIEW)
def notice(request: MunicipalityRequest, notice_id: UUID) -> HttpResponse:
    """Show one notice: facts, advice, each agreement's clock, and what changes in appendix B."""
    found = get_notice(notice_id)
    own = [
        {**shown_line(each), "appendix": changed_rows(each), "outcomes": _outcomes(request, each)}
        for each in lines().filter(notice=found)
    ]
    open_to_answer = [row for row in own if row["line"].state in (S.RUNNING, S.NO_OBJECTION, S.OBJECTION)]
    context = {
        "notice": found,
        "facts": _facts(found),
        "rows": own,
        "early": any(row["line"].notice_ends and found.used_from <= row["line"].notice_ends for row in own),
        "may_decide": request.actor.may(P.OWN_DECIDE) and bool(open_to_answer),
        "advice_tone": "warning" if found.advice == "object" else "info",
        "specific": any(row["line"].is_specific for row in own),
    }
    return render(request, "agreements/municipality/notice.html", context)


def _facts(found: Any) -> list[tuple[str, Any]]:
    return [
        ("Navn", found.name),
        ("CVR- eller registreringsnummer", found.registration_number),
        ("Adresse", found.address),
        ("Kontakt", found.contact),
        ("Land for behandlingen", found.country_name),
        ("Led i kæden", f"{found.level}. led"),
        ("Formål", found.purpose),
        ("Overførselsgrundlag", found.basis_words or "Ingen overførsel (EU/EØS)"),
        ("Tages i brug fra", da_date(found.used_from)),
        ("Varslet kom fra", found.get_origin_display().capitalize()),
        ("Registreret af", found.registered_by_name or "Sekretariatet"),
    ]


def _outcomes(request: MunicipalityRequest, line: AgreementNotice) -> list[tuple[str, str]]:
    possible = {each.name for each in available(line, by=request.actor)}
    return [(step, label) for step, (label, _) in OUTCOMES.items() if step in possible]


@requires(P.OWN_DECIDE)
def answer(request: MunicipalityRequest) -> HttpResponse:
    """Show what an answer for the marked lines will do, and give it."""
    source = request.POST if request.method == "POST" else request.GET
    objects = source.get("svar") == OBJECT
    marked = uuids(source.getlist("linje"))
    rows = [
        {**shown_line(each), "why_not": _why_not(request, each, objects=objects)}
        for each in lines().filter(pk__in=marked)
    ]
    ready = [row for row in rows if not row["why_not"]]
    if not rows:
        messages.info(request, "Markér mindst én linje.")
        return redirect("agreements:notices")
    confirmed = request.method == "POST" and "bekraeft" in request.POST
    form = ObjectionForm(request.POST if confirmed else None) if objects else None
    if confirmed and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        outcome = actions.answer_many(
            lines=[row["line"] for row in ready], objects=objects, reason=reason, by=request.actor
        )
        _tell(request, outcome, objects=objects)
        return redirect("agreements:notices")
    context = {
        "rows": rows,
        "ready": ready,
        "objects": objects,
        "form": form,
        "svar": source.get("svar", PASS),
    }
    return render(request, "agreements/municipality/notice_answer.html", context)


def _why_not(request: MunicipalityRequest, line: AgreementNotice, *, objects: bool) -> str:
    name = "object" if objects else "let_pass"
    step = next((each for each in available(line, by=request.actor) if each.name == name), None)
    if step is None:
        return f"Status er »{line.label}«."
    return step.reason


def _tell(request: MunicipalityRequest, outcome: actions.Outcome, *, objects: bool) -> None:
    what = "Indsigelsen er sendt" if objects else "Svaret er gemt"
    if outcome.done:
        one = "1 aftale" if outcome.done == 1 else f"{outcome.done} aftaler"
        messages.success(request, f"{what} for {one}. Leverandøren får en kvittering for hver.")
    for line, why in outcome.refused:
        messages.warning(request, f"{line.agreement.number}: {why}")


@requires(P.OWN_AGREEMENTS_CHOOSE)
def register(request: MunicipalityRequest) -> HttpResponse:
    """Register a notice that the municipality received by mail."""
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register(
                facts=form.facts(),
                agreements=form.cleaned_data["agreements"],
                received_on=form.cleaned_data["received_on"],
                by=request.actor,
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(
                request, "Varslet er registreret. Sekretariatet sender det til de andre kommuner."
            )
            return redirect("agreements:notice", made.id)
    return render(request, "agreements/municipality/notice_register.html", {"form": form})


@requires(P.OWN_DECIDE)
def outcome(request: MunicipalityRequest, notice_id: UUID, line_id: UUID, step: str) -> HttpResponse:
    """Note how an objection ended."""
    found = get_notice(notice_id)
    line = get_line(found, line_id)
    if step not in OUTCOMES:
        raise Http404
    label, done = OUTCOMES[step]
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_outcome(line=line, step=step, note=form.cleaned_data["note"], by=request.actor)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, done)
            return redirect("agreements:notice", found.id)
    context = {"notice": found, "line": line, "form": form, "label": label}
    return render(request, "agreements/municipality/notice_outcome.html", context)


@requires(P.OWN_VIEW)
def appendix(request: MunicipalityRequest, agreement_id: UUID, number: int) -> HttpResponse:
    """Show one version of an agreement's appendix B, also one that was replaced."""
    agreement = get_agreement(agreement_id)
    found = get_appendix(agreement, number)
    context = {
        "agreement": agreement,
        "appendix": found,
        "rows": [shown(row) for row in found.subprocessors],
        "versions": agreement.appendices_b.select_related("notice"),
    }
    return render(request, "agreements/municipality/appendix_b.html", context)


@requires(P.OWN_VIEW)
def appendix_file(request: MunicipalityRequest, agreement_id: UUID, number: int) -> HttpResponseBase:
    """Give a version of appendix B as Word; the first one is the signed agreement itself."""
    agreement = get_agreement(agreement_id)
    found = get_appendix(agreement, number)
    stored = found.file or agreement.word or agreement.pdf
    if stored is None:
        raise Http404
    return hand_out(request, stored, about=agreement)
