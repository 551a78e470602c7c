"""manage.py state_diagrams: write docs/tilstande.md from the state machines in the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from secretariat.statediagrams import document

PAGE = settings.BASE_DIR / "docs" / "tilstande.md"


class Command(BaseCommand):
    """Draw every state machine; a test holds the page to the code."""

    help = "Skriver docs/tilstande.md ud fra sagernes tilstande i koden."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page."""
        PAGE.write_text(document(), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} er skrevet.")
