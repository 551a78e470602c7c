"""The page of a negotiation: our clause, the wish between, theirs; and a file received by mail."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions, second_reading
from agreements.joint.access import get_round_file, get_text, get_wish
from agreements.joint.forms.negotiation import ReplyFileForm, SecondReadForm, WishAnswerForm
from agreements.joint.models import CommonText, Position, Round, RoundFile, Wish
from agreements.joint.positions import in_force, position_for
from agreements.joint.precedents import Earlier, precedents_of
from agreements.joint.states import TextState
from agreements.joint.views.way import holder_of, shown
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError


@dataclass
class WishRow:
    """One wish as the page shows it."""

    wish: Wish
    clause: dict[str, Any] | None
    position: Position | None
    earlier: Earlier
    form: WishAnswerForm | None

    @property
    def pieces(self) -> list[list[str]]:
        """Return the paragraph with the change in it."""
        return self.wish.pieces or []


@requires(P.AGREEMENTS_VIEW)
def negotiation(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Show the wishes of the last round beside our text, with what we hold and what came of it before."""
    text = get_text(text_id)
    turn = text.current_round
    rows = wish_rows(request, text, turn)
    only_open = "alle" not in request.GET and any(not _is_answered(row.wish) for row in rows)
    context = {
        "text": text,
        "round": turn,
        "state": shown(text.state),
        "holder": holder_of(text),
        "rows": [row for row in rows if not (only_open and _is_answered(row.wish))],
        "total": len(rows),
        "answered": sum(_is_answered(row.wish) for row in rows),
        "only_open": only_open,
        "file": file_of(turn),
        "may_answer": may_answer(request, text),
        "reading": second_reading.last(text),
        "reading_why": second_reading.why(text),
        "departures": text.departures.all(),
    }
    return render(request, "agreements/secretariat/negotiation.html", context)


def _is_answered(wish: Wish) -> bool:
    return getattr(wish, "answer", None) is not None


def may_answer(request: HttpRequest, text: CommonText) -> bool:
    """Return whether the wishes of the last round may be answered now by who asks."""
    return text.state == TextState.AT_SECRETARIAT and request.actor.may(P.AGREEMENTS_NEGOTIATE)  # type: ignore[attr-defined]


def file_of(turn: Round | None) -> RoundFile | None:
    """Return the supplier's file of a round that has come back."""
    if turn is None or turn.returned_at is None:
        return None
    return turn.files.filter(dropped=False).select_related("file").defer("paragraphs").last()


def wish_rows(request: HttpRequest, text: CommonText, turn: Round | None) -> list[WishRow]:
    """Return the rows of a round that has come back; none while the supplier still writes."""
    if turn is None or turn.returned_at is None:
        return []
    wishes = list(
        turn.wishes.filter(dropped=False)
        .select_related("answer", "departure")
        .order_by("created_at", "position")
    )
    positions, earlier = in_force(), precedents_of(wishes)
    answering = may_answer(request, text)
    clauses = {each["key"]: each for each in turn.clauses}
    return [
        WishRow(
            wish,
            clauses.get(wish.clause),
            position := position_for(wish, positions),
            earlier[wish.id],
            WishAnswerForm(wish=wish, position=position) if answering else None,
        )
        for wish in wishes
    ]


@requires(P.AGREEMENTS_NEGOTIATE)
def answer_wish(request: HttpRequest, text_id: UUID, wish_id: UUID) -> HttpResponse:
    """Answer one wish, and go on to the next that has no answer."""
    text = get_text(text_id)
    wish = get_wish(text, wish_id)
    position = position_for(wish, in_force())
    form = WishAnswerForm(request.POST or None, wish=wish, position=position)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_wish(wish=wish, by=request.actor, **form.answer())  # type: ignore[attr-defined]
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            return _to_next_wish(request, text, wish)
    clause = next((each for each in wish.round.clauses if each["key"] == wish.clause), None)
    row = WishRow(wish, clause, position, precedents_of([wish])[wish.id], form)
    context = {"text": text, "wish": wish, "row": row, "form": form, "may_answer": may_answer(request, text)}
    return render(request, "agreements/secretariat/answer_wish.html", context)


def _to_next_wish(request: HttpRequest, text: CommonText, wish: Wish) -> HttpResponse:
    page = reverse("agreements:negotiation", args=[text.id])
    following = wish.round.wishes.filter(dropped=False, answer=None).first()
    if following is not None:
        messages.success(request, f"Svaret på {wish.where or wish.heading} er gemt. Her er det næste ønske.")
        return redirect(f"{page}#oenske-{following.id}")
    messages.success(
        request, "Alle ønsker er besvaret. Ret teksten, hvor I har sagt ja, og send næste runde."
    )
    return redirect(page)


@requires(P.AGREEMENTS_NEGOTIATE)
def take_in_reply(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Take in the supplier's Word file that came by mail; its wishes are then registered in a step."""
    text = get_text(text_id)
    form = ReplyFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = {"received": form.cleaned_data["file"], "source": RoundFile.Source.MAIL}
            file = actions.take_in_file(text=text, by=request.actor, **given)  # type: ignore[attr-defined]
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            found = file.wishes.filter(dropped=False).count()
            messages.success(
                request, f"Filen er læst: {found} ændringer og kommentarer. Se dem, og registrér svaret."
            )
            return redirect("agreements:take_in_reply", text.id)
    turn = text.current_round
    mailed = {"dropped": False, "source": RoundFile.Source.MAIL, "round__returned_at": None}
    running = turn.files.filter(**mailed) if turn else RoundFile.objects.none()
    file_here = running.defer("paragraphs").last()
    wishes = file_here.wishes.filter(dropped=False) if file_here else []
    context = {"text": text, "form": form, "file": file_here, "wishes": wishes, "round": turn}
    return render(request, "agreements/secretariat/take_in_reply.html", context)


@requires(P.AGREEMENTS_VIEW)
def round_file(request: HttpRequest, text_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Give the supplier's Word file of a round that has come back, or that came by mail."""
    text = get_text(text_id)
    return hand_out(request, get_round_file(text, file_id).file, about=text)


@requires(P.AGREEMENTS_SECOND_READ)
def second_read(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """The second reader passes the agreed text, or sends it back with what should change."""
    text = get_text(text_id)
    form = SecondReadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        passed = request.POST.get("act") == "pass"
        try:
            actions.second_read(text=text, passed=passed, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            done = (
                "Teksten er læst og kan frigives."
                if passed
                else "Teksten er sendt tilbage til sagsbehandleren."
            )
            messages.success(request, done)
            return redirect("agreements:text", text.id)
    own = request.actor.id == text.case_worker_id  # type: ignore[attr-defined]
    context = {
        "text": text,
        "form": form,
        "why": second_reading.why(text),
        "own": own,
        "is_agreed": text.state == TextState.AGREED,
        "departures": text.departures.all(),
        "readings": text.readings.all(),
        "round": text.current_round,
    }
    return render(request, "agreements/secretariat/second_read.html", context)
