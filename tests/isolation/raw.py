"""Raw SQL as somebody: under a site's login with a role taken, in a transaction that is never committed.

A superuser opens the transaction, so that a test can put rows there, or take a wall down, and then
become the login: from then on PostgreSQL asks what the login and its role may do, as it does in use.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from tests.conftest import server
from walls import names

LOGIN_OF = {
    "municipality": "municipality",
    "supplier": "supplier",
    "secretariat": "secretariat",
    "door": "municipality",
    "jobs": "worker",
}


@dataclass(frozen=True)
class Who:
    """A login and the role it has taken; an empty role is a login that has taken none."""

    login: str
    role: str


@dataclass(frozen=True)
class Refused:
    """PostgreSQL's refusal."""

    words: str
    state: str


class Raw:
    """One connection whose transaction is rolled back at the end."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection

    def ask(self, query: Any, *given: Any) -> list[tuple[Any, ...]]:
        """Run a statement as whoever is acting; by default the superuser."""
        cursor = self.connection.execute(query, given or None)
        return cursor.fetchall() if cursor.description else []

    @contextmanager
    def acting(self, who: Who) -> Iterator["Raw"]:
        """Act as a login with its role; what is done in the block stays in the transaction."""
        self.connection.execute(
            sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(names.login(who.login)))
        )
        if who.role:
            self.connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(who.role)))
        try:
            yield self
        finally:
            if self.connection.info.transaction_status != psycopg.pq.TransactionStatus.INERROR:
                self.connection.execute("RESET SESSION AUTHORIZATION")
                self.connection.execute("RESET ROLE")

    def attempt(self, who: Who, query: Any, *given: Any) -> list[tuple[Any, ...]] | Refused:
        """Run a statement as somebody and undo it; return its rows, or how it was refused."""
        try:
            with self.connection.transaction(force_rollback=True), self.acting(who):
                return self.ask(query, *given)
        except psycopg.Error as error:
            return Refused(str(error), error.sqlstate or "")


@contextmanager
def raw() -> Iterator[Raw]:
    """Open a superuser's transaction on the tests' database; nothing of it stays."""
    with server(settings.DATABASES["default"]["NAME"]) as connection:
        connection.autocommit = False
        try:
            yield Raw(connection)
        finally:
            connection.rollback()
