"""manage.py prepare_database: database, login roles and hardening, by the superuser."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from walls.bootstrap import prepare


class Command(BaseCommand):
    """Once per installation, and again after an upgrade of PostgreSQL; it changes only what differs."""

    help = "Opretter database, roller og afskærmning (kræver superbruger)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare with the superuser that the environment names."""
        superuser, password = settings.DATABASE_SUPERUSER
        if not superuser:
            raise CommandError("Angiv SEKRETARIAT_DB_SUPERUSER og SEKRETARIAT_DB_SUPERUSER_PASSWORD.")
        prepare(superuser, password)
        self.stdout.write("Databasen er klar.")
