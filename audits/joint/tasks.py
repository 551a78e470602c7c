"""Celery tasks of joint supervision: each calls an action."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from audits.joint import late
from audits.joint.actions.late import give_late_reports
from audits.joint.actions.publishing import retry_waiting
from audits.joint.actions.quarantine import settle_scanned
from audits.joint.answersearch import learn_words
from audits.joint.models import AnswerWord
from audits.joint.planning.handing_over import follow_days
from tenants.models import Recipient
from walls.callers import Caller, acting_as
from workflows.actors import Actor

KINDS = ("audit_report", "audit_finding")


@shared_task(name="audits.deliver_waiting")
def deliver_waiting() -> None:
    """Deliver again to the municipalities whose schema was locked or lagged behind."""
    with acting_as(Caller.secretariat()):
        if Recipient.objects.filter(kind__in=KINDS, state=Recipient.State.WAITING).exists():
            retry_waiting(by=Actor.system("Planlagt levering"))


@shared_task(name="audits.settle_scanned")
def settle_files() -> None:
    """Let documentation out of quarantine that has been scanned by now."""
    with acting_as(Caller.secretariat()):
        settle_scanned(by=Actor.system("Virusscanning"))


@shared_task(name="audits.learn_words")
def learn_new_words() -> None:
    """Let searching know the words that suppliers have written lately; at first those of all answers."""
    with acting_as(Caller.secretariat()):
        since = timezone.now() - timedelta(days=1) if AnswerWord.objects.exists() else None
        learn_words(since)


@shared_task(name="audits.look_for_late_joiners")
def look_for_late() -> None:
    """Give who joined, or began to use a system, later what stands, where that is the way chosen."""
    with acting_as(Caller.secretariat()):
        if late.given_by_itself() and (rows := late.find()):
            give_late_reports(rows=rows, by=Actor.system("Planlagt udsendelse"))


@shared_task(name="audits.follow_handovers")
def follow_handovers() -> None:
    """Hand cases over, and back, on their days."""
    with acting_as(Caller.secretariat()):
        follow_days(timezone.localdate())
