"""The supplier's pages: its texts, reading one clause by clause, wishes, and accepting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.access import get_round, get_text, get_wish, texts
from agreements.joint.endings.reading import endings
from agreements.joint.forms.supplier import ClosingForm, WishForm
from agreements.joint.listsheets import supplier_sheets
from agreements.joint.models import CommonText, Round
from agreements.joint.parts.own import words_of
from agreements.joint.signing import signings
from agreements.joint.states import TextState
from agreements.joint.versions.changes import changes_in_round
from agreements.joint.views.way import shown_to_supplier
from secretariat.pagekit.workbook import as_download
from workflows.engine import MoveError

Clause = dict[str, Any]


@requires(P.SUPPLIER_NEGOTIATE)
def list_texts(request: HttpRequest) -> HttpResponse:
    """List the supplier's texts and the agreements to sign; `form=excel` gives a sheet for each table."""
    to_sign = [each for each in signings() if each.state != "in_force"]
    if request.GET.get("form") == "excel":
        return as_download(supplier_sheets(texts(), endings(), to_sign), "aftaler.xlsx")
    rows = [
        {"text": each, "state": shown_to_supplier(each.state), "round": each.current_round}
        for each in texts()
    ]
    context = {"rows": rows, "signings": to_sign, "endings": endings()}
    return render(request, "agreements/supplier/list.html", context)


@requires(P.SUPPLIER_NEGOTIATE)
def text(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Show a text as it was last sent, clause by clause, with the supplier's wishes and the answers."""
    found = get_text(text_id)
    turn = _last_round(found)
    has_pen = found.state == TextState.AT_SUPPLIER
    own = list(turn.wishes.filter(dropped=False)) if has_pen else []
    by_clause: dict[str, list[Any]] = {}
    for wish in own:
        by_clause.setdefault(wish.clause, []).append(wish)
    context = {
        "text": found,
        "former": former_of(found),
        "state": shown_to_supplier(found.state),
        "round": turn,
        "has_pen": has_pen,
        "files": turn.files.filter(dropped=False).defer("paragraphs"),
        "wishes": own,
        "clauses": [{**clause, "wishes": by_clause.get(clause["key"], [])} for clause in turn.clauses],
        "answered": _answered(found),
        "may_vary": words_of(turn.values),
        "form": ClosingForm(),
        "signings": [each for each in signings() if each.issued.common_text_id == found.id],
    }
    return render(request, "agreements/supplier/text.html", context)


def _last_round(found: CommonText) -> Round:
    turn = found.current_round
    if turn is None:
        raise Http404
    return turn


def _answered(found: CommonText) -> list[Round]:
    """Return the rounds that came back with wishes, their wishes with the answers shown so far."""
    rounds = (
        found.rounds.filter(outcome=Round.Outcome.WISHES)
        .prefetch_related("wishes__answer")
        .order_by("-number")
    )
    return list(rounds)


@requires(P.SUPPLIER_NEGOTIATE)
def changes(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Show what is changed from the version before, in the text as it was last sent."""
    found = get_text(text_id)
    former = former_of(found)
    if former is None:
        raise Http404
    context = {
        "text": found,
        "former": former,
        "changes": changes_in_round(former, _last_round(found)),
        "other_wording": former.body_sha256 != found.body_sha256,
    }
    return render(request, "agreements/supplier/changes.html", context)


def former_of(found: CommonText) -> CommonText | None:
    """Return the version before, where it is the supplier's own."""
    return texts().filter(pk=found.replaces_id).first() if found.replaces_id else None


@requires(P.SUPPLIER_NEGOTIATE)
def word(request: HttpRequest, text_id: UUID, number: int) -> HttpResponseBase:
    """Give the Word file of a round."""
    found = get_text(text_id)
    return hand_out(request, get_round(found, number).document, about=found)


@requires(P.SUPPLIER_NEGOTIATE)
def write_wish(request: HttpRequest, text_id: UUID, clause: str) -> HttpResponse:
    """Write a wish to one clause."""
    found = get_text(text_id)
    about: Clause | None = next((each for each in _last_round(found).clauses if each["key"] == clause), None)
    if about is None:
        raise Http404
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_wish(
                text=found,
                clause=clause,
                heading=about["heading"],
                by=request.actor,  # type: ignore[attr-defined]
                **form.cleaned_data,
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("Ønsket er gemt. Det sendes, når I sender alle ønsker samlet."))
            return redirect(f"{reverse('agreements:text', args=[found.id])}#punkt-{clause}")
    return render(request, "agreements/supplier/wish.html", {"text": found, "clause": about, "form": form})


@require_POST
@requires(P.SUPPLIER_NEGOTIATE)
def drop_wish(request: HttpRequest, text_id: UUID, wish_id: UUID) -> HttpResponse:
    """Take a wish back before it is sent."""
    found = get_text(text_id)
    try:
        actions.drop_wish(text=found, wish=get_wish(found, wish_id), by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, _("Ønsket er fjernet."))
    return redirect("agreements:text", found.id)


@require_POST
@requires(P.SUPPLIER_NEGOTIATE)
def close_round(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Send the wishes, or accept the text where there are none: the button says which."""
    found = get_text(text_id)
    form = ClosingForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    accepting = request.POST.get("act") == "accept"
    take = actions.accept if accepting else actions.return_wishes
    try:
        take(text=found, note=note, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        words = _("Tak. Teksten er godkendt.") if accepting else _("Jeres ønsker er sendt til sekretariatet.")
        messages.success(request, words)
    return redirect("agreements:text", found.id)
