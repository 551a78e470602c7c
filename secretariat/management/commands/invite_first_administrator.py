"""manage.py invite_first_administrator: the one way into an installation that nobody can sign in to yet."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from accounts.actions import VALID_FOR, Organisation, invite
from accounts.models import Engagement
from accounts.roles import Administrator
from agreements.joint.shipped import install_shipped_positions
from documents.shipped import install_shipped_templates
from walls.callers import Caller, acting_as
from workflows.actors import Actor

SECRETARIAT = Organisation(site="secretariat", name="Sekretariatet")


class Command(BaseCommand):
    """Print a one-time address; refused once an administrator has signed in, who then invites others."""

    help = "Inviterer den første administrator og skriver et engangslink. Kan gentages, til linket er brugt."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whom to invite."""
        parser.add_argument("--email", required=True, help="administratorens e-mailadresse")
        parser.add_argument("--name", default="Administrator", help="administratorens navn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite; also puts the product's own Word templates in force, which an installation begins with."""
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"«{options['email']}» er ikke en e-mailadresse.") from None
        with acting_as(Caller.owner()):
            held = Engagement.objects.filter(roles__contains=[Administrator.key], ended_at=None)
            if any(each.person.has_usable_password() for each in held.select_related("person")):
                raise CommandError("Der er allerede en administrator. Bed vedkommende om at invitere flere.")
        with acting_as(Caller.secretariat()):
            install_shipped_templates()
            install_shipped_positions()
            address = invite(
                by=Actor.system("Installation"),
                email=options["email"],
                name=options["name"],
                organisation=SECRETARIAT,
                roles=[Administrator.key],
            )
        self.stdout.write(f"Invitation til {options['email']} (virker én gang, i {VALID_FOR.days} dage):")
        self.stdout.write(f"  {address}")
