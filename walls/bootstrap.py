"""What only a superuser can do, once per installation: database, login roles, hardening.

Everything here can be run again; it changes what differs and leaves data alone.
"""

from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from walls import names

# Built-in functions that run SQL given as text, or change settings: each let an injected SELECT
# leave its role (see docs/adr); the web's roles need none of them.
REVOKED_FUNCTIONS = (
    "set_config(text, text, boolean)",
    "ts_stat(text)",
    "ts_stat(text, text)",
    "ts_rewrite(tsquery, text)",
    "query_to_xml(text, boolean, boolean, text)",
    "query_to_xmlschema(text, boolean, boolean, text)",
    "query_to_xml_and_xmlschema(text, boolean, boolean, text)",
    "cursor_to_xml(refcursor, integer, boolean, boolean, text)",
    "table_to_xml(regclass, boolean, boolean, text)",
    "schema_to_xml(name, boolean, boolean, text)",
    "database_to_xml(boolean, boolean, text)",
    "lo_creat(integer)",
    "lo_create(oid)",
    "lo_from_bytea(oid, bytea)",
    "pg_notify(text, text)",  # a word from one municipality to another's connection
)

# Locks by number are one space for all: a municipality could hold what the worker waits for. The
# groups that need them are given them; giving locks back stays everybody's.
LOCK_FUNCTIONS = tuple(
    f"pg_{attempt}advisory_{kind}lock{shared}({arguments})"
    for attempt in ("", "try_")
    for kind in ("", "xact_")
    for shared in ("", "_shared")
    for arguments in ("bigint", "integer, integer")
)
LOCKING = ("secretariat", "jobs")

# Which groups each login may take, besides the roles of the municipalities or suppliers of its site.
TAKEABLE = {
    "municipality": ("door",),
    "supplier": ("door",),
    "secretariat": ("door", "secretariat"),
    "worker": ("door", "jobs", "secretariat"),
}


def prepare(superuser: str, password: str) -> None:
    """Create the database with its login and group roles and harden it.

    Raises psycopg.Error where the server refuses, RuntimeError where it is too old
    (PostgreSQL 16 is the first in which a role may be taken without being inherited).
    """
    database: dict[str, Any] = settings.DATABASES["default"]
    where = {"host": database["HOST"], "port": database["PORT"], "user": superuser, "password": password}
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        if server.info.server_version < 160000:
            raise RuntimeError("PostgreSQL 16 eller nyere er nødvendig.")
        _roles(server)
        _database(server, database["NAME"])
    with psycopg.connect(dbname=database["NAME"], autocommit=True, **where) as inside:
        _harden(inside, database["NAME"])


def _exists(server: psycopg.Connection, query: str, name: str) -> bool:
    return server.execute(query, [name]).fetchone() is not None


def _roles(server: psycopg.Connection) -> None:
    for group in names.GROUPS:
        if not _exists(server, "SELECT 1 FROM pg_roles WHERE rolname = %s", names.group(group)):
            server.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(names.group(group))))
    for login in names.LOGINS:
        name, password = settings.DATABASE_LOGINS[login]
        verb = "ALTER" if _exists(server, "SELECT 1 FROM pg_roles WHERE rolname = %s", name) else "CREATE"
        server.execute(
            sql.SQL(
                "{} ROLE {} LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS {} PASSWORD {}"
            ).format(
                sql.SQL(verb),
                sql.Identifier(name),
                sql.SQL("CREATEROLE" if login == "owner" else "NOCREATEROLE"),
                sql.Literal(password),
            )
        )
    owner = sql.Identifier(names.login("owner"))
    for group in ("municipalities", "suppliers"):
        server.execute(
            sql.SQL("GRANT {} TO {} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE").format(
                sql.Identifier(names.group(group)), owner
            )
        )
    for login, groups in TAKEABLE.items():
        for group in groups:
            server.execute(
                sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
                    sql.Identifier(names.group(group)), sql.Identifier(names.login(login))
                )
            )


def _database(server: psycopg.Connection, name: str) -> None:
    if not _exists(server, "SELECT 1 FROM pg_database WHERE datname = %s", name):
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                sql.Identifier(name), sql.Identifier(names.login("owner"))
            )
        )


def _harden(inside: psycopg.Connection, name: str) -> None:
    database, owner = sql.Identifier(name), sql.Identifier(names.login("owner"))
    logins = sql.SQL(", ").join(sql.Identifier(names.login(login)) for login in names.LOGINS)
    for statement in (
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, logins),
        sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner),
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
        sql.SQL("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON LANGUAGE plpgsql TO {}").format(owner),
        sql.SQL("REVOKE UPDATE ON pg_catalog.pg_settings FROM PUBLIC"),
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC").format(owner),
    ):
        inside.execute(statement)
    for function in (*REVOKED_FUNCTIONS, *LOCK_FUNCTIONS):
        inside.execute(
            sql.SQL("REVOKE EXECUTE ON FUNCTION pg_catalog.{} FROM PUBLIC").format(sql.SQL(function))
        )
    locking = [names.login("owner"), *(names.group(group) for group in LOCKING)]
    for function in LOCK_FUNCTIONS:
        inside.execute(
            sql.SQL("GRANT EXECUTE ON FUNCTION pg_catalog.{} TO {}").format(
                sql.SQL(function), sql.SQL(", ").join(map(sql.Identifier, locking))
            )
        )
