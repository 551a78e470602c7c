"""A new member: all or nothing, once, with a name that harms nobody."""

from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client

from tenants.actions import UnknownMunicipalityError, onboard
from tenants.models import Municipality
from tests.conftest import server
from walls import names
from walls.apply import role_exists
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.models import LogEntry
from workflows.municipal.models import MunicipalLogEntry

BY = Actor.system("Prøve")
SINCE = date(2026, 1, 1)


def ask(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def join(kommunekode: str) -> Municipality:
    with acting_as(Caller.owner()):
        return onboard(kommunekode=kommunekode, by=BY, since=SINCE)


def test_a_new_member_has_schema_role_rights_host_and_log(db: None) -> None:
    odense = join("0461")
    assert (odense.schema_name, odense.name) == ("m_odense", "Odense Kommune")
    with acting_as(Caller.municipality(odense)):
        assert MunicipalLogEntry.objects.count() == 0
    assert Client(SERVER_NAME=f"odense.{settings.BASE_DOMAIN}").get("/konto/log-ind/").status_code == 200
    with acting_as(Caller.secretariat()):
        assert LogEntry.objects.get(subject_id=odense.id).action == "onboard"


def test_its_neighbours_do_not_reach_it(db: None) -> None:
    join("0461")
    with acting_as(Caller.owner()):
        viborg = Municipality.objects.get(schema_name="m_viborg")
    with acting_as(Caller.municipality(viborg)), pytest.raises(ProgrammingError, match="permission denied"):
        ask("SELECT * FROM m_odense.workflows_municipal_municipallogentry")


def test_the_joining_transaction_goes_on_in_the_shared_schema(db: None) -> None:
    with acting_as(Caller.owner()):
        onboard(kommunekode="0461", by=BY, since=SINCE)
        assert ask("SELECT current_schema()") == [("public",)]


def test_nobody_joins_twice(db: None) -> None:
    with pytest.raises(ValidationError, match="already exists"):
        join("0851")


def test_no_other_code_joins(db: None) -> None:
    for code in ("0000", "851", "", "0851'; DROP SCHEMA public CASCADE"):
        with pytest.raises(UnknownMunicipalityError):
            join(code)


def test_what_fails_half_way_leaves_nothing(committed: None) -> None:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA m_odense")  # somebody made it by hand
    with pytest.raises(ProgrammingError, match="already exists"):
        join("0461")
    with acting_as(Caller.owner()):
        assert not Municipality.objects.filter(kommunekode="0461").exists()
        roles = ask("SELECT count(*) FROM pg_roles WHERE rolname LIKE '%\\_m\\_%'")
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA m_odense")
    odense = join("0461")
    with acting_as(Caller.owner()):
        assert role_exists(names.municipality_role(odense.id))
        (after,) = ask("SELECT count(*) FROM pg_roles WHERE rolname LIKE '%\\_m\\_%'")
        assert after[0] == roles[0][0] + 1  # type: ignore[operator]
    with server(connection.settings_dict["NAME"]) as superuser:  # roles outlive the copy
        superuser.execute(f'DROP OWNED BY "{names.municipality_role(odense.id)}"')
        superuser.execute(f'DROP ROLE "{names.municipality_role(odense.id)}"')
