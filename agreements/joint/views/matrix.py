"""The story of one cell of the matrix, its documents, and answering a municipality's question."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.access import get_issued, get_letter
from agreements.joint.forms.secretariat import AnswerQuestionForm
from agreements.joint.matrix.reminding import ACTION as REMINDED
from agreements.joint.models import IssuedAgreement
from agreements.joint.views.copies import document_of
from agreements.municipal.states import EXPLANATIONS, TONES, AgreementState
from tenants.models import Letter, Standing
from workflows.engine import MoveError
from workflows.log import history

MUNICIPALITY_STANDS = "municipality_stands"  # written by agreements_municipal_report_up_v1
LETTER_WORDS = {
    "agreement_question": "Spørgsmål",
    "agreement_reason": "Begrundelse for at fravælge aftalen",
    "agreement_signed_copy": "Underskrevet kopi fra kommunen",
    "agreement_notice": "Opsigelse",
    "agreement_notice_back": "Opsigelsen er taget tilbage",
    "agreement_expired": "Aftalen er udløbet",
    "agreement_deletion": "Leverandøren er bedt om at dokumentere sletning",
    "agreement_evidence_back": "Dokumentation for sletning er sendt tilbage",
    "agreement_evidence_accepted": "Dokumentation for sletning er godkendt",
}


@requires(P.AGREEMENTS_VIEW)
def story(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show one municipality's agreement as the secretariat knows it."""
    issued = get_issued(agreement_id)
    standing = Standing.objects.filter(kind="agreement", subject_id=issued.id).first()
    letters = list(Letter.objects.filter(subject_id=issued.id, kind__startswith="agreement_"))
    state = AgreementState(standing.state) if standing else None
    context = {
        "issued": issued,
        "text": issued.common_text,
        "standing": standing,
        "state_label": state.label if state else "venter på levering",
        "state_tone": TONES[state] if state else "waiting",
        "explanation": EXPLANATIONS[state] if state else "",
        "events": _events(issued, letters),
        "open_questions": [
            each for each in letters if each.kind == "agreement_question" and not each.answered_at
        ],
        "copies": [each for each in letters if each.kind == "agreement_signed_copy"],
        "supplier_copy": getattr(issued, "supplier_copy", None),
    }
    return render(request, "agreements/secretariat/story.html", context)


def _events(issued: IssuedAgreement, letters: list[Letter]) -> list[dict[str, Any]]:
    events = [
        {
            "when": each.written_at,
            "who": each.written_by_name,
            "what": LETTER_WORDS[each.kind],
            "why": each.text,
        }
        for each in letters
    ]
    events += [
        {
            "when": each.answered_at,
            "who": each.answered_by_name,
            "what": "Svar til kommunen",
            "why": each.answer,
        }
        for each in letters
        if each.answered_at
    ]
    if copy := getattr(issued, "supplier_copy", None):
        what = "Underskrevet kopi fra leverandøren"
        events.append({"when": copy.added_at, "who": copy.added_by_name, "what": what, "why": copy.signed_by})
    if issued.delivered_at:
        events.append(
            {"when": issued.delivered_at, "who": issued.sending.sent_by_name, "what": "Sendt til kommunen"}
        )
    return sorted(
        [*events, *_states(issued), *_reminders(issued)], key=lambda event: event["when"], reverse=True
    )


def _states(issued: IssuedAgreement) -> list[dict[str, Any]]:
    """Return where the municipality has stood, as it told upwards; whom it was stays on its side."""
    return [
        {
            "when": each.at,
            "who": each.by_name,
            "what": f"Kommunens status: {AgreementState(each.after).label}",
        }
        for each in history(issued).filter(action=MUNICIPALITY_STANDS)
    ]


def _reminders(issued: IssuedAgreement) -> list[dict[str, Any]]:
    """Return when the municipality was reminded of this agreement, by whom and why."""
    rows = history(issued.municipality).filter(action=REMINDED, data__agreements__contains=[str(issued.id)])
    return [
        {"when": each.at, "who": each.by_name, "what": "Påmindelse til kommunen", "why": each.reason}
        for each in rows
    ]


@requires(P.AGREEMENTS_VIEW)
def issued_file(request: HttpRequest, agreement_id: UUID, which: str) -> HttpResponseBase:
    """Give an agreement's document: `word`, `pdf`, or one party's signed copy."""
    issued = get_issued(agreement_id)
    return hand_out(request, document_of(issued, which), about=issued)


@requires(P.AGREEMENTS_NEGOTIATE)
def answer_question(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Answer a municipality's question; the answer goes down to its agreement."""
    letter = get_letter(letter_id, "agreement_question")
    issued = get_issued(letter.subject_id)
    form = AnswerQuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_question(letter=letter, answer=form.cleaned_data["answer"], by=request.actor)  # type: ignore[attr-defined]
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, f"Svaret er sendt til {letter.municipality.name}.")
            return redirect("agreements:story", issued.id)
    return render(
        request, "agreements/secretariat/answer.html", {"letter": letter, "issued": issued, "form": form}
    )
