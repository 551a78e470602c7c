"""manage.py take_away_second_factor: for the last administrator, who has nobody left to ask."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.lost import take_away_factor
from accounts.models import Colleague
from walls.callers import Caller, acting_as
from workflows.actors import Actor


class Command(BaseCommand):
    """Take away a person's app and recovery codes and end all its sessions; the password stays."""

    help = "Fjerner totrinsbekræftelsen fra en person, der har mistet sin telefon, og logger personen ud."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whose."""
        parser.add_argument("--email", required=True, help="personens e-mailadresse")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away; the person gets a mail, and the log an entry."""
        with acting_as(Caller.secretariat()):
            colleague = Colleague.objects.filter(email=options["email"].strip().lower()).first()
            if colleague is None:
                raise CommandError(f"Ingen med adgang har adressen {options['email']}.")
            had_one = take_away_factor(by=Actor.system("Drift"), colleague=colleague)
        word = "er fjernet" if had_one else "var ikke slået til"
        self.stdout.write(
            f"Totrinsbekræftelsen for {colleague.name} {word}. Personen er logget ud alle steder."
        )
