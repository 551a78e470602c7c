"""manage.py demo_people: who can sign in to the demo, and how."""

from typing import Any

from django.core.management.base import BaseCommand

from secretariat.demo.people import NAMED, PASSWORD, SOEREN_EMAIL

SITES = {"secretariat": "Sekretariatet", "municipality": "Kommunen", "supplier": "Leverandøren"}


class Command(BaseCommand):
    """Print the demo's people with their password."""

    help = "Viser demoens personer og deres adgangskode."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them, site by site."""
        self.stdout.write(f"Log ind med (adgangskode til alle: {PASSWORD})")
        for each in NAMED:
            site = f"{each.name.split()[0]} ({'Viborg' if each.kommunekode == '0791' else SITES[each.site]})"
            self.stdout.write(f"  {site:24} {each.email:30} {each.what}")
        self.stdout.write(
            f"  {'Søren (systemejer)':24} {SOEREN_EMAIL:30} systemejer i Aalborg, har ingen adgang"
        )
        self.stdout.write("Mails, som ville være sendt, ligger på sekretariatets site under /udbakke/")
