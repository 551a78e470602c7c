"""What suppliers do in the demo's supervisions. Each act takes a case and who acts for the supplier."""

from django.utils import timezone

from audits.joint.actions import answering, findings, hearings
from audits.joint.actions.answering import Described
from audits.joint.models import Answer, Audit, Evidence
from audits.joint.states import EvidenceState, FindingState
from secretariat.demo import audit_words as words
from secretariat.demo.audit_cases import Case
from secretariat.demo.files import pdf_of, uploaded, word_of
from workflows.actors import Actor
from workflows.calendar import add_working_days

# Questions to which a good answer is no.
NO_IS_GOOD = ("Er der i det seneste år", "Bliver oplysninger overført", "Har der i perioden")


def begin(case: Case, by: Actor) -> None:
    """Answer the first questions and hand in one file."""
    audit = case.audit
    answers = list(audit.questionnaire.answers.all())
    for answer in answers[: 6 + case.number * 3]:
        _answer(answer, by)
    _hand_in(audit, by, *words.EVIDENCE[0])


def hand_in(case: Case, by: Actor) -> None:
    """Answer what is left, hand in the documentation and submit."""
    audit = case.audit
    for answer in audit.questionnaire.answers.filter(choice=""):
        partly = answer.objective == "B" and answer.number % 5 == case.number % 5
        _answer(answer, by, partly=partly)
    kept = 1 + case.number % 3
    for each in words.EVIDENCE[:kept]:
        _hand_in(audit, by, *each)
    answering.submit(by=by, audit=audit)


def hand_in_more(case: Case, by: Actor) -> None:
    """Answer what was sent back, replace what fell short and submit again."""
    audit = case.audit
    for answer in audit.questionnaire.answers.exclude(asked=""):
        answering.save_answer(by=by, answer=answer, choice=Answer.Choice.YES, comment=words.MORE)
    for lacking in audit.evidence.filter(state=EvidenceState.INSUFFICIENT):
        _hand_in(audit, by, lacking.kind, f"{lacking.title}, hele perioden", "Tillaeg.pdf", True, lacking)
    answering.submit(by=by, audit=audit)


def ask_extension(case: Case, by: Actor) -> None:
    """Ask for two more weeks."""
    audit = case.audit
    wanted = add_working_days(audit.deadline or timezone.localdate(), 10)
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
    done_by = add_working_days(timezone.localdate(), 25)
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


def _answer(answer: Answer, by: Actor, *, partly: bool = False) -> None:
    choice = Answer.Choice.NO if answer.text.startswith(NO_IS_GOOD) else Answer.Choice.YES
    text = words.PARTLY if partly else words.ANSWERS[answer.objective]
    given = Answer.Choice.PARTLY if partly else choice
    answering.save_answer(by=by, answer=answer, choice=given, comment=text)


def _hand_in(
    audit: Audit,
    by: Actor,
    kind: str,
    title: str,
    name: str,
    may_follow: bool,
    replaces: Evidence | None = None,
) -> None:
    if replaces is None and audit.evidence.filter(kind=kind).exclude(state=EvidenceState.REPLACED).exists():
        return
    year = timezone.localdate().year
    lines = (audit.supplier.name, f"Perioden 1. januar til 31. december {year - 1}", f"Sag {audit.case_number}")
    content = word_of(title, *lines) if name.endswith("docx") else pdf_of(title, *lines)
    described = Described(
        kind=kind,
        title=title,
        covers=list(audit.systems.values_list("id", flat=True)),
        period_from=timezone.localdate().replace(year=year - 1, month=1, day=1),
        period_to=timezone.localdate().replace(year=year - 1, month=12, day=31),
        may_follow=may_follow,
    )
    with uploaded(name, content) as received:
        answering.add_evidence(by=by, audit=audit, received=received, described=described, replaces=replaces)


