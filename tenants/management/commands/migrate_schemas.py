"""manage.py migrate_schemas: the shared schema, its walls, the template, and every municipality."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands.migrate import Command as Migrate

from tenants.models import Municipality
from tenants.schema import bring_up, migrate_template, set_walls
from walls.apply import apply_shared
from walls.callers import Caller, acting_as


class Command(BaseCommand):
    """Bring all schemas to today's version; one that fails is named, the others go on."""

    help = "Bringer alle skemaer til den aktuelle version og sætter rettighederne."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, set the walls, and report; exit code 1 where a municipality failed."""
        with acting_as(Caller.owner()):
            self._shared(options)
            migrate_template()
            members = list(Municipality.objects.exclude(state=Municipality.State.LEFT))
            failed = bring_up(members, self.stderr.write)
            brought_up = [member for member in members if member.name not in failed]
            failed += set_walls(brought_up, self.stderr.write)
        if failed:
            raise CommandError(
                f"Disse kommuners skemaer kom ikke med: {', '.join(failed)}. Kør kommandoen igen."
            )
        self.stdout.write(f"Det fælles skema og {len(members)} kommuners skemaer er på aktuel version.")

    def _shared(self, options: dict[str, Any]) -> None:
        command = Migrate()
        given = {"app_label": None, "migration_name": None, "database": "default", "interactive": False}
        flags = dict.fromkeys(
            ("fake", "fake_initial", "plan", "run_syncdb", "check_unapplied", "prune"), False
        )
        command.handle(**{**options, **given, **flags, "skip_checks": True, "verbosity": 0})
        apply_shared()
