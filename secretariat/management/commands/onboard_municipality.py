"""manage.py onboard_municipality: make a municipality a member and invite its contact person."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from accounts.actions import VALID_FOR, Organisation, invite
from accounts.models import Engagement, Invitation
from accounts.roles import Contact, DecisionMaker
from tenants.actions import UnknownMunicipalityError, onboard
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor

ROLES = [Contact.key, DecisionMaker.key]


class Command(BaseCommand):
    """Runs under the owner's login, which alone may make schemas and roles."""

    help = "Optager en kommune: skema, rolle, rettigheder og værtsnavn, og inviterer dens kontaktperson."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which municipality, and whom to invite."""
        parser.add_argument("kommunekode", help="fire cifre, f.eks. 0851")
        parser.add_argument("--contact", required=True, metavar="NAVN", help="kontaktpersonens navn")
        parser.add_argument("--email", required=True, help="kontaktpersonens e-mailadresse")
        parser.add_argument("--mailbox", default="", metavar="E-MAIL", help="kommunens fælles postkasse")
        parser.add_argument("--since", type=date.fromisoformat, metavar="DATO", help="medlem siden (i dag)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Onboard, then print the one-time address for the contact person."""
        for address in filter(None, (options["email"], options["mailbox"])):
            _check(address)
        by = Actor.system("Installation")
        with acting_as(Caller.owner()):
            municipality = self._onboard(options, by)
            host = municipality.domains.get(is_primary=True).domain
        with acting_as(Caller.secretariat()):
            address = invite(
                by=by,
                email=options["email"],
                name=options["contact"],
                organisation=Organisation(
                    site="municipality", name=municipality.name, municipality_id=municipality.id, host=host
                ),
                roles=ROLES,
            )
        self.stdout.write(f"{municipality.name} er medlem og har adressen {host}.")
        self.stdout.write(f"Invitation til {options['email']} (virker én gang, i {VALID_FOR.days} dage):")
        self.stdout.write(f"  {address}")

    def _onboard(self, options: dict[str, Any], by: Actor) -> Municipality:
        code = options["kommunekode"]
        since = options["since"] or timezone.localdate()
        try:
            return onboard(kommunekode=code, by=by, since=since, shared_mailbox=options["mailbox"])
        except UnknownMunicipalityError:
            raise CommandError(f"Der er ingen dansk kommune med koden «{code}».") from None
        except ValidationError:
            if begun := _broken_off(code, options["email"]):
                return begun
            raise CommandError(f"Kommunen med koden {code} er allerede medlem.") from None


def _broken_off(kommunekode: str, email: str) -> Municipality | None:
    """Return the member that an earlier run of this command had made when it ended before inviting anybody.

    Nobody else works for it, and this contact person has taken up no invitation.
    """
    member = Municipality.objects.filter(kommunekode=kommunekode).first()
    if member is None:
        return None
    people = Engagement.objects.filter(municipality_id=member.id)
    taken_up = Invitation.objects.filter(engagement__in=people).exclude(used_at=None)
    if people.exclude(email=email.strip().lower()).exists() or taken_up.exists():
        return None
    # Someone whose engagement was not made by an invitation can sign in already.
    invited = Invitation.objects.filter(engagement__in=people).values("engagement")
    return None if people.exclude(pk__in=invited).exists() else member


def _check(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise CommandError(f"«{address}» er ikke en e-mailadresse.") from None
