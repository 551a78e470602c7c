"""Mail that came in: the list, one mail, and where it belongs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import PersonRequest
from audits.municipal.answers import answers_conflicts
from documents.models import StoredFile
from secretariat.post import actions
from secretariat.post.forms import PlaceForm, ReasonForm
from secretariat.post.outgoing import PAGE, tabs
from workflows import cases
from workflows.engine import NotPossibleError
from workflows.models import IncomingMail, MailboxPosition

STATES = (
    ("loose", "Uden sag"),
    ("placed", "På sager"),
    ("noted", "Automatiske svar og returmails"),
    ("dismissed", "Lagt væk"),
)


@requires(P.DESK_VIEW)
def letters(request: PersonRequest) -> HttpResponse:
    """List what came in: first what belongs to no case yet."""
    state = request.GET.get("status", "loose")
    if state not in dict(STATES):
        raise Http404
    found = IncomingMail.objects.filter(state=state).order_by("-received_at", "id")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    of = cases.cases_of(each.case_id for each in rows)
    lines = [{"mail": each, "case": of.get(each.case_id) if each.case_id else None} for each in rows]
    context = {
        "page": page,
        "rows": lines,
        "states": STATES,
        "state": state,
        "tabs": tabs("letters"),
        "mailboxes": MailboxPosition.objects.all(),
    }
    return render(request, "secretariat/secretariat/post_letters.html", context)


@requires(P.DESK_VIEW)
def letter(request: PersonRequest, mail_id: UUID) -> HttpResponse:
    """Show one mail that came in."""
    return _letter_page(request, get_object_or_404(IncomingMail, pk=mail_id))


def _letter_page(
    request: PersonRequest, row: IncomingMail, refused: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "mail": row,
        "case": cases.case_of(row.case_id),
        "may_act": request.actor.may(P.AUDITS_CONDUCT),
        "place_form": PlaceForm(),
        "reason_form": ReasonForm(),
        **(refused or {}),
    }
    return render(request, "secretariat/secretariat/post_letter.html", context)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def place(request: PersonRequest, mail_id: UUID) -> HttpResponse:
    """Put a mail on a case."""
    row, form = get_object_or_404(IncomingMail, pk=mail_id), PlaceForm(request.POST)
    if form.is_valid():
        try:
            case = actions.place(by=request.actor, mail=row, number=form.cleaned_data["number"])
        except NotPossibleError as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Mailen ligger nu på {case.title}.")
            return redirect("post:letters")
    return _letter_page(request, row, {"place_form": form})


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def dismiss(request: PersonRequest, mail_id: UUID) -> HttpResponse:
    """Put a mail aside."""
    row, form = get_object_or_404(IncomingMail, pk=mail_id), ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.dismiss(by=request.actor, mail=row, reason=form.cleaned_data["reason"])
        except NotPossibleError as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Mailen er lagt væk.")
            return redirect("post:letters")
    return _letter_page(request, row, {"reason_form": form})


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def read(request: PersonRequest, mail_id: UUID) -> HttpResponse:
    """Note that a mail on a case has been read."""
    row = get_object_or_404(IncomingMail, pk=mail_id)
    actions.note_read(by=request.actor, mail=row)
    case = cases.case_of(row.case_id)
    return redirect(case.path if case else "post:letters")


@requires(P.DESK_VIEW)
def file(request: PersonRequest, mail_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out a file that came along."""
    row = get_object_or_404(IncomingMail, pk=mail_id)
    if str(file_id) not in [each.get("file") for each in row.files]:
        raise Http404
    case = cases.case_of(row.case_id)
    return hand_out(request, get_object_or_404(StoredFile, pk=file_id), about=case.row if case else row)
