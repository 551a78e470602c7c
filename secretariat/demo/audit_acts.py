"""What the secretariat does in the demo's supervisions. Each act takes a case and its case worker."""

from audits.joint.actions import announcing, findings, hearings, planning, publishing, reporting, reviewing
from audits.joint.actions.sharing import decide_sharing
from audits.joint.models import ReportVersion
from audits.joint.second_reading import worst_kind
from audits.joint.states import LEVEL_TEXT, AuditState, EvidenceState, FindingState, Level
from secretariat.demo import audit_words as words
from secretariat.demo.actors import staff
from secretariat.demo.audit_cases import Case
from secretariat.demo.people import LISE
from secretariat.demo.stage import working_day
from workflows.actors import Actor
from workflows.engine import move


def announce(case: Case, by: Actor) -> None:
    """Send the letter."""
    announcing.announce(by=by, audit=case.audit)


def call(case: Case, by: Actor) -> None:
    """Note a telephone call."""
    planning.add_note(by=by, audit=case.audit, text=words.NOTE)


def grant_extension(case: Case, by: Actor) -> None:
    """Give the days that were wished."""
    request = case.audit.extensions.get(state="requested")
    reviewing.decide_extension(by=by, request=request, grant=True, answer="Det er i orden.")


def refuse_extension(case: Case, by: Actor) -> None:
    """Refuse, with the reason."""
    request = case.audit.extensions.get(state="requested")
    why = "Kommunerne venter på rapporten. Send det, I har, og erklæringen, når den er klar."
    reviewing.decide_extension(by=by, request=request, grant=False, answer=why)


def look_at_files(case: Case, by: Actor) -> None:
    """Judge the first file; the answers wait."""
    first = case.audit.evidence.filter(state=EvidenceState.READY).first()
    if first:
        reviewing.judge_evidence(by=by, evidence=first, sufficient=True)


def send_back(case: Case, by: Actor) -> None:
    """Send two answers and a file back."""
    audit = case.audit
    for answer in audit.questionnaire.answers.filter(objective="B")[:2]:
        reviewing.review_answer(by=by, answer=answer, verdict="returned", question=words.ASKED)
    lacking = audit.evidence.filter(state=EvidenceState.READY).first()
    if lacking:
        reviewing.judge_evidence(by=by, evidence=lacking, sufficient=False, reason=words.LACKING)
    reviewing.send_back(by=by, audit=audit)


def review(case: Case, by: Actor) -> None:
    """Accept answers and files, and note what was shown at a meeting."""
    audit = case.audit
    for evidence in audit.evidence.filter(state=EvidenceState.READY):
        judged = reviewing.judge_evidence(by=by, evidence=evidence, sufficient=True)
        decide_sharing(by=by, evidence=judged, level=judged.wish)
    if case.number % 4 == 1:
        _note_meeting(case, by)
    reviewing.accept_rest(by=by, audit=audit)
    reviewing.set_duties(by=by, audit=audit, lines=list(words.DUTIES[: 1 + case.number % 2]))


def _note_meeting(case: Case, by: Actor) -> None:
    audit = case.audit
    reviewing.note_shown(
        by=by,
        audit=audit,
        title="Risikovurdering",
        shown_to=by.name,
        shown_by="Leverandørens sikkerhedschef",
        shown_on=working_day(1),
        covers=list(audit.systems.values_list("id", flat=True)),
        notes="Set på et møde. Vurderingen er fra i år og omfatter alle systemer i tilsynet.",
    )


def find(case: Case, by: Actor) -> None:
    """Record findings over the systems and conclude on each."""
    systems = list(case.audit.systems.all())
    for place, each in enumerate([*case.findings, words.RECOMMENDED]):
        findings.add_finding(
            by=by,
            system=systems[place % len(systems)],
            objective=each.objective,
            kind=each.kind,
            title=each.title,
            text=each.text,
            # What is to be laid before the municipalities must pass its deadline in time.
            deadline=working_day(-28) if case.end_of(place + 1) == "presented" else working_day(-60),
        )
    _conclude(case, by)


def recommend(case: Case, by: Actor) -> None:
    """Record a recommendation and nothing worse."""
    found = words.RECOMMENDED
    findings.add_finding(
        by=by,
        system=case.audit.systems.all()[0],
        objective=found.objective,
        kind=found.kind,
        title=found.title,
        text=found.text,
    )
    _conclude(case, by)


def _conclude(case: Case, by: Actor) -> None:
    for system in case.audit.systems.all():
        worst = worst_kind(system)
        level = worst.level if worst else Level.GREEN
        reporting.conclude(by=by, system=system, level=level, text=LEVEL_TEXT[level])


def hear(case: Case, by: Actor) -> None:
    """Send the draft in hearing."""
    hearings.send_to_hearing(by=by, audit=case.audit)


def settle(case: Case, by: Actor) -> None:
    """Answer comments, uphold the findings, and drop the last of some cases."""
    audit = case.audit
    for each in audit.hearings.latest("number").comments.filter(answered_at=None):
        hearings.answer_comment(by=by, comment=each, outcome="partly", answer=words.REPLY)
    open_ones = list(audit.findings.filter(state=FindingState.HEARING))
    for finding in open_ones:
        drop = len(open_ones) > 1 and finding == open_ones[-1] and case.number % 2 == 1
        findings.settle_after_hearing(
            by=by, finding=finding, uphold=not drop, reason=words.DROPPED if drop else ""
        )


def finish(case: Case, by: Actor) -> None:
    """Make the report."""
    audit = case.audit
    next_year = f"Næste tilsyn ventes i {audit.quarter}. kvartal {audit.year + 1}."
    reporting.set_summary(by=by, audit=audit, summary=audit.report.summary, next_audit=next_year)
    reporting.finish(by=by, audit=case.audit)


def finish_long_ago(case: Case, by: Actor) -> None:
    """Make a report from before each municipality had its own file.

    Making a year of those files would take longer than the rest of the demo.
    """
    finish(case, by)
    ReportVersion.objects.filter(audit=case.audit.pk, sent_at=None).update(body=None)


def read(case: Case, by: Actor) -> None:
    """Let the second reader pass the report where a rule asks for one."""
    audit = case.audit
    if audit.state == AuditState.SECOND_READING:
        reporting.pass_reading(by=staff(LISE), audit=audit, remark="Læst, ingen bemærkninger.")


def follow_plans(case: Case, by: Actor) -> None:
    """Accept the plans of the findings that go further, also those that are done after the deadline."""
    for finding in case.audit.findings.filter(state=FindingState.PLAN_RECEIVED):
        if case.goes_beyond(finding.number, "remedying"):
            why = "Planen er konkret, og leverandøren har gjort rede for, hvorfor det tager den tid."
            findings.take_step(by=by, finding=finding, name="accept_plan", reason=why)


def follow_documentation(case: Case, by: Actor) -> None:
    """Confirm what is documented, close some of it, and open some of that again."""
    for finding in case.audit.findings.filter(state=FindingState.DOCUMENTED):
        end = case.end_of(finding.number)
        for step in {"documented": (), "confirmed": ("confirm",)}.get(end, ("confirm", "close")):
            findings.take_step(by=by, finding=finding, name=step)
        if end == "reopened":
            why = "En ny gennemgang viser, at kontrollen ikke er udført i det seneste kvartal."
            findings.take_step(by=by, finding=finding, name="reopen", reason=why)


def present(case: Case, by: Actor) -> None:
    """Lay findings that are not mended in time before the municipalities."""
    for finding in case.audit.findings.filter(state=FindingState.AWAITING_PLAN):
        if case.end_of(finding.number) == "presented":
            why = "Leverandøren har ikke sendt en handlingsplan inden fristen."
            findings.take_step(by=by, finding=finding, name="present", reason=why)


def close(case: Case, by: Actor) -> None:
    """Close the case."""
    move(case.audit, "close", by=by)


def cancel(case: Case, by: Actor) -> None:
    """Call the audit off."""
    why = "Systemerne udgår, og kommunerne er ved at skifte leverandør."
    planning.cancel(by=by, audit=case.audit, reason=why)


def give_up(case: Case, by: Actor) -> None:
    """The supplier gave nothing."""
    reporting.give_up(by=by, audit=case.audit, reason="Der er skrevet to gange og ringet én gang uden svar.")


def revise(case: Case, by: Actor) -> None:
    """Begin a new version."""
    why = "Leverandøren har sendt en ny revisorerklæring, som ændrer grundlaget."
    reporting.revise(by=by, audit=case.audit, kind="new", reason=why)


def correct(case: Case, by: Actor) -> None:
    """Begin a correction."""
    reporting.revise(by=by, audit=case.audit, kind="correction", reason="Leverandørens adresse er rettet.")


def withdraw(case: Case, by: Actor) -> None:
    """Take the report back."""
    why = "Rapporten bygger på en erklæring for et andet system. Tilsynet gennemføres igen."
    publishing.withdraw(by=by, audit=case.audit, reason=why)


def publish(cases: list[Case]) -> None:
    """Send the reports of all the cases in one act."""
    audits = [case.audit for case in cases]
    publishing.prepare(by=staff(LISE), audits=audits)
    publishing.publish(by=staff(LISE), audits=audits)
