"""What can be done to many cases in one act: which of the marked it fits, why not the others, and doing it.

Only what needs no judgement of its own is here. Each case is done in a transaction of its own: one that
fails does not hold back the others, and is told by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import prefetch_related_objects

from audits.joint import second_reading
from audits.joint.actions.reporting import finish
from audits.joint.actions.reviewing import (
    accept_rest,
    accept_unchanged,
    decide_extension,
    judge_evidence,
    still_good,
)
from audits.joint.actions.sharing import follow_wish
from audits.joint.models import Answer, Audit, ExtensionRequest
from audits.joint.reviewed import answers_to_review, asked_with_reviews, is_reviewed
from audits.joint.states import ANSWERABLE, AuditState, EvidenceState, ExtensionState
from secretariat.pagekit.tags.words import da_date
from workflows.actors import Actor
from workflows.engine import MoveError

REVIEWED = "gennemgaaet"
DEVIATIONS = ("no", "partly")


@dataclass(frozen=True)
class Line:
    """One marked case: what will be done to it in a line, or why it cannot be done here."""

    audit: Audit
    what: str
    stop: str = ""


@dataclass(frozen=True)
class Act:
    """Something that is done to many: its name, the words of its button, and what the page explains."""

    name: str
    label: str
    explanation: str
    look: Callable[[Audit], Line]
    work: Callable[[Actor, Audit], object]


def preview(act: Act, audits: Iterable[Audit]) -> list[Line]:
    """Return a line for each case; those with a `stop` are left alone by `do`."""
    rows = list(audits)
    prefetch_related_objects(rows, "evidence", "extensions", "findings", answers_to_review())
    return [act.look(each) for each in rows]


def do(act: Act, audit: Audit, *, by: Actor) -> str:
    """Do it to one case as it is now; return "" or, in Danish, why nothing was done."""
    try:
        with transaction.atomic():
            locked = Audit.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=audit.pk)
            if stop := act.look(locked).stop:
                return stop
            act.work(by, locked)
    except MoveError as error:
        return error.reason
    return ""


def _look_at_extension(audit: Audit) -> Line:
    wish = _wish(audit)
    if wish is None:
        return Line(audit, "", "Leverandøren har ikke bedt om udsættelse.")
    if audit.state not in ANSWERABLE:
        return Line(audit, "", "Leverandøren er ikke i gang med at svare.")
    return Line(audit, f"Ny frist {da_date(wish.wanted)} (nu {da_date(audit.deadline)}). {wish.reason}")


def _wish(audit: Audit) -> ExtensionRequest | None:
    return next((each for each in audit.extensions.all() if each.state == ExtensionState.REQUESTED), None)


def _give_extension(by: Actor, audit: Audit) -> None:
    if wish := _wish(audit):
        decide_extension(by=by, request=wish, grant=True)


def _look_at_unchanged(audit: Audit) -> Line:
    if audit.state != AuditState.REVIEW:
        return Line(audit, "", f"Tilsynet er {audit.get_state_display()}.")
    number = still_good(audit).count()
    if not number:
        return Line(audit, "", "Ingen svar er uændrede siden sidste tilsyn.")
    left = len(_unread(audit)) - number
    return Line(audit, f"{number} uændrede svar godtages. {left} svar er der tilbage at se på.")


def _accept_unchanged(by: Actor, audit: Audit) -> None:
    accept_unchanged(by=by, audit=audit)


def _look_at_review(audit: Audit) -> Line:
    if audit.state != AuditState.REVIEW:
        return Line(audit, "", f"Tilsynet er {audit.get_state_display()}.")
    counted, states = asked_with_reviews(audit.questionnaire), [each.state for each in audit.evidence.all()]
    if stop := _why_not_reviewed(audit, counted, states):
        return Line(audit, "", stop)
    answers = sum(not is_reviewed(each) for each in counted)
    files = states.count(EvidenceState.READY)
    goal = "går til kvalitetslæser" if second_reading.why(audit) else "er klar til udsendelse"
    opened = " og åbnes for kommunerne, som leverandøren ønsker" if files else ""
    words = f"{answers} svar og {_pieces(files)} dokumentation godtages{opened}. Rapporten dannes og {goal}."
    return Line(audit, words)


def _unread(audit: Audit) -> list[Answer]:
    """Return the answers that count and that nobody has looked at."""
    return [each for each in asked_with_reviews(audit.questionnaire) if not is_reviewed(each)]


def _why_not_reviewed(audit: Audit, counted: list[Answer], files: list[str]) -> str:
    doubtful = sum(_deviates(each) and not is_reviewed(each) for each in counted)
    returned = any(is_reviewed(each) and each.review.verdict == "returned" for each in counted)
    unchecked = EvidenceState.RECEIVED in files or EvidenceState.CHECKING in files
    reasons = (
        (doubtful, f"{doubtful} svar er »nej« eller »delvist«. Se dem i sagen."),
        (returned, "Svar er mærket til at blive sendt retur."),
        (EvidenceState.INSUFFICIENT in files, "Dokumentation er fundet utilstrækkelig."),
        (unchecked, "Dokumentation er ved at blive kontrolleret."),
        (audit.findings.exists(), "Sagen har forhold."),
    )
    return next((words for found, words in reasons if found), "")


def _deviates(answer: Answer) -> bool:
    return answer.choice in DEVIATIONS or any(each.choice in DEVIATIONS for each in answer.exceptions.all())


def _pieces(number: int) -> str:
    return f"{number} {'stykke' if number == 1 else 'stykker'}"


def _finish_review(by: Actor, audit: Audit) -> None:
    accept_rest(by=by, audit=audit)
    for each in audit.evidence.filter(state=EvidenceState.READY):
        follow_wish(by=by, evidence=judge_evidence(by=by, evidence=each, sufficient=True))
    finish(by=by, audit=audit)


ACTS = {
    act.name: act
    for act in (
        Act(
            "udsaettelse",
            "Giv udsættelse som ønsket",
            "Leverandøren får den frist, den har bedt om, og en mail om det.",
            _look_at_extension,
            _give_extension,
        ),
        Act(
            "uaendrede",
            "Godtag uændrede svar",
            "De svar, der er de samme som ved sidste tilsyn og blev godtaget dengang, godtages. Resten står "
            "tilbage at se på.",
            _look_at_unchanged,
            _accept_unchanged,
        ),
        Act(
            REVIEWED,
            "Gennemgået uden bemærkninger",
            "Resten af svarene og dokumentationen godtages, og rapporten dannes. Gør det, når du har set "
            "hver enkelt sag igennem.",
            _look_at_review,
            _finish_review,
        ),
    )
}
