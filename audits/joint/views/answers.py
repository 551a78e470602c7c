"""Answering: the questions part by part, each answer saved by itself while it is written."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from audits.joint import access
from audits.joint.actions import answering
from audits.joint.actions.writing import Written
from audits.joint.forms.answers import AnswerForm
from audits.joint.models import Answer, Audit
from audits.joint.questions.left import Left, answers_of, asked
from audits.joint.questions.words import Kind
from audits.joint.states import ANSWERABLE
from workflows.engine import MoveError


@dataclass(frozen=True)
class Entry:
    """One question on the page: its answer with the form, and whether it is asked and may be changed."""

    answer: Answer
    form: AnswerForm
    open: bool
    is_asked: bool

    @property
    def was_shown(self) -> bool:
        """Return whether the form came with the answer: what was not on the page is not emptied by it."""
        return self.form.add_prefix("version") in self.form.data

    @property
    def rivals(self) -> list[Any]:
        """Return what was written while somebody else saved, and nobody has chosen yet."""
        return [each for each in self.answer.rivals.all() if each.settled_at is None]


@requires(P.SUPPLIER_ANSWER)
def answers(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Show the questions part by part; POST saves those shown as they stand, and tells what cannot be."""
    audit = access.audit(audit_id)
    rows = answers_of(audit.questionnaire)
    part, mine = request.GET.get("del", ""), "mine" in request.GET
    entries = _entries(request, audit, rows, _parts_shown(request, audit, part, mine=mine))
    if request.method == "POST":
        wrong = [each for each in entries if not each.form.is_valid()]
        saved = _save_all(request, [each for each in entries if each.form.is_valid()])
        if saved is None:
            return redirect("audits:case", audit.id)
        clashes = [each.answer for each in saved if each.rival]
        if not wrong:
            return _after_saving(request, audit, clashes)
        if clashes:
            _tell_clashes(request, clashes)
        rows = answers_of(audit.questionnaire)
        sent = _with_new_versions(request.POST, saved)
        entries = _entries(request, audit, rows, _parts_shown(request, audit, part, mine=mine), sent)
    context = {**_page(audit, rows, entries), "part": part, "mine": mine}
    return render(request, "audits/supplier/answers.html", context)


def _parts_shown(request: SupplierRequest, audit: Audit, part: str, *, mine: bool) -> set[str]:
    """Return the parts that the page is about; none means all, also for who has been given no part."""
    if part:
        return {part}
    if not mine:
        return set()
    held = audit.questionnaire.assignments.filter(person_id=request.actor.id)
    return set(held.values_list("part", flat=True))


def _entries(
    request: SupplierRequest,
    audit: Audit,
    rows: list[Answer],
    parts: set[str],
    sent: QueryDict | None = None,
) -> list[Entry]:
    sent = sent or request.POST or None
    systems = list(audit.systems.all())
    shown = {each.pk for each in asked(rows)}
    return [
        Entry(
            answer=each,
            form=AnswerForm(sent, answer=each, systems=systems),
            open=answering.may_change(audit, each),
            is_asked=each.pk in shown,
        )
        for each in rows
        if not parts or each.question.part in parts
    ]


def _save_all(request: SupplierRequest, entries: list[Entry]) -> list[Written] | None:
    """Save what has been changed, and return it as it stands now, or None where nothing can be saved."""
    try:
        return [
            _write(request, each.answer, each.form)
            for each in entries
            if each.open and each.was_shown and each.form.has_changed()
        ]
    except MoveError as error:
        messages.error(request, error.reason)
        return None


def _with_new_versions(sent: QueryDict, saved: list[Written]) -> QueryDict:
    """Return what was sent, written from what has just been saved: who goes on is no rival to themselves."""
    again = sent.copy()
    for each in saved:
        if each.rival is None:
            again[f"{each.answer.number}-version"] = str(each.answer.version)
    return again


def _write(request: SupplierRequest, answer: Answer, form: AnswerForm) -> Written:
    expected = form.cleaned_data.get("version")
    return answering.write_answer(by=request.actor, answer=answer, given=form.given(), expected=expected)


def _after_saving(request: SupplierRequest, audit: Audit, clashes: list[Answer]) -> HttpResponse:
    here = request.get_full_path()
    if clashes:
        _tell_clashes(request, clashes)
        return redirect(f"{here}#q{clashes[0].number}")
    if "hand_in" in request.POST:
        return redirect("audits:hand_in", audit.id)
    messages.success(request, _("Svarene er gemt. I kan fortsætte, når det passer jer."))
    return redirect(here)


def _tell_clashes(request: SupplierRequest, clashes: list[Answer]) -> None:
    numbers = ", ".join(str(each.number) for each in clashes)
    words = _("En anden har gemt et svar på spørgsmål %(numbers)s imens. Begge er gemt; vælg ét.")
    messages.warning(request, words % {"numbers": numbers})


def _page(audit: Audit, rows: list[Answer], entries: list[Entry]) -> dict[str, Any]:
    groups: dict[str, list[Entry]] = {}
    for each in entries:
        groups.setdefault(each.answer.question.part_label, []).append(each)
    found = Left(asked(rows))
    return {
        "audit": audit,
        "groups": groups.items(),
        "forms": [each.form for each in entries],
        "answered": found.answered,
        "total": found.total,
        "unconfirmed": sum(bool(each.previous_id and not each.change) for each in found.asked),
        "several": audit.systems.count(),
        "answerable": audit.state in ANSWERABLE,
        "FILE": Kind.FILE,
    }


@require_POST
@requires(P.SUPPLIER_ANSWER)
def answer_save(request: SupplierRequest, audit_id: UUID, answer_id: UUID) -> HttpResponse:
    """Save one answer while it is being written. Says when, or why not; a clash shows both texts."""
    answer = access.answer(audit_id, answer_id)
    audit = answer.questionnaire.audit
    form = AnswerForm(request.POST, answer=answer, systems=list(audit.systems.all()))
    if not form.is_valid():
        faults = " ".join(str(each) for errors in form.errors.values() for each in errors)
        return JsonResponse({"error": _("Ikke gemt: %(faults)s") % {"faults": faults}}, status=422)
    try:
        written = _write(request, answer, form)
    except MoveError as error:
        return JsonResponse({"error": error.reason}, status=409)
    if written.rival:
        clash = {"rival": written.rival, "answer": written.answer, "audit": audit}
        html = render_to_string("audits/supplier/parts/clash.html", clash, request)
        return JsonResponse({"clash": html}, status=409)
    at = timezone.localtime().strftime("%H.%M")
    return JsonResponse({"saved": _("Gemt %(at)s") % {"at": at}, "version": written.answer.version})


@require_POST
@requires(P.SUPPLIER_ANSWER)
def settle(request: SupplierRequest, audit_id: UUID, rival_id: UUID) -> HttpResponse:
    """Choose between two texts that were written at the same time."""
    rival = access.rival(audit_id, rival_id)
    number = rival.answer.number
    try:
        answering.settle_rival(by=request.actor, rival=rival, use=request.POST.get("use") == "1")
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, _("Svaret på spørgsmål %(number)s er valgt.") % {"number": number})
    return redirect(f"{reverse('audits:answers', args=[audit_id])}#q{number}")
