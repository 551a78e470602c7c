"""Take away the files that nobody holds any more."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.sweeping import DELAY, remove_unheld
from walls.callers import Caller, acting_as


class Command(BaseCommand):
    """The worker does the same every night, a few minutes at a time."""

    help = "Fjerner filer, som ingen holder længere."

    def add_arguments(self, parser: CommandParser) -> None:
        """How long nobody must have held a file, and how long to work."""
        parser.add_argument("--days", type=float, default=DELAY.days, help="så mange dage uden holder")
        parser.add_argument("--seconds", type=float, default=3_600, help="stop efter så mange sekunder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep once and tell how much went."""
        delay = timedelta(days=options["days"])
        if delay < timedelta(hours=1):
            raise CommandError("Der skal gå mindst en time, for en fil kan være ved at blive gemt.")
        with acting_as(Caller.jobs()):
            removed = remove_unheld(delay=delay, seconds=options["seconds"])
        self.stdout.write(f"{removed} filer, som ingen holdt længere, er fjernet.")
