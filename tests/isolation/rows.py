"""A row of each organisation in every shared table, made from the catalogue alone.

Keys are made from table and holder, so that each holder's rows point at each other as they do in use.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from psycopg import sql
from psycopg.types.json import Jsonb

from tests.isolation.raw import Raw

NAMESPACE = UUID("b0a8c9de-53b4-4c0b-8a06-1d7f3f4f9a55")
# What makes a row one that its holder works on: an open round, a notice received, a comment not answered.
PARTICULAR: dict[tuple[str, str], Any] = {
    ("agreements_joint_round", "returned_at"): None,
    ("agreements_joint_subprocessornotice", "state"): "received",
    ("agreements_joint_incident", "source"): "supplier",
    ("agreements_joint_incident", "state"): "sent",
    ("agreements_joint_incidenttext", "source"): "supplier",
    ("agreements_joint_incidenttext", "kind"): "update",
    ("agreements_joint_incidenttext", "mailed_at"): None,
    ("audits_joint_hearingcomment", "answered_at"): None,
    ("register_systemcorrection", "state"): "proposed",
    ("audits_joint_evidence", "level"): "",
    ("audits_joint_reportobjection", "state"): "received",
    ("audits_joint_reportobjection", "letter_id"): None,
}
BY_TYPE: dict[str, Any] = {
    "text": "Hemmelig",
    "character varying": "x",
    "character": "x",
    "integer": 1,
    "smallint": 1,
    "bigint": 1,
    "numeric": 1,
    "double precision": 1.5,
    "boolean": False,
    "timestamp with time zone": "2026-03-12T12:00:00Z",
    "date": "2026-03-12",
    "jsonb": Jsonb({}),
    "bytea": b"x",
    "ARRAY": [],
    "xid8": "1",
}


@dataclass(frozen=True)
class Column:
    """A column as the catalogue has it; `points_at` is the table of its foreign key."""

    name: str
    kind: str
    points_at: str


class Filled:
    """The shared tables with one row of each holder."""

    def __init__(self, raw: Raw, holder_column: str, holders: list[UUID]) -> None:
        self.raw, self.column = raw, holder_column
        self.tables = {
            table: columns
            for table, columns in _columns(raw).items()
            if holder_column in [each.name for each in columns]
        }
        for table in self.tables:
            _drop_checks(raw, table)
        raw.ask("SET LOCAL session_replication_role = replica")  # no foreign keys while it is filled
        for holder in holders:
            for table in self.tables:
                raw.ask(*self.insertion(table, holder))
        raw.ask("SET LOCAL session_replication_role = origin")

    def key(self, table: str, holder: UUID) -> UUID:
        """Return the id of the holder's row; the holder itself where the table is the holders' own."""
        if f"{table.rsplit('_', maxsplit=1)[-1]}_id" == self.column:
            return holder
        return uuid5(NAMESPACE, f"{table} {holder}")

    def insertion(self, table: str, holder: UUID, **given: Any) -> tuple[sql.Composed, *tuple[Any, ...]]:
        """Return a statement that puts a row of the holder there, and its values; `given` is by column."""
        values = {each.name: self._value(table, each, holder) for each in self.tables[table]} | given
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(sql.Placeholder() for _ in values),
        )
        return statement, *values.values()

    def another(self, table: str, holder: UUID, **given: Any) -> tuple[sql.Composed, *tuple[Any, ...]]:
        """Return the insertion of one more row of the holder."""
        return self.insertion(table, holder, **{"id": uuid4()} | given)

    def _value(self, table: str, column: Column, holder: UUID) -> Any:
        if (table, column.name) in PARTICULAR:
            return PARTICULAR[table, column.name]
        if column.name == self.column:
            return holder
        if column.name == "id":
            return self.key(table, holder)
        if column.points_at and column.kind == "uuid":
            return self.key(column.points_at, holder)
        return uuid4() if column.kind == "uuid" else BY_TYPE[column.kind]


def fill_schema(raw: Raw, schema: str) -> dict[str, UUID]:
    """Put one row into every table of a schema; return the keys by table of those that have their own."""
    raw.ask(sql.SQL("SET LOCAL search_path = {}, public").format(sql.Identifier(schema)))
    tables = {
        table: columns
        for table, columns in _columns(raw, schema).items()
        if "id" in [each.name for each in columns] or any(each.points_at for each in columns)
    }
    filled = Filled.__new__(Filled)
    filled.raw, filled.column, filled.tables = raw, "", tables
    holder = UUID(int=1)
    raw.ask("SET LOCAL session_replication_role = replica")
    for table in tables:
        _drop_checks(raw, table)
        raw.ask(*filled.insertion(table, holder))
    return {
        table: filled.key(table, holder)
        for table, columns in tables.items()
        if "id" in [each.name for each in columns]
    }


def _columns(raw: Raw, schema: str = "public") -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    for table, name, kind, points_at in raw.ask(
        "SELECT c.table_name, c.column_name, c.data_type, "
        "       coalesce((SELECT f.confrelid::regclass::text FROM pg_constraint f "
        "                  WHERE f.contype = 'f' AND f.conrelid = c.table_name::regclass "
        "                    AND f.conkey = ARRAY[c.ordinal_position::int2]), '') "
        "  FROM information_schema.columns c "
        "  JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = %s "
        "   AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' "
        "   AND c.is_identity = 'NO' ORDER BY c.table_name, c.ordinal_position",
        schema,
    ):
        found.setdefault(table, []).append(Column(name, kind, points_at))
    return found


def _drop_checks(raw: Raw, table: str) -> None:
    """One row of each holder is enough, whatever the table's own checks want of its values."""
    for name, kind in raw.ask(
        "SELECT conname, contype FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'u')",
        table,
    ):
        assert kind
        raw.ask(
            sql.SQL("ALTER TABLE {} DROP CONSTRAINT {} CASCADE").format(
                sql.Identifier(table), sql.Identifier(name)
            )
        )
    for (name,) in raw.ask(
        "SELECT i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = %s::regclass "
        "AND i.indisunique AND NOT i.indisprimary",
        table,
    ):
        raw.ask(sql.SQL("DROP INDEX {} CASCADE").format(sql.SQL(name)))
