"""Celery tasks of tenants: each calls an action."""

from celery import shared_task

from tenants.scanning import enqueue_scans
from walls.callers import Caller, acting_as
from workflows.actors import Actor


@shared_task(name="tenants.scan_files")
def scan_files() -> None:
    """Let the members' files be scanned that no scanner has seen."""
    with acting_as(Caller.secretariat()):
        enqueue_scans(by=Actor.system("Virusscanning"))
