"""Celery tasks of joint agreements: each calls an action."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from agreements.joint import late
from agreements.joint.actions.late import look_for_late_joiners
from agreements.joint.actions.late_advice import look_for_unadvised
from agreements.joint.endings.actions import remind_of_deletion
from agreements.joint.endings.dates import enqueue_dates
from agreements.joint.notices import sweeping
from walls.callers import Caller, acting_as
from workflows.actors import Actor

BY = "Planlagt kørsel"


@shared_task(name="agreements.follow_dates")
def follow_dates() -> None:
    """End and expire what the calendar says, and remind suppliers whose proof of deletion is late.

    Runs every hour and looks at what is true, not at when it last ran: after days down it catches up once.
    """
    today, by = timezone.localdate(), Actor.system(BY)
    with acting_as(Caller.secretariat()):
        with transaction.atomic():
            enqueue_dates(today=today, by=by)
        remind_of_deletion(today=today, by=by)


@shared_task(name="agreements.notices")
def notices() -> None:
    """Do what the day brings for the notices of new sub-processors."""
    with acting_as(Caller.secretariat()):
        sweeping.run(by=Actor.system(BY))


@shared_task(name="agreements.look_for_late_joiners")
def look_for_late() -> None:
    """Find the members that joined, or began to use a system, after a text was sent or broken off."""
    with acting_as(Caller.secretariat()):
        if late.find() or late.to_give_by_itself():
            look_for_late_joiners(by=Actor.system("Planlagt udsendelse"))
        look_for_unadvised(by=Actor.system("Planlagt udsendelse"))
