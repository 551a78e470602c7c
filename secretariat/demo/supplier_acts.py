"""What suppliers do in the demo's supervisions. Each act takes a case and who acts for the supplier."""

from typing import Any

from django.utils import timezone

from audits.joint.actions import answering, findings, hearings
from audits.joint.actions.answering import Described
from audits.joint.models import Answer, Audit, Evidence
from audits.joint.questions.words import Kind
from audits.joint.states import EvidenceState, FindingState, Sharing
from documents.uploadhandlers import as_received as uploaded
from secretariat.demo import audit_words as words
from secretariat.demo.audit_cases import Case
from secretariat.demo.audit_words import Document
from secretariat.demo.files import pdf_of, word_of
from workflows.actors import Actor
from workflows.calendar import deadline_after

# Questions to which a good answer is no.
NO_IS_GOOD = (
    "Er der i det seneste år",
    "Er der siden sidste tilsyn",
    "Bliver oplysninger overført",
    "Har der i perioden",
    "Indgår kunstig intelligens",
)


def begin(case: Case, by: Actor) -> None:
    """Answer the first questions and hand in one file."""
    audit = case.audit
    answers = list(audit.questionnaire.answers.select_related("question"))
    write_answers(answers[: 6 + case.number * 3], by)
    _hand_in(audit, by, words.EVIDENCE[0])


def hand_in(case: Case, by: Actor) -> None:
    """Answer what is left, hand in the documentation and submit."""
    audit = case.audit
    unanswered = audit.questionnaire.answers.filter(choice="").select_related("question")
    write_answers(list(unanswered), by, partly=case.number % 8)
    kept = 1 + case.number % 3
    for each in words.EVIDENCE[:kept]:
        _hand_in(audit, by, each)
    answering.submit(by=by, audit=audit)


def hand_in_more(case: Case, by: Actor) -> None:
    """Answer what was sent back, replace what fell short and submit again."""
    audit = case.audit
    for answer in audit.questionnaire.answers.exclude(asked="").select_related("question"):
        choice = answer.choice if answer.question.kind != Kind.ASSESSMENT else Answer.Choice.YES
        answering.save_answer(by=by, answer=answer, choice=choice, comment=words.MORE)
    for lacking in audit.evidence.filter(state=EvidenceState.INSUFFICIENT):
        newer = Document(lacking.kind, f"{lacking.title}, hele perioden", "Tillaeg.pdf", Sharing.DOWNLOAD)
        _hand_in(audit, by, newer, replaces=lacking)
    answering.submit(by=by, audit=audit)


def ask_extension(case: Case, by: Actor) -> None:
    """Ask for two more weeks."""
    audit = case.audit
    wanted = deadline_after(audit.deadline or timezone.localdate(), 10)
    answering.ask_extension(by=by, audit=audit, wanted=wanted, reason=words.EXTENSION)


def comment(case: Case, by: Actor) -> None:
    """Answer the hearing: comments on the first finding and the draft, or none."""
    hearing = case.audit.hearings.get(answered_at=None)
    silent = case.number % 3 == 2
    if not silent:
        first = case.audit.findings.filter(state=FindingState.HEARING).first()
        text = words.DISAGREE if case.number % 2 else words.COMMENT
        hearings.comment(by=by, hearing=hearing, text=text, finding=first)
    hearings.finish_hearing(by=by, hearing=hearing, no_comments=silent)


def hand_in_plans(case: Case, by: Actor) -> None:
    """Hand in a plan for each finding that goes so far."""
    done_by = deadline_after(timezone.localdate(), 25)
    for finding in case.audit.findings.filter(state=FindingState.AWAITING_PLAN):
        if case.goes_beyond(finding.number, "plan_received"):
            findings.hand_in_plan(by=by, finding=finding, plan=words.PLAN, done_by=done_by)


def document(case: Case, by: Actor) -> None:
    """Show that findings are mended, with a file."""
    for finding in case.audit.findings.filter(state=FindingState.REMEDYING):
        if case.goes_beyond(finding.number, "documented"):
            title = f"Udbedring af forhold {finding.number}, {case.audit.case_number}"
            with uploaded("Udbedring.pdf", pdf_of(title, words.DONE)) as received:
                findings.hand_in_documentation(by=by, finding=finding, text=words.DONE, received=received)


def write_answers(answers: list[Answer], by: Actor, *, partly: int = -1) -> None:
    """Save the first answer, which moves the case on, and the others in one statement as it would each."""
    for place, answer in enumerate(answers):
        _write(answer, is_partly=place == partly)
        answer.version, answer.saved_at, answer.saved_by_name = 1, timezone.now(), by.name
    first = answers[0]
    answering.save_answer(by=by, answer=first, choice=first.choice, comment=first.comment)
    columns = ["choice", "comment", "value", "version", "saved_at", "saved_by_name"]
    Answer.objects.bulk_update(answers[1:], columns)


def _write(answer: Answer, *, is_partly: bool) -> None:
    kind = answer.question.kind
    if kind != Kind.ASSESSMENT:
        answer.value = _value_of(answer)
        answer.choice = Answer.Choice.NOT_RELEVANT if answer.value is None else Answer.Choice.GIVEN
    elif is_partly:
        answer.choice, answer.comment = Answer.Choice.PARTLY, words.PARTLY
    else:
        no = answer.text.startswith(NO_IS_GOOD)
        answer.choice = Answer.Choice.NO if no else Answer.Choice.YES
        answer.comment = words.ANSWERS.get(answer.objective, "")


def _value_of(answer: Answer) -> Any:
    if answer.question.kind == Kind.TEXT:
        return words.ANSWERS.get(answer.objective, "Intet at tilføje.")
    if answer.question.kind == Kind.OPTIONS:
        return answer.question.options[0]
    return {
        Kind.DATE: timezone.localdate().replace(month=3, day=12).isoformat(),
        Kind.NUMBER: "14",
        Kind.TABLE: words.TABLE_ROWS if len(answer.question.options) == 4 else None,
    }.get(Kind(answer.question.kind))


def _hand_in(audit: Audit, by: Actor, each: Document, *, replaces: Evidence | None = None) -> None:
    if (
        replaces is None
        and audit.evidence.filter(kind=each.kind).exclude(state=EvidenceState.REPLACED).exists()
    ):
        return
    year = timezone.localdate().year
    lines = (
        audit.supplier.name,
        f"Perioden 1. januar til 31. december {year - 1}",
        f"Sag {audit.case_number}",
    )
    content = (word_of if each.name.endswith("docx") else pdf_of)(each.title, *lines)
    described = Described(
        kind=each.kind,
        title=each.title,
        covers=list(audit.systems.values_list("id", flat=True)),
        period_from=timezone.localdate().replace(year=year - 1, month=1, day=1),
        period_to=timezone.localdate().replace(year=year - 1, month=12, day=31),
        wish=each.wish,
        wish_reason=words.WHY_CLOSED[each.wish],
        confidential=words.CONFIDENTIAL if each.wish == Sharing.READ else [],
    )
    with uploaded(each.name, content) as received:
        answering.add_evidence(by=by, audit=audit, received=received, described=described, replaces=replaces)
