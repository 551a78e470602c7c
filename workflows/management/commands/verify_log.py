"""manage.py verify_log: does every chain of the log hold, and do the daily heads vouch for it?"""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from walls.callers import Caller, acting_as
from workflows.verifying import Verified, verify


class Command(BaseCommand):
    """For operations and for whoever inspects; changes nothing. Exit code 1 where anything is wrong."""

    help = "Efterprøver loggens kæder og daglige segl og navngiver det første brudte led i hver kæde."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --json."""
        parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and tell."""
        with acting_as(Caller.owner()):
            told = verify()
        self.stdout.write(json.dumps(asdict(told), ensure_ascii=False) if options["json"] else _words(told))
        if told.faults:
            sys.exit(1)


def _words(told: Verified) -> str:
    links = sum(told.links.values())
    lines = [f"{len(told.links)} kæder med {links} led og {told.heads} daglige segl er efterprøvet."]
    lines += [f"Bemærk: {each}" for each in told.remarks]
    lines += [f"FEJL {each.chain}: {each.words}." for each in told.faults]
    return "\n".join([*lines, "" if told.faults else "Alt stemmer."]).strip()
