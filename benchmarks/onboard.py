"""onboard: a municipality made a member, ready to sign in, against django-tenants' own creation.

Both sides end with the same: the row and host name, the schema with every table of the rooms in
it, its role with grants, and the line in the log. The baseline is the package as it comes:
`TenantMixin.save()` creates the schema and runs the package's `migrate_schemas` on it over the
package's own database backend, with the package's fastest setting (TENANT_LIMIT_SET_CALLS) and a
pooled connection like ours. It knows nothing of roles, so those are given as we give them, in one
message.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

from django.conf import settings
from django.core.management import get_commands
from django.db import connection, connections
from django.test import Client
from django_tenants.postgresql_backend.base import DatabaseWrapper as StockConnection
from psycopg import ClientCursor

from benchmarks.catalogue import catalogue
from benchmarks.timing import Result, Side, measure
from tenants.actions import onboard
from tenants.hosts import forget_hosts
from tenants.kommuner import KOMMUNER, Kommune
from tenants.models import Domain, Municipality
from walls import names
from walls.apply import municipal_statements, role_statements
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.danish import slug
from workflows.log import record
from workflows.models import LogEntry

SINCE = date(2026, 1, 1)
_next = count()


def run(rounds: int = 5) -> Result:
    """Onboard other municipalities in turn, ours and stock; see benchmarks.timing.measure."""
    package = StockPackage()
    ours = Side("ours", _ours, prepare=_facts, outcome=_outcome)
    stock = Side("django_tenants", package.onboard, prepare=_facts, outcome=_outcome)
    try:
        return measure("onboard", ours, [stock], rounds=rounds)
    finally:
        package.close()


def _facts() -> Kommune:
    """Another municipality each time: 98 are more than any number of rounds asked for in earnest."""
    return KOMMUNER[next(_next) % len(KOMMUNER)]


def _ours(facts: Kommune) -> Municipality:
    with acting_as(Caller.owner()):
        return onboard(kommunekode=facts.kommunekode, by=Actor.system(), since=SINCE)


class StockPackage:
    """django-tenants as it comes: its own connection, and its own command, which ours replaces."""

    def __init__(self) -> None:
        user, password = settings.DATABASE_LOGINS["owner"]
        given = connections["default"].settings_dict
        # The zone as ours has it: Django would ask for it by set_config(), which no login may call.
        options = {**given["OPTIONS"], "options": "-c timezone=UTC"}
        login = {"USER": user, "PASSWORD": password, "OPTIONS": options}
        self.connection = StockConnection({**given, **login}, alias="default")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Put the package's connection and command in the place of ours."""
        commands, ours = get_commands(), connections["default"]
        replaced = commands["migrate_schemas"]
        connections["default"], commands["migrate_schemas"] = self.connection, "django_tenants"
        try:
            yield
        finally:
            connections["default"], commands["migrate_schemas"] = ours, replaced

    def close(self) -> None:
        """Give the server its connections back."""
        self.connection.close()
        self.connection.close_pool()

    def onboard(self, facts: Kommune) -> Municipality:
        """What an engineer writes upon the package: row, schema, host name, role and grants, log."""
        name, by = slug(facts.short_name), Actor.system()
        with self.in_use():
            municipality = Municipality(
                schema_name=f"m_{name}",
                kommunekode=facts.kommunekode,
                cvr=facts.cvr,
                name=facts.name,
                short_name=facts.short_name,
                region=facts.region,
                population=facts.population,
                member_since=SINCE,
            )
            municipality.auto_create_schema = True
            municipality.save(verbosity=0)
            Domain(domain=f"{name}.{settings.BASE_DOMAIN}", tenant=municipality, is_primary=True).save()
            role = names.municipality_role(municipality.id)
            script = [
                *role_statements(role, "municipalities", ("municipality", "worker")),
                *municipal_statements(municipality.id, municipality.schema_name),
            ]
            with connection.cursor():
                ClientCursor(connection.connection).execute(";\n".join(script))
            record(municipality, "onboard", by=by, after=municipality.state)
        return municipality


def _outcome(facts: Kommune, made: Municipality) -> dict[str, Any]:
    """What stands afterwards, without what names this municipality; and that its site answers."""
    with acting_as(Caller.owner()):
        stored = Municipality.objects.get(pk=made.pk)
        found: dict[str, Any] = catalogue(made.schema_name, names.municipality_role(made.pk))
        found["row"] = (stored.state, stored.member_since, stored.domains.filter(is_primary=True).count())
        found["log"] = LogEntry.objects.filter(subject_id=made.pk).values_list("action", "after").get()
    with acting_as(Caller.municipality(stored)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM workflows_municipal_municipallogentry")
        found["role taken"] = cursor.fetchone()
    forget_hosts()
    host = f"{slug(facts.short_name)}.{settings.BASE_DOMAIN}"
    found["sign-in page"] = Client(SERVER_NAME=host).get(settings.LOGIN_URL).status_code
    if found["sign-in page"] != 200:
        raise RuntimeError(f"{host}: the sign-in page answers {found['sign-in page']}.")
    return found
