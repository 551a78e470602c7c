"""Celery tasks of the register: each calls an action."""

from celery import shared_task
from django.utils import timezone

from register.changing.actions import carry_out_due
from walls.callers import Caller, acting_as
from workflows.actors import Actor


@shared_task(name="register.carry_out_changes")
def carry_out_changes() -> None:
    """Carry out confirmed changes at suppliers whose day has come, also after days down."""
    with acting_as(Caller.secretariat()):
        carry_out_due(today=timezone.localdate(), by=Actor.system("Planlagt kørsel"))
