"""A connection that can do nothing until it acts as somebody, and fails closed.

django-tenants sets the search path and swallows an error there; the next page would then be
served with the former municipality's rows. Here role and search path are taken in one message,
and if they cannot be taken the connection is closed and the request ends.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql.base import Cursor
from django.db.utils import OperationalError
from django.utils.asyncio import async_unsafe
from django_tenants.postgresql_backend import base as tenants_base
from psycopg import pq
from psycopg_pool import ConnectionPool

from walls.callers import Caller

GIVE_BACK = (
    b"CLOSE ALL; SELECT pg_advisory_unlock_all(); RESET SESSION AUTHORIZATION; RESET ROLE; "
    b"RESET ALL; DEALLOCATE ALL; UNLISTEN *; DISCARD SEQUENCES"
)


class NobodyError(ImproperlyConfigured):
    """Code asked the database for something without acting as anybody."""


class RoleNotTakenError(OperationalError):
    """The role and search path could not be taken; the connection is closed."""


class ExtendedCursor(Cursor):
    """Always the extended protocol: a stacked statement is refused by the server.

    psycopg's client-side binding sends the simple protocol, in which an injected
    `; SET ROLE other; SELECT …` would run.
    """

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: bool | None = None) -> None:
        super()._execute_send(query, force_extended=True, binary=binary)  # type: ignore[misc]


class DatabaseWrapper(tenants_base.DatabaseWrapper):
    """One thread's connection: its login role, whom it acts as, and what it has taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.caller: Caller | None = None
        self.login = "worker"
        self._taken: Caller | None = None
        self._connected_login: str | None = None
        self._rolling_back = False
        super().__init__(*args, **kwargs)

    # --- acting as somebody ---

    def act_as(self, caller: Caller | None, *, login: str | None = None) -> None:
        """Act as `caller` from the next statement on; None: as nobody (every statement raises).

        The owner has a login of its own; every other caller keeps the present login unless
        `login` names another. Raises RuntimeError where that needs another connection in the
        middle of a transaction.
        """
        wanted = "owner" if caller is not None and caller.kind == "owner" else login or self.login
        if (
            login is None
            and wanted == self.login == "owner"
            and caller is not None
            and caller.kind != "owner"
        ):
            wanted = "worker"
        if (
            settings.DATABASE_LOGINS[wanted] != settings.DATABASE_LOGINS[self.login]
            and self.connection is not None
        ):
            if self.in_atomic_block:
                raise RuntimeError("Another login cannot be taken within a transaction.")
            self.close()
        self.login = wanted
        self.caller = caller
        self.set_schema(caller.schema if caller else "public")

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Follow django-tenants' own code (its migrations); only the owner may change schema so."""
        caller = getattr(self, "caller", None)
        if caller is not None and caller.kind == "owner":
            self.caller = Caller.owner(tenant.schema_name)
        elif caller is not None and caller.schema != tenant.schema_name:
            raise RuntimeError("Only acting_as() changes the schema, together with the role.")
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public
        self.set_settings_schema(self.schema_name)

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Take role and search path before a cursor is handed out, unless they are taken already."""
        if self._rolling_back or (self.caller is not None and self._taken == self.caller):
            return
        if self.caller is None:
            raise NobodyError("Nobody acts here: wrap the code in walls.callers.acting_as().")
        self._take(self.caller)

    def _take(self, caller: Caller) -> None:
        path = "public" if caller.schema == "public" else f'"{caller.schema}", public'
        tenants_base._check_schema_name(caller.schema)
        self._taken = None
        result = self.connection.pgconn.exec_(f'SET ROLE "{caller.role}"; SET search_path = {path}'.encode())
        if result.status != pq.ExecStatus.COMMAND_OK:
            reason = result.error_message.decode(errors="replace").strip()
            self.close_for_good()
            raise RoleNotTakenError(f"Role {caller.role!r} could not be taken: {reason}")
        self._taken = caller

    def close_for_good(self) -> None:
        """Close the server connection itself, so that no pool hands it to anybody again."""
        self.connection.close()
        self.close()

    # --- a rollback reverts a role taken since; while rolling back nothing may be taken ---

    @async_unsafe
    def rollback(self) -> None:
        self._taken = None
        super().rollback()

    @async_unsafe
    def savepoint_rollback(self, sid: str) -> None:
        self._rolling_back = True
        try:
            super().savepoint_rollback(sid)
        finally:
            self._rolling_back = False
            self._taken = None

    def _savepoint_commit(self, sid: str) -> None:
        self._rolling_back = True
        try:
            super()._savepoint_commit(sid)
        finally:
            self._rolling_back = False

    # --- connections: one pool per login role ---

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params["user"], params["password"] = settings.DATABASE_LOGINS[self.login]
        params["options"] = "-c timezone=UTC"  # Django would call set_config(), which is nobody's
        if self.login != "owner":
            params["cursor_factory"] = ExtendedCursor
        return params

    @property
    def pool(self) -> ConnectionPool[Any] | None:
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == NO_DB_ALIAS or not options:
            return None
        key = f"{self.alias}:{settings.DATABASE_LOGINS[self.login][0]}"
        if key not in self._connection_pools:
            kwargs = {**self.get_connection_params(), "autocommit": True}
            pool = ConnectionPool(
                kwargs=kwargs,
                open=False,
                configure=self._configure_connection,
                check=ConnectionPool.check_connection,  # a dead connection meets no page
                **options,
            )
            self._connection_pools.setdefault(key, pool)
        return self._connection_pools[key]

    def close_pool(self) -> None:
        for key in [key for key in self._connection_pools if key.startswith(f"{self.alias}:")]:
            self._connection_pools.pop(key).close()

    def close(self) -> None:
        super().close()
        self._taken = None

    def _close(self) -> None:
        if self.connection is not None and not self.connection.closed:
            self._clean()
        super()._close()

    def _clean(self) -> None:
        """Leave nothing on the connection for the next holder: no role, cursor, lock or setting."""
        pgconn = self.connection.pgconn
        if pgconn.transaction_status != pq.TransactionStatus.IDLE:
            pgconn.exec_(b"ROLLBACK")
        if pgconn.exec_(GIVE_BACK).status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
            self.connection.close()
