"""manage.py import_portfolio FILE [--dry-run] [--json]: read a workbook of system uses into the register."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from register.actions.imports import import_file, today
from register.importing.known import directory_of, members
from register.models import ImportRun
from register.portfolio.portfolio import Portfolio, read_portfolio
from register.portfolio.workbook import WorkbookError
from walls.callers import Caller, acting_as
from workflows.actors import Actor

COUNTERS = (
    ("new", "nye"),
    ("changed", "ændrede"),
    ("unchanged", "uændrede"),
    ("refused", "afviste"),
    ("repeat", "gentagelser"),
    ("replaced", "erstattet af en senere linje"),
)


class Command(BaseCommand):
    """Reads a workbook and writes it to the register, or only tells what would happen."""

    help = "Indlæser en portefølje (.xlsx) i registret."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and whether to write and how to tell."""
        parser.add_argument("file", type=Path, metavar="FIL", help="regnearket (.xlsx)")
        parser.add_argument("--dry-run", action="store_true", help="læs og sammenlign, men skriv intet")
        parser.add_argument("--json", action="store_true", help="skriv filens tal som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file; a file that cannot be read ends with a Danish message and changes nothing."""
        path: Path = options["file"]
        try:
            with path.open("rb") as source, acting_as(Caller.secretariat()):
                if options["json"] and options["dry_run"]:
                    portfolio = read_portfolio(source, directory_of(members()), today())
                    run = None
                else:
                    run, portfolio = self._import(source, path.name, dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(f"Filen kan ikke åbnes: {error.strerror} ({path})") from error
        except WorkbookError as error:
            raise CommandError(str(error)) from error
        if options["json"] or run is None:
            self.stdout.write(json.dumps(portfolio.figures(), ensure_ascii=False, indent=1))
        else:
            self._tell(run, portfolio, dry_run=options["dry_run"])

    def _import(self, source: Any, name: str, *, dry_run: bool) -> tuple[ImportRun, Portfolio]:
        with transaction.atomic():
            result = import_file(source=source, name=name, by=Actor.system("Indlæsning fra kommandolinjen"))
            if dry_run:
                transaction.set_rollback(True)
        return result

    def _tell(self, run: ImportRun, portfolio: Portfolio, *, dry_run: bool) -> None:
        figures = portfolio.figures()
        self.stdout.write(
            f"{figures['rows']} linjer fra {figures['members']} kommuner: "
            f"{figures['systems']} systemer, {figures['suppliers_in_use']} leverandører."
        )
        for outcome, word in COUNTERS:
            self.stdout.write(f"{run.counters.get(outcome, 0):>8} {word}")
        for line in portfolio.refused:
            fault = line.fault
            where = f"{line.sheet}, linje {line.number}"
            self.stdout.write(f"{where}: {fault.reason} ({fault.field}: »{fault.value}«). {fault.advice}")
        self.stdout.write("Intet er skrevet (--dry-run)." if dry_run else "Registret er ajour med filen.")
