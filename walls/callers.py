"""Who a piece of code acts as towards the database: a role, and the schemas it sees.

A web request acts as one municipality, one supplier or the secretariat; sign-in acts as
`door`, the worker's own bookkeeping as `jobs`, migrations as the owner. The role and the
search path are taken together (walls/backend), and nothing is read or written without one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast
from uuid import UUID

from django.db import connection

from walls import names

if TYPE_CHECKING:
    from walls.backend.base import DatabaseWrapper


class HasSchema(Protocol):
    """A municipality, as far as taking its role is concerned."""

    @property
    def id(self) -> UUID:
        """The id at the end of the role's name."""

    @property
    def schema_name(self) -> str:
        """The municipality's own schema."""


@dataclass(frozen=True)
class Caller:
    """A database role with the schemas it looks in."""

    kind: str
    role: str
    schema: str = "public"
    holder: UUID | None = None

    @classmethod
    def secretariat(cls) -> "Caller":
        """The secretariat's staff and the jobs they start: the shared schema only."""
        return cls("secretariat", names.group("secretariat"))

    @classmethod
    def municipality(cls, municipality: HasSchema) -> "Caller":
        """One municipality: its own schema, and its own rows of the shared one."""
        role = names.municipality_role(municipality.id)
        return cls("municipality", role, municipality.schema_name, municipality.id)

    @classmethod
    def supplier(cls, supplier_id: UUID) -> "Caller":
        """One supplier: its own rows of the shared schema."""
        return cls("supplier", names.supplier_role(supplier_id), holder=supplier_id)

    @classmethod
    def door(cls) -> "Caller":
        """Sign-in: sessions, people and invitations, no case data."""
        return cls("door", names.group("door"))

    @classmethod
    def jobs(cls) -> "Caller":
        """The worker's bookkeeping: job rows and the outbox."""
        return cls("jobs", names.group("jobs"))

    @classmethod
    def owner(cls, schema: str = "public") -> "Caller":
        """Migrations and onboarding, under the login that owns the tables."""
        return cls("owner", names.login("owner"), schema)

    def as_data(self) -> dict[str, str]:
        """Return what a job row keeps of the caller, to be taken up by the worker."""
        return {"kind": self.kind, "schema": self.schema, "holder": str(self.holder or "")}

    @classmethod
    def from_data(cls, data: dict[str, str]) -> "Caller":
        """Return the caller that a job row names; raises ValueError for one it may not name.

        The schema of another municipality would be refused by PostgreSQL, as the role has no right to it.
        """
        holder = UUID(data["holder"]) if data.get("holder") else None
        if data["kind"] == "secretariat":
            return cls.secretariat()
        if data["kind"] == "supplier" and holder:
            return cls.supplier(holder)
        if data["kind"] == "municipality" and holder and data["schema"].startswith("m_"):
            return cls("municipality", names.municipality_role(holder), data["schema"], holder)
        raise ValueError(f"A job cannot act as {data['kind']!r}.")


def wrapper() -> "DatabaseWrapper":
    """Return the present thread's connection as what it is: walls.backend's, with a caller."""
    return cast("DatabaseWrapper", connection)


@contextmanager
def acting_as(caller: Caller, *, login: str | None = None) -> Iterator[None]:
    """Act as `caller` within the block, and as before after it.

    `login` names the login role to connect with; without it the process keeps the one it has
    (a web request its site's, everything else the worker's, the owner its own).
    """
    database = wrapper()
    before = database.caller, database.login
    database.act_as(caller, login=login)
    try:
        yield
    finally:
        database.act_as(before[0], login=before[1])
