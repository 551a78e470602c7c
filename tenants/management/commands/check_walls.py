"""manage.py check_walls: are roles, rights, row policies and functions those of the code?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.models import Municipality
from walls.callers import Caller, acting_as
from walls.compare import differences


class Command(BaseCommand):
    """For the start of a production, before it serves anybody; changes nothing."""

    help = "Sammenligner databasens afskærmning med kodens og navngiver hver forskel."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare; exit code 1 with the differences where there are any."""
        with acting_as(Caller.owner()):
            members = Municipality.objects.exclude(state=Municipality.State.LEFT)
            found = differences((each.id, each.schema_name) for each in members)
        if found:
            raise CommandError("Databasens afskærmning er ikke kodens:\n" + "\n".join(found))
        self.stdout.write("Databasens afskærmning er kodens.")
