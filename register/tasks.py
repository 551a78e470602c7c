"""Celery tasks of the register: each calls an action."""

from celery import shared_task
from django.utils import timezone

from register import results
from register.changing.actions import carry_out_due
from walls.callers import Caller, acting_as
from workflows.actors import Actor


@shared_task(name="register.carry_out_changes")
def carry_out_changes() -> None:
    """Carry out confirmed changes at suppliers whose day has come, also after days down."""
    with acting_as(Caller.secretariat()):
        carry_out_due(today=timezone.localdate(), by=Actor.system("Planlagt kørsel"))


@shared_task(name="register.keep_scores")
def keep_scores() -> None:
    """Store the point results that have changed since they were stored."""
    with acting_as(Caller.secretariat()):
        results.keep_all(cause="Ændrede oplysninger eller ny udgave af modellen")
