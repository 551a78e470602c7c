"""manage.py invite_decision_maker: the secretariat's way in for a municipality that nobody decides for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from accounts.actions import VALID_FOR, Organisation, invite
from accounts.roles import Contact, DecisionMaker
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor


class Command(BaseCommand):
    """For a member whose decision maker has left; otherwise the municipality gives the role itself."""

    help = "Inviterer en beslutningstager i en kommune, der er medlem, og skriver et engangslink."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which municipality, and whom to invite."""
        parser.add_argument("kommunekode", help="fire cifre, f.eks. 0851")
        parser.add_argument("--name", required=True, metavar="NAVN", help="personens navn")
        parser.add_argument("--email", required=True, help="personens e-mailadresse")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and print the one-time address for the person."""
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"«{options['email']}» er ikke en e-mailadresse.") from None
        organisation = _member(options["kommunekode"])
        with acting_as(Caller.secretariat()):
            address = invite(
                by=Actor.system("Sekretariatet"),
                email=options["email"],
                name=options["name"],
                organisation=organisation,
                roles=[Contact.key, DecisionMaker.key],
            )
        self.stdout.write(f"Invitation til {options['email']} (virker én gang, i {VALID_FOR.days} dage):")
        self.stdout.write(f"  {address}")


def _member(kommunekode: str) -> Organisation:
    with acting_as(Caller.owner()):
        members = Municipality.objects.exclude(state=Municipality.State.LEFT)
        found = members.filter(kommunekode=kommunekode).first()
        if found is None:
            raise CommandError(f"Ingen kommune med koden «{kommunekode}» er medlem.")
        host = found.domains.get(is_primary=True).domain
    return Organisation(site="municipality", name=found.name, municipality_id=found.id, host=host)
