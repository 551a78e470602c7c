"""Read every stored file again and tell which are gone or changed since they were kept."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.models import Blob
from documents.storage import is_intact
from walls.callers import Caller, acting_as


class Command(BaseCommand):
    """Exit code 1 and a line for each blob whose content no longer has the hash it was kept under."""

    help = "Læser alle gemte filer igen og fortæller, hvilke der mangler eller er ændret."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare each blob with its hash."""
        with acting_as(Caller.secretariat()):
            names = list(Blob.objects.order_by("sha256").values_list("sha256", flat=True))
        broken = [sha256 for sha256 in names if not is_intact(sha256)]
        for sha256 in broken:
            self.stderr.write(f"Mangler eller er ændret: {sha256}")
        if broken:
            raise CommandError(f"{len(broken)} af {len(names)} filer er ikke, som de blev gemt.")
        self.stdout.write(f"Alle {len(names)} filer er, som de blev gemt.")
