"""Who the attackers are."""

from collections.abc import Iterator

import pytest

from tenants.models import Municipality
from tests.isolation.raw import LOGIN_OF, Raw, Who, raw
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls import names
from walls.callers import Caller, acting_as


@pytest.fixture
def unlocked(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Raw]:
    """Return a superuser's transaction that is rolled back afterwards."""
    with raw() as opened:
        yield opened


@pytest.fixture
def who(unlocked: Raw) -> dict[str, Who]:
    """Everybody who may try: by kind, the neighbours, and each login without a role."""
    schemas = dict(unlocked.ask("SELECT schema_name, id FROM tenants_municipality"))
    roles = {
        "municipality": names.municipality_role(schemas["m_aalborg"]),
        "supplier": names.supplier_role(SUPPLIER_X),
        **{group: names.group(group) for group in ("secretariat", "door", "jobs")},
    }
    found = {kind: Who(LOGIN_OF[kind], role) for kind, role in roles.items()}
    found["viborg"] = Who("municipality", names.municipality_role(schemas["m_viborg"]))
    found["other supplier"] = Who("supplier", names.supplier_role(SUPPLIER_Y))
    return found | {f"login {login}": Who(login, "") for login in set(LOGIN_OF.values())}


@pytest.fixture
def viborg(db: None) -> Caller:
    """Return the neighbour's role."""
    with acting_as(Caller.owner()):
        return Caller.municipality(Municipality.objects.get(schema_name="m_viborg"))
