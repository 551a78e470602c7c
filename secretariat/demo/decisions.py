"""What the municipalities decide on the reports they have received, and say about them."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audits.joint.actions.letters import answer_letter
from audits.joint.models import Audit
from audits.municipal import actions
from audits.municipal.actions import Decision
from audits.municipal.models import ReceivedReport, ReceivedSystem
from audits.municipal.states import OPEN, DecisionState, Level, WhatNow
from audits.municipal.tasks import add_task, finish_task
from secretariat.demo.actors import municipality_actors, staff
from secretariat.demo.people import SARA
from tenants.models import Letter, Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor

# The old reports are decided on by all; the rest by some, and Aalborg and Viborg in every way there is.
OLD, MOST, LATE = 22, 10, 2
DAYS = (OLD, MOST, LATE)
APPROVED = Decision(state=DecisionState.APPROVED)
QUESTION = "Gælder konklusionen også, når systemet bruges på skolerne?"
ANSWER = "Ja. Tilsynet omfatter systemet, uanset hvor i kommunen det bruges."
REMARK = "Jeg anbefaler, at kommunen følger op på gennemgangen af egne brugere, når tilsynet godkendes."
ADVICE = "Fristen for sletning bør drøftes med systemejeren."


def decide(ago: int) -> None:
    """Do what the municipalities do on one day."""
    with acting_as(Caller.secretariat()):
        deciders = municipality_actors("decision_maker")
        advisers = municipality_actors("dpo")
        members = list(Municipality.objects.order_by("kommunekode"))
    for place, member in enumerate(members):
        if (by := deciders.get(member.id)) and (act := _act_of(ago, member, place)):
            with acting_as(Caller.municipality(member)), transaction.atomic():
                act(by)
    if ago == MOST:
        for member in members:
            if dpo := advisers.get(member.id):
                with acting_as(Caller.municipality(member)), transaction.atomic():
                    _advise(dpo)
        _answer_a_question()


def _act_of(ago: int, member: Municipality, place: int) -> Callable[[Actor], None] | None:
    """Return what the municipality does that day, if anything."""
    if ago == OLD:
        return _approve_all
    if member.kommunekode == "0851":
        return _aalborg if ago == MOST else _aalborg_lately
    if member.kommunekode == "0791":
        return _viborg if ago == MOST else None
    return _approve_green if ago == MOST and place % 3 == 0 else None


def _open(level: str = "") -> list[ReceivedSystem]:
    found = ReceivedSystem.objects.filter(state__in=OPEN, report__is_current=True).select_related("report")
    if level:
        found = found.filter(level=level)
    return list(found.order_by("report__case_number", "name"))


def _approve_all(by: Actor) -> None:
    if found := _open():
        actions.decide(by=by, systems=found, decision=APPROVED)


def _approve_green(by: Actor) -> None:
    if found := _open(Level.GREEN):
        actions.decide(by=by, systems=found[:8], decision=APPROVED)


def _aalborg(by: Actor) -> None:
    """Decide on most of what lies there, in every way, ask, and let the DPO remark."""
    green, troubled = _open(Level.GREEN), [*_open(Level.RED), *_open(Level.YELLOW)]
    half = len(green) // 2
    if green[:half]:
        actions.decide(by=by, systems=green[:half], decision=APPROVED)
    _with_remarks(by, green[half : half + 1])
    _begin(by, green[half + 1 : half + 3])
    _refuse(by, troubled[:1], WhatNow.ACTION_PLAN)
    _with_remarks(by, troubled[1:2])
    _refuse(by, troubled[2:3], WhatNow.ACCEPT_RISK)
    for system in green[:1]:
        actions.reconsider(by=by, system=system, reason="Systemejeren har fået nye oplysninger.")
    reports = list(ReceivedReport.objects.filter(is_current=True).order_by("case_number"))
    for report in reports[:2]:
        actions.ask(by=by, report=report, text=QUESTION)
    for report in reports[:4]:
        if task := report.tasks.first():
            finish_task(by=by, task=task)
    for report in reports[:1]:
        due = timezone.localdate() + timedelta(days=60)
        text = "Tag sletning op på mødet med systemejerne."
        add_task(by=by, report=report, text=text, responsible="Systemejeren", due=due)


def _advise(by: Actor) -> None:
    """Let the DPO remark on two reports: once to the secretariat too, once for the municipality alone."""
    reports = ReceivedReport.objects.filter(is_current=True).order_by("case_number")[1:3]
    for place, report in enumerate(reports):
        actions.remark(by=by, report=report, text=(REMARK, ADVICE)[place], goes_up=place == 0)


def _aalborg_lately(by: Actor) -> None:
    """Begin on one of what has come since."""
    _begin(by, _open()[-1:])


def _viborg(by: Actor) -> None:
    """Approve a few, some with remarks, refuse one."""
    green, troubled = _open(Level.GREEN), [*_open(Level.YELLOW), *_open(Level.RED)]
    if green[:4]:
        actions.decide(by=by, systems=green[:4], decision=APPROVED)
    _with_remarks(by, green[4:6])
    _begin(by, green[6:7])
    _refuse(by, troubled[:1], WhatNow.OWN_AUDIT)


def _with_remarks(by: Actor, systems: Iterable[ReceivedSystem]) -> None:
    decision = Decision(
        state=DecisionState.APPROVED_REMARKS, remark="Vi beder om, at sletning indgår i næste tilsyn."
    )
    if chosen := list(systems):
        actions.decide(by=by, systems=chosen, decision=decision)


def _begin(by: Actor, systems: Iterable[ReceivedSystem]) -> None:
    for system in systems:
        if system.state != DecisionState.CONSIDERING:
            actions.consider(by=by, system=system)


def _refuse(by: Actor, systems: Iterable[ReceivedSystem], what_now: str) -> None:
    accepts = what_now == WhatNow.ACCEPT_RISK
    decision = Decision(
        state=DecisionState.NOT_APPROVED,
        what_now=what_now,
        what_now_note="Vi tager det op med leverandøren på næste driftsmøde.",
        risk_owner="Digitaliseringschefen" if accepts else "",
        risk_until=timezone.localdate() + timedelta(days=180) if accepts else None,
    )
    if chosen := list(systems):
        actions.decide(by=by, systems=chosen, decision=decision)


def _answer_a_question() -> None:
    """Let the case worker answer one of Aalborg's questions; the other waits."""
    with acting_as(Caller.secretariat()):
        letter = Letter.objects.filter(kind="audit_question", answered_at=None).order_by("written_at").first()
        if letter and letter.joint_id:
            audit = Audit.objects.get(report__id=letter.joint_id)
            answer_letter(by=staff(SARA), audit=audit, letter_id=letter.id, text=ANSWER)
