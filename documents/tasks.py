"""Celery tasks of documents: each calls an action."""

from celery import shared_task

from documents.actions import scan_waiting
from documents.leftovers import clear_leftovers
from documents.partial import clear_half
from documents.sweeping import remove_unheld
from walls.callers import Caller, acting_as


@shared_task(name="documents.scan_waiting")
def scan_again() -> None:
    """Scan the files that wait because the scanner did not answer."""
    with acting_as(Caller.jobs()):
        scan_waiting()


@shared_task(name="documents.clear_leftovers")
def clear() -> None:
    """Clear away the files that killed processes have left behind."""
    with acting_as(Caller.secretariat()):
        clear_leftovers()
        clear_half()


@shared_task(name="documents.remove_unheld")
def sweep_blobs() -> None:
    """Take away the files that nobody holds."""
    with acting_as(Caller.jobs()):
        remove_unheld()
