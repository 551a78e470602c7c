"""manage.py install_templates: after a new version of the product, the Word templates it has brought."""

from typing import Any

from django.core.management.base import BaseCommand

from documents.shipped import install_missing_templates
from walls.callers import Caller, acting_as


class Command(BaseCommand):
    """Put the shipped template in force for each kind of document that has none; may be repeated."""

    help = "Tager produktets egne Word-skabeloner i brug til de dokumenter, der ingen skabelon har."

    def handle(self, *args: Any, **options: Any) -> None:
        """Install, and name what is new."""
        with acting_as(Caller.secretariat()):
            made = install_missing_templates()
        names = ", ".join(f"»{each.get_kind_display()}«" for each in made)
        self.stdout.write(f"Nye skabeloner: {names}." if made else "Alle dokumenter har en skabelon.")
