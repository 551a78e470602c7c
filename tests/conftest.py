"""Two worlds: tests in a transaction under the real roles, and tests that commit on a database's copy."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from psycopg import sql

from accounts.models import Engagement, Person
from accounts.roles import permissions_of
from tenants.actions import onboard
from tenants.hosts import forget_hosts
from tenants.models import Municipality
from tests.personae import MEMBERS, PASSWORD, PERSONAE, Persona
from walls import names
from walls.backend.base import ExtendedCursor
from walls.bootstrap import prepare
from walls.callers import Caller, acting_as, wrapper
from workflows.actors import Actor
from workflows.calendar import forget_closed_days
from workflows.models import LegalValue

# How fast a busy machine is says nothing about the product.
hypothesis.settings.register_profile(
    "busy",
    deadline=None,
    derandomize="CI" in os.environ,  # the same examples there each time; elsewhere new ones are looked for
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("busy")

SITE_HOST = {"secretariat": settings.SECRETARIAT_HOST, "supplier": settings.SUPPLIER_HOST}
HOST_OF_MEMBER = {"0851": "aalborg", "0791": "viborg", "0101": "koebenhavn"}


def server(database: str = "postgres") -> psycopg.Connection:
    """A superuser's connection, for what tests arrange around the installation."""
    where = settings.DATABASES["default"]
    user, password = settings.DATABASE_SUPERUSER
    return psycopg.connect(
        host=where["HOST"], port=where["PORT"], user=user, password=password, dbname=database, autocommit=True
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Build the installation once: migrations, walls, three members and the people of the tests."""
    settings.DATABASE_LOGINS.update(dict.fromkeys(names.LOGINS, settings.DATABASE_LOGINS["worker"]))
    with django_db_blocker.unblock():
        prepare_roles()
        call_command("migrate_schemas", verbosity=0)
        with acting_as(Caller.owner()):
            for kommunekode in MEMBERS:
                onboard(kommunekode=kommunekode, by=Actor.system(), since=date(2022, 3, 1))
            for persona in PERSONAE.values():
                store(persona)
            # Whether a report is drawn for a second reader follows from a random id; who wants it says so.
            LegalValue.objects.filter(key="audit.second_read_one_in").update(value=0)
        connection.close()
    yield
    with django_db_blocker.unblock():
        connection.close()


def prepare_roles() -> None:
    """Make the database and roles as production does, and let the tests' one login take them all."""
    before = dict(settings.DATABASE_LOGINS)
    settings.DATABASE_LOGINS.update(
        {login: (names.login(login), before["worker"][1]) for login in names.LOGINS}
    )
    prepare(*settings.DATABASE_SUPERUSER)
    settings.DATABASE_LOGINS.update(before)
    with server() as superuser:
        superuser.execute(
            sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
                sql.Identifier(names.login("owner")), sql.Identifier(names.login("worker"))
            )
        )


def store(persona: Persona) -> None:
    """Store a person with a password and the work that its roles stand on."""
    if persona.supplier_id:
        with connection.cursor() as cursor:
            cursor.execute("SELECT walls_ensure_supplier_role_v1(%s)", [persona.supplier_id])
    municipality = Municipality.objects.filter(kommunekode=persona.kommunekode).first()
    person = Person.objects.create_user(persona.email, persona.name, PASSWORD, id=persona.id)
    Engagement(
        person=person,
        site=persona.site,
        municipality_id=municipality.id if municipality else None,
        supplier_id=persona.supplier_id,
        organisation=persona.organisation,
        name=persona.name,
        email=persona.email,
        roles=list(persona.roles),
    ).save()


@pytest.fixture
def _as_the_web_connects() -> None:
    """All logins are one here, so a connection that the owner opened would go on with the owner's cursors."""
    wrapper().act_as(None, login="worker")
    opened = connection.connection
    if opened is not None and opened.cursor_factory is not ExtendedCursor:
        connection.close()


@pytest.fixture
def _django_db_helper(_as_the_web_connects: None, _django_db_helper: None) -> Iterator[None]:
    """Begin each test as nobody; Django's check of constraints at its end needs somebody."""
    wrapper().act_as(None)
    yield
    wrapper().act_as(Caller.owner())


@pytest.fixture(autouse=True)
def forget_what_is_cached() -> None:
    """No test sees what another left in the cache; a prefix each, since others use the server too."""
    forget_hosts()
    forget_closed_days()
    cache.key_prefix = uuid4().hex


@pytest.fixture(autouse=True)
def mail_goes_to_the_outbox() -> None:
    """Django's test runner collects mail in memory; here it takes the product's own way."""
    settings.EMAIL_BACKEND = "workflows.mailbackend.OutboxBackend"


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], bool]:
    """Whether something becomes true within half a minute (it takes two seconds on an idle machine)."""

    def wait(is_so: Callable[[], bool]) -> bool:
        until = time.monotonic() + 30
        while not is_so():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    return wait


@pytest.fixture
def actor() -> Callable[[str], Actor]:
    """Return the actor of a persona by its key, as a request would have it."""

    def of(key: str) -> Actor:
        persona = PERSONAE[key]
        permissions = permissions_of(list(persona.roles), persona.site)
        return Actor(persona.id, persona.name, persona.organisation, permissions)

    return of


@pytest.fixture
def members(db: None) -> dict[str, Municipality]:
    """Aalborg, Viborg and København by their host name."""
    with acting_as(Caller.owner()):
        return {HOST_OF_MEMBER[each.kommunekode]: each for each in Municipality.objects.all()}


@pytest.fixture
def caller_of(members: dict[str, Municipality]) -> Callable[[str], Caller]:
    """Return the database role under which a persona's requests run."""

    def of(key: str) -> Caller:
        persona = PERSONAE[key]
        if persona.supplier_id:
            return Caller.supplier(persona.supplier_id)
        if persona.kommunekode:
            return Caller.municipality(members[HOST_OF_MEMBER[persona.kommunekode]])
        return Caller.secretariat()

    return of


@pytest.fixture
def client_of(db: None) -> Callable[[str], Client]:
    """Return a signed-in test client of a persona on its own site."""

    def of(key: str) -> Client:
        persona = PERSONAE[key]
        host = SITE_HOST.get(persona.site) or f"{HOST_OF_MEMBER[persona.kommunekode]}.{settings.BASE_DOMAIN}"
        client = Client(SERVER_NAME=host)
        response = client.post("/konto/log-ind/", {"login": persona.email, "password": PASSWORD})
        assert response.status_code == 302, f"{key} could not sign in"
        return client

    return of


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Work on a copy of the database where transactions really commit; the copy is dropped afterwards."""
    original = settings.DATABASES["default"]["NAME"]
    copy = f"{original}_copy"
    with django_db_blocker.unblock():
        connection.close()
        with server() as superuser:
            superuser.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy)))
            superuser.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                    *map(sql.Identifier, (copy, original, names.login("owner")))
                )
            )
            # Rights to the database itself are no part of what is copied.
            superuser.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(copy)))
            logins = sql.SQL(", ").join(sql.Identifier(names.login(each)) for each in names.LOGINS)
            superuser.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(copy), logins)
            )
        connection.settings_dict["NAME"] = copy
        wrapper().act_as(None)
        yield
        connection.close()
        connection.settings_dict["NAME"] = original
        with server() as superuser:
            superuser.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(copy)))


@pytest.fixture(name="store")
def folder_of_files(tmp_path: Path, settings: Any) -> Path:
    """Files of the test lie in a folder of its own."""
    folder = tmp_path / "files"
    settings.FILES_DIR = folder
    storage = {"BACKEND": "documents.storage.LocalFiles", "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return folder


@pytest.fixture
def aalborg(caller_of: Callable[[str], Caller]) -> Caller:
    """Aalborg, for which Mette works."""
    return caller_of("mette")


@pytest.fixture
def mette(client_of: Callable[[str], Client]) -> Client:
    """Mette's browser: she decides for Aalborg."""
    return client_of("mette")
