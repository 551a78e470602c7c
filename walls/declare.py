"""How a room declares which tables each group of callers may reach, row by row.

Each room has a `walls.py` with `SHARED` (tables of the shared schema) and, for rooms that live
in a municipality's schema, `MUNICIPAL`. What is not declared is refused by PostgreSQL.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

VERBS = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
MINE = "= (SELECT walls_caller_id())"
OWN_MUNICIPALITY = f"municipality_id {MINE}"
OWN_SUPPLIER = f"supplier_id {MINE}"
FOREIGN = ("django", "django_tenants", "allauth", "whitenoise", "django_htmx", "template_partials")
GROUP_OF = {
    "secretariat": "secretariat",
    "municipality": "municipalities",
    "supplier": "suppliers",
    "door": "door",
    "jobs": "jobs",
}
# The column by which rows belong to a caller, for the groups of which there are many.
HOLDER_COLUMN = {"municipalities": "municipality_id", "suppliers": "supplier_id"}
# What row policies call; they tell nothing that the caller could not ask by itself.
OPEN_FUNCTIONS = ("walls_caller_id()", "walls_sees_v1(regclass, uuid)")


@dataclass(frozen=True)
class Rights:
    """What one group may do with a table.

    `verbs` is letters of S I U D (select, insert, update, delete). `rows` is the SQL condition on
    the rows it sees and changes; `check` the one on what it may leave behind (default: `rows`).
    `columns` narrows a verb to some columns, e.g. {"U": "read_at"}.
    """

    verbs: str
    rows: str = "true"
    check: str | None = None
    columns: dict[str, str] = field(default_factory=dict)

    def grants(self) -> list[str]:
        """Return the privileges as they stand in a GRANT."""
        return [
            f"{VERBS[letter]} ({self.columns[letter]})" if letter in self.columns else VERBS[letter]
            for letter in self.verbs
        ]

    def writes(self, column: str) -> bool:
        """Return whether the group may put a value into the column, when inserting or when updating."""
        return any(
            letter not in self.columns or column in self.columns[letter].replace(" ", "").split(",")
            for letter in set("IU") & set(self.verbs)
        )


@dataclass(frozen=True)
class Shared:
    """A table or view of the shared schema, who may reach it, and why; mere verbs mean all rows."""

    table: str
    why: str
    secretariat: Rights | str | None = None
    municipality: Rights | str | None = None
    supplier: Rights | str | None = None
    door: Rights | str | None = None
    jobs: Rights | str | None = None
    is_view: bool = False

    def rights(self) -> Iterator[tuple[str, Rights]]:
        """Yield (group, rights) for each group that may reach the table."""
        for site, group in GROUP_OF.items():
            given = getattr(self, site)
            if given is not None:
                yield group, Rights(given) if isinstance(given, str) else given


@dataclass(frozen=True)
class Municipal:
    """A table of every municipality's schema and what that municipality itself may do with it."""

    table: str
    verbs: str
    why: str = ""


@dataclass(frozen=True)
class Function:
    """A definer function of the shared schema: its signature and the groups that may call it."""

    signature: str
    callers: tuple[str, ...]
    why: str


def shared() -> list[Shared]:
    """Return the declarations of all tables and views of the shared schema."""
    return _declared("SHARED")


def municipal() -> list[Municipal]:
    """Return the declarations of all tables of a municipality's schema."""
    return _declared("MUNICIPAL")


def triggers() -> list[str]:
    """Return the names of the triggers that the rooms' migrations make on tables of the shared schema."""
    return _declared("TRIGGERS")


def functions() -> list[Function]:
    """Return the declarations of all functions that groups may call."""
    return _declared("FUNCTIONS")


def _declared(kind: str) -> list[Any]:
    found: list[Any] = []
    for app in apps.get_app_configs():
        if app.name.split(".")[0] not in FOREIGN and app.name != "walls" and find_spec(f"{app.name}.walls"):
            found.extend(getattr(import_module(f"{app.name}.walls"), kind, []))
    return found
