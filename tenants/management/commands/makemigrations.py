"""manage.py makemigrations, acting as the owner (Django looks at the database for consistency)."""

from typing import Any

from django.core.management.commands.makemigrations import Command as Original

from walls.callers import Caller, acting_as


class Command(Original):
    """Django's own command, with somebody to act as."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make migrations."""
        with acting_as(Caller.owner()):
            super().handle(*args, **options)
