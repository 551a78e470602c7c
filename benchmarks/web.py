"""Pages asked for through the WSGI application, with the walls and without them: what benchmarks share."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client
from psycopg import pq, sql

from accounts.models import Engagement, Person
from walls import names
from walls.backend.base import DatabaseWrapper, RoleNotTakenError
from walls.callers import Caller, acting_as

PASSWORD = "tolv-gode-tegn-2026"  # noqa: S105 - of an installation that lives for minutes
CSRF = "a" * 32
PLAIN = ("bench_plain", "bench-plain-2026")
WEB_LOGINS = ("municipality", "supplier", "secretariat")


@dataclass(frozen=True)
class Guest:
    """Somebody signed in: the host and the cookies."""

    host: str
    cookies: str


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: str
    location: str
    body: str


def ask(
    application: Any,
    guest: Guest,
    method: str,
    address: str,
    body: bytes = b"",
    *,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Return what the application answers, read to its end."""
    path, _, query = address.partition("?")
    told: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        told.update(status=status, location=dict(headers).get("Location", ""))

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": guest.host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": guest.host,
        "HTTP_COOKIE": guest.cookies,
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
        **(headers or {}),
    }
    response = application(environ, start)
    try:
        text = b"".join(response).decode()
    finally:
        response.close()  # ends the request: the connection goes back to the pool
    return Answer(told["status"], told["location"], text)


@contextmanager
def with_roles() -> Iterator[None]:
    """As the product runs."""
    yield


@contextmanager
def without_roles() -> Iterator[None]:
    """The same code, but a caller is a search path: no role, no row policy, one login for all sites."""
    taking, logins = DatabaseWrapper._take, dict(settings.DATABASE_LOGINS)
    DatabaseWrapper._take = _take_path  # type: ignore[method-assign]
    settings.DATABASE_LOGINS.update(dict.fromkeys(WEB_LOGINS, PLAIN))
    try:
        yield
    finally:
        DatabaseWrapper._take = taking  # type: ignore[method-assign]
        settings.DATABASE_LOGINS.update(logins)


def _take_path(self: DatabaseWrapper, caller: Caller) -> None:
    path = "public" if caller.schema == "public" else f'"{caller.schema}", public'
    self._taken = None
    result = self.connection.pgconn.exec_(f"SET search_path = {path}".encode())
    if result.status != pq.ExecStatus.COMMAND_OK:
        self.close_for_good()
        raise RoleNotTakenError(f"{caller.schema!r}: {result.error_message.decode(errors='replace')}")
    self._taken = caller


def make_plain_login() -> None:
    """A login that has the owner's rights by itself and that row policies do not bind."""
    with superuser() as server:
        server.execute(
            sql.SQL("CREATE ROLE {} LOGIN INHERIT BYPASSRLS PASSWORD {} IN ROLE {}").format(
                sql.Identifier(PLAIN[0]), sql.Literal(PLAIN[1]), sql.Identifier(names.login("owner"))
            )
        )


def superuser() -> psycopg.Connection:
    """Return a connection that may do everything."""
    where = settings.DATABASES["default"]
    user, password = settings.DATABASE_SUPERUSER
    return psycopg.connect(
        host=where["HOST"], port=where["PORT"], dbname=where["NAME"], user=user, password=password,
        autocommit=True,
    )  # fmt: skip


def signed_in() -> Guest:
    """Return a case worker of the secretariat who has just signed in."""
    host, email = f"{settings.SECRETARIAT_HOST}:{settings.PORT}", "sara@sekretariat.example"
    return sign_in(
        host, email, "Sara Holm", ["case_worker"], site="secretariat", organisation="Sekretariatet"
    )


def sign_in(host: str, email: str, name: str, roles: list[str], **works_for: Any) -> Guest:
    """Return a person, made this moment, who has just signed in on the host of whom the person works for."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with acting_as(Caller.owner()):
        person = Person(email=email, name=name)
        person.set_password(PASSWORD)
        person.save()
        Engagement.objects.create(person=person, name=name, email=email, roles=roles, **works_for)
    client = Client(HTTP_HOST=host)
    answer = client.post(settings.LOGIN_URL, {"login": email, "password": PASSWORD})
    assert answer.status_code == 302, f"{email} could not sign in: {answer.status_code}"
    connection.close()
    return Guest(host, "; ".join(f"{name}={each.value}" for name, each in client.cookies.items()))
