"""manage.py english: bring the English catalogue in step with what the pages say, and compile it."""

from typing import Any

from django.core.management.base import BaseCommand

from secretariat.catalogue import read, write
from secretariat.english import CATALOGUE, to_be_said


class Command(BaseCommand):
    """New words come in without English, to be written by hand; what is no longer said goes out."""

    help = "Samler leverandørsidens ord i locale/en, beholder oversættelserne og kompilerer dem."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the catalogue and tell what lacks English."""
        known = read(CATALOGUE)
        catalogue = {said: known.get(said, ()) for said in to_be_said()}
        write(CATALOGUE, catalogue)
        missing = [said[0] for said, english in catalogue.items() if not all(english) or not english]
        self.stdout.write(f"{len(catalogue)} udtryk, {len(missing)} mangler engelsk.")
        for words in missing:
            self.stdout.write(f"  {words}")
