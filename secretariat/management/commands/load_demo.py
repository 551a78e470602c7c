"""manage.py load_demo: fill an installation with the demo. Refused in production."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from agreements.joint.shipped import install_shipped_positions
from documents.shipped import install_shipped_templates
from register.actions.imports import import_file
from register.directory import directory
from register.portfolio.portfolio import read_portfolio
from secretariat.demo.agreements import load_agreements
from secretariat.demo.audits import load_audits
from secretariat.demo.incidents import load_incidents
from secretariat.demo.members import WORKBOOK, load_members
from secretariat.demo.notices import load_notices
from secretariat.demo.own_agreements import load_own_agreements
from secretariat.demo.own_year import load_own_year
from secretariat.demo.people import load_people
from secretariat.demo.screened import load_register_rows
from secretariat.demo.stage import jobs_at_once
from secretariat.demo.statements import load_statements
from secretariat.demo.suppliers import load_suppliers
from tenants.kommuner import KOMMUNER
from walls.callers import Caller, acting_as
from workflows.actors import Actor

_OWN_TABLES = """
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
     WHERE tableowner = current_user AND schemaname NOT LIKE 'pg_%'"""


class Command(BaseCommand):
    """Members, people, portfolio, audits and agreements, each step told with its seconds."""

    help = "Indlæser demoen: 63 kommuner, systemer, tilsyn og aftaler. Alt andet end kommunerne er opdigtet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the steps in order; each leaves alone what an earlier run has stored."""
        if settings.PRODUCTION:
            raise CommandError("Demoen kan ikke indlæses i produktion.")
        self._step("63 kommuner og deres personer", self._members)
        self._step("skabeloner", self._templates)
        self._step("porteføljen på 25.712 linjer", self._portfolio)
        self._step("leverandørernes kontaktpersoner", self._suppliers)
        self._step("et års tilsyn", self._audits)
        self._step("aftaler", self._agreements)
        self._step("screening og lister", load_register_rows)
        self._step("Aalborgs eget år", self._own_year)
        self._step("statistik til databasen", self._analyze)

    def _step(self, what: str, work: Callable[[], None]) -> None:
        began = time.monotonic()
        work()
        self.stdout.write(f"{what} ({time.monotonic() - began:.1f} s)")
        self.stdout.flush()

    def _members(self) -> None:
        with WORKBOOK.open("rb") as source:
            portfolio = read_portfolio(source, directory(), timezone.localdate())
        code_of = {each.cvr: each.kommunekode for each in KOMMUNER}
        codes = {code_of.get(municipality, municipality) for municipality, _ in portfolio.uses}
        with acting_as(Caller.owner()):
            load_people(load_members(codes))

    def _templates(self) -> None:
        with acting_as(Caller.secretariat()):
            install_shipped_templates()
            install_shipped_positions()

    def _portfolio(self) -> None:
        with acting_as(Caller.secretariat()), WORKBOOK.open("rb") as source:
            import_file(source=source, name=WORKBOOK.name, by=Actor.system("Demo"))

    def _suppliers(self) -> None:
        with acting_as(Caller.owner()):
            load_suppliers()

    def _audits(self) -> None:
        with jobs_at_once():
            load_audits()
            load_statements()

    def _agreements(self) -> None:
        with jobs_at_once():
            load_agreements()
            load_notices()
            load_incidents()
            load_own_agreements()

    def _own_year(self) -> None:
        with jobs_at_once():
            load_own_year()

    def _analyze(self) -> None:
        """Let the planner know the tables at once, not when autovacuum comes by."""
        with acting_as(Caller.owner()), connection.cursor() as cursor:
            cursor.execute(_OWN_TABLES)
            tables = ", ".join(row[0] for row in cursor.fetchall())
            cursor.execute(f"ANALYZE {tables}")
