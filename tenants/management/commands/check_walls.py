"""manage.py check_walls: are roles, rights, row policies and functions those of the code?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.mending import behind, broken, mend, stock
from walls.callers import Caller, acting_as
from walls.compare import differences


class Command(BaseCommand):
    """Names every difference, and with --repair mends what the owner can mend."""

    help = "Sammenligner databasens afskærmning med kodens og navngiver hver forskel."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --repair."""
        parser.add_argument(
            "--repair",
            action="store_true",
            help="ret, hvad der kan rettes: rettigheder, regler, funktioner, halve kommuner",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare; exit code 1 with the differences where there are any (after a repair: are left)."""
        with acting_as(Caller.owner()):
            found = found_differences()
            if found and options["repair"]:
                self.stdout.write("\n".join(["Fundet:", *found]))
                refused = list(mend(stock()))
                found = [*refused, *found_differences()]
            closed = [each for each in stock().left if each.schema_name in stock().schemas]
        for each in closed:
            self.stdout.write(
                f"{each.name} er udtrådt; arkivet i {each.schema_name} er lukket, men ikke slettet."
            )
        if found:
            raise CommandError("Databasens afskærmning er ikke kodens:\n" + "\n".join(found))
        self.stdout.write("Databasens afskærmning er kodens.")


def found_differences() -> list[str]:
    """Return every difference; act as the owner."""
    there = stock()
    whole = [(each.id, each.schema_name) for each in there.whole]
    return [*broken(there), *behind(there), *differences(whole)]
