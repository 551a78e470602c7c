"""The secretariat's pages of notices: registered, forwarded, assessed, answered for, closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint.listsheets import notices_sheet
from agreements.joint.notices import actions
from agreements.joint.notices.access import get_line, get_notice, notices
from agreements.joint.notices.forms import (
    AdviceForm,
    MailedNoticeForm,
    NoticeListForm,
    NotUsedForm,
    ObjectForOthersForm,
    ReasonForm,
    texts_of,
)
from agreements.joint.notices.models import SubProcessorNotice
from agreements.joint.notices.overview import Row, counted, rows_of
from agreements.joint.notices.reach import municipalities_of, with_agreement
from agreements.joint.notices.states import EXPLANATIONS, TONES, WAY, NoticeState
from agreements.municipal.countries import name_of
from agreements.municipal.transfers import BASES
from register.models import Supplier
from secretariat.pagekit.tags.words import da_date, da_moment
from secretariat.pagekit.workbook import as_download
from tenants.models import Recipient
from workflows.engine import MoveError, available
from workflows.searching import search
from workflows.story import Story, newest

S = NoticeState
PAGE = 50
OBJECT = "indsigelse"
FORWARD = ("forward", "assess", "close")


@requires(P.AGREEMENTS_VIEW)
def list_notices(request: PersonRequest) -> HttpResponse:
    """List the notices, the newest first; `form=excel` gives the list as shown."""
    form = NoticeListForm(request.GET)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    found = search(notices(), given.get("q", ""), "name", "number", "registration_number", "supplier__name")
    if state := given.get("status"):
        found = found.filter(state=state)
    if request.GET.get("form") == "excel":
        return as_download(notices_sheet(found), "varsler.xlsx")
    page = Paginator(found, PAGE).get_page(request.GET.get("side"))
    count = page.paginator.count
    rows = [{"notice": each, "label": S(each.state).label, "tone": TONES[S(each.state)]} for each in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "found": f"{count} {'varsel' if count == 1 else 'varsler'}",
    }
    return render(request, "agreements/secretariat/notices.html", context)


@requires(P.AGREEMENTS_NEGOTIATE)
def register(request: PersonRequest) -> HttpResponse:
    """Register a notice that came by mail: first whose it is, then what it says."""
    chosen = request.GET.get("leverandoer", "")
    supplier = _supplier(chosen) if chosen else None
    if supplier is None:
        sent = Supplier.objects.filter(common_texts__sendings__isnull=False).distinct().order_by("name_sort")
        return render(request, "agreements/secretariat/notice_supplier.html", {"suppliers": sent})
    form = MailedNoticeForm(request.POST or None, texts=texts_of(supplier))
    if request.method == "POST" and form.is_valid():
        made = actions.enter(
            supplier=supplier,
            facts=form.facts(),
            texts=form.chosen(),
            source=SubProcessorNotice.Source.SECRETARIAT,
            received_on=form.cleaned_data["received_on"],
            by=request.actor,
        )
        messages.success(request, f"{made.number} er registreret. Send det til kommunerne i dag.")
        return redirect("agreements:notice", made.id)
    return render(
        request, "agreements/secretariat/notice_register.html", {"form": form, "supplier": supplier}
    )


def _supplier(value: str) -> Supplier:
    try:
        return get_object_or_404(Supplier, pk=UUID(value))
    except ValueError:
        raise Http404 from None


@requires(P.AGREEMENTS_VIEW)
def notice(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    """Show a notice: where it is, its facts, the advice, and every municipality's answer."""
    found = get_notice(notice_id)
    rows = rows_of(found)
    names = {row.line.id: f"varslet for {row.line.municipality_name}" for row in rows}
    state = S(found.state)
    context = {
        "notice": found,
        "label": state.label,
        "tone": TONES[state],
        "explanation": EXPLANATIONS[state],
        "way": _way(state),
        "steps": _steps(request, found),
        "facts": [*facts_of(found), *_how_it_came(found)],
        "rows": rows,
        "numbers": counted(rows) if rows else [],
        "silent": [row for row in rows if row.silent],
        "answerable": any(row.silent and row.mandate for row in rows)
        and request.actor.may(P.AGREEMENTS_NEGOTIATE),
        "may_act": request.actor.may(P.AGREEMENTS_NEGOTIATE),
        "waiting": Recipient.objects.filter(
            joint_id=found.id, kind__in=KINDS, state=Recipient.State.WAITING
        ).select_related("municipality"),
        "advice": found.advice.all(),
        "events": newest(Story(str(found), {found.id: "", **names})),
    }
    return render(request, "agreements/secretariat/notice.html", context)


KINDS = ("subprocessor_notice", "notice_advice", "notice_withdrawal")


def _way(state: NoticeState) -> list[dict[str, str]]:
    if state not in WAY:
        return []
    here = WAY.index(state)
    kinds = ["done" if place < here else "current" if place == here else "ahead" for place in range(len(WAY))]
    return [{"label": each.label.capitalize(), "state": kind} for each, kind in zip(WAY, kinds, strict=True)]


def _steps(request: PersonRequest, found: SubProcessorNotice) -> list[dict[str, Any]]:
    possible = sorted(available(found, by=request.actor), key=lambda step: step.name not in FORWARD)
    return [
        {
            "label": each.label,
            "explanation": each.explanation,
            "reason": each.reason,
            "url": reverse("agreements:notice_step", args=[found.id, each.name]),
            "aside": each.name == "note_withdrawn" or (each.name == "assess" and found.state == S.ASSESSED),
        }
        for each in possible
    ]


def facts_of(found: SubProcessorNotice) -> list[tuple[str, Any]]:
    """Return what a notice says of the sub-processor."""
    return [
        (_("Navn"), found.name),
        (_("CVR- eller registreringsnummer"), found.registration_number),
        (_("Adresse"), found.address),
        (_("Kontakt"), found.contact),
        (_("Land for behandlingen"), _(name_of(found.country))),
        (_("Led i kæden"), _("%(n)s. led") % {"n": found.level}),
        (_("Formål"), found.purpose),
        (_("Overførselsgrundlag"), _(BASES[found.transfer_basis or "eea"])),
    ]


def _how_it_came(found: SubProcessorNotice) -> list[tuple[str, Any]]:
    return [
        ("Tages i brug fra", da_date(found.used_from)),
        ("Modtaget", da_date(found.received_on)),
        ("Kilde", found.get_source_display().capitalize()),
        ("Indtastet af", found.entered_by_name),
        ("Sendt til kommunerne", da_moment(found.forwarded_at) if found.forwarded_at else "Ikke endnu"),
    ]


@requires(P.AGREEMENTS_NEGOTIATE)
def step(request: PersonRequest, notice_id: UUID, name: str) -> HttpResponse:
    """Take one step with a notice; forwarding shows who will get it."""
    found = get_notice(notice_id)
    forms = {"forward": None, "close": None, "assess": AdviceForm, "note_withdrawn": ReasonForm}
    possible = next((each for each in available(found, by=request.actor) if each.name == name), None)
    if name not in forms:
        raise Http404
    if possible is None:
        messages.info(request, "Det kan ikke gøres nu. Her ser du, hvor varslet står.")
        return redirect("agreements:notice", found.id)
    kind = forms[name]
    form = kind(request.POST or None) if kind else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _take(found, name, form.cleaned_data if form else {}, request)
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, DONE[name])
        return redirect("agreements:notice", found.id)
    sure = with_agreement(found) if name == "forward" else set()
    asked = municipalities_of(found) if name == "forward" else []
    context = {
        "notice": found,
        "step": possible,
        "form": form,
        "name": name,
        "reached": [each for each in asked if each.id in sure],
        "asked": len(asked) - len(sure),
    }
    return render(request, "agreements/secretariat/notice_step.html", context)


DONE = {
    "forward": "Varslet er på vej til kommunerne.",
    "assess": "Anbefalingen er på vej til kommunerne.",
    "close": "Varslet er afsluttet.",
    "note_withdrawn": "Det er noteret. Kommunerne får besked.",
}


def _take(found: SubProcessorNotice, name: str, given: dict[str, Any], request: PersonRequest) -> None:
    if name == "forward":
        actions.forward(notice=found, by=request.actor)
    elif name == "close":
        actions.close(notice=found, by=request.actor)
    elif name == "assess":
        actions.assess(notice=found, verdict=given["verdict"], text=given["text"], by=request.actor)
    else:
        actions.note_withdrawn(notice=found, reason=given["reason"], by=request.actor)


@requires(P.AGREEMENTS_NEGOTIATE)
def answer_for(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    """Answer for marked municipalities whose mandate the secretariat holds, with a preview."""
    found = get_notice(notice_id)
    source = request.POST if request.method == "POST" else request.GET
    marked = set(source.getlist("linje"))
    objects = source.get("svar") == OBJECT
    rows = [row for row in rows_of(found) if str(row.line.id) in marked]
    if not rows:
        messages.info(request, "Markér mindst én kommune.")
        return redirect("agreements:notice", found.id)
    ready = [row for row in rows if row.silent and row.mandate]
    confirmed = request.method == "POST" and "bekraeft" in request.POST
    form = ObjectForOthersForm(request.POST if confirmed else None) if objects else None
    if confirmed and (form is None or form.is_valid()):
        _answer(request, ready, objects=objects, reason=form.cleaned_data["reason"] if form else "")
        return redirect("agreements:notice", found.id)
    context = {
        "notice": found,
        "rows": rows,
        "ready": ready,
        "objects": objects,
        "form": form,
        "svar": source.get("svar", ""),
    }
    return render(request, "agreements/secretariat/notice_answer_for.html", context)


def _answer(request: PersonRequest, rows: list[Row], *, objects: bool, reason: str) -> None:
    done = 0
    for row in rows:
        try:
            actions.answer_for(line=row.line, objects=objects, reason=reason, by=request.actor)
        except MoveError as error:
            messages.warning(request, f"{row.line.municipality_name}: {error.reason}")
        else:
            done += 1
    if done:
        messages.success(
            request, f"Der er svaret efter fuldmagt for {done} {'aftale' if done == 1 else 'aftaler'}."
        )


@requires(P.AGREEMENTS_NEGOTIATE)
def not_used(request: PersonRequest, notice_id: UUID, line_id: UUID) -> HttpResponse:
    """Note the supplier's answer to an objection, where it came by mail."""
    found = get_notice(notice_id)
    line = get_line(found, line_id)
    form = NotUsedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.not_used(line=line, note=form.cleaned_data["note"], by=request.actor)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, f"{line.municipality_name} kan se svaret.")
            return redirect("agreements:notice", found.id)
    return render(
        request, "agreements/secretariat/notice_not_used.html", {"notice": found, "line": line, "form": form}
    )
