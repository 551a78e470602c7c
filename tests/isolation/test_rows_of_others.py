"""Whoever has a role sees, changes and makes rows of its own only, and none that hangs on another's.

Every table and every foreign key is found in the catalogue: a new one is tried by itself.
"""

from collections.abc import Iterator
from uuid import UUID

import pytest
from psycopg import sql

from tests.isolation.raw import Raw, Refused, Who
from tests.isolation.rows import Filled
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.declare import GROUP_OF, VERBS, Rights, shared

SITES = {"supplier": "supplier_id", "municipality": "municipality_id"}
TABLES = {
    site: {each.table: rights for each in shared() for group, rights in each.rights() if group == of_site}
    for site, of_site in GROUP_OF.items()
    if site in SITES
}


class Attack:
    """One site's role with rows of its own and of a neighbour's in every table that has its column."""

    def __init__(self, raw: Raw, site: str, who: Who, own: UUID, other: UUID) -> None:
        self.raw, self.site, self.who, self.own, self.other = raw, site, who, own, other
        self.filled = Filled(raw, SITES[site], [own, other])

    def reachable(self, verb: str) -> Iterator[tuple[str, Rights]]:
        """Yield the tables with the site's column in which its role may do something."""
        for table in self.filled.tables:
            rights = TABLES[self.site].get(table)
            if rights and verb in rights.verbs:
                yield table, rights

    def count(self, table: str, holder: UUID) -> int:
        """Return how many rows of a holder the role sees."""
        query = sql.SQL("SELECT count(*) FROM {} WHERE {} = %s").format(
            sql.Identifier(table), sql.Identifier(SITES[self.site])
        )
        found = self.raw.attempt(self.who, query, holder)
        return 0 if isinstance(found, Refused) else found[0][0]

    def insert(self, table: str, **given: object) -> list[tuple[object, ...]] | Refused:
        """Try to put another row of its own there, with some columns as the attacker wants them."""
        return self.raw.attempt(self.who, *self.filled.another(table, self.own, **given))

    def update(self, table: str, column: str, value: object) -> list[tuple[object, ...]] | Refused:
        """Try to change a column in every row it can reach."""
        query = sql.SQL("UPDATE {} SET {} = %s RETURNING 1").format(
            sql.Identifier(table), sql.Identifier(column)
        )
        return self.raw.attempt(self.who, query, value)

    def foreign_keys(self, table: str) -> Iterator[tuple[str, str]]:
        """Yield (column, table) of the table's foreign keys to tables whose rows are somebody's."""
        for column in self.filled.tables[table]:
            if column.points_at in self.filled.tables and column.name != SITES[self.site]:
                yield column.name, column.points_at

    def writable(self, rights: Rights, table: str, verb: str) -> set[str]:
        """Return the columns that a verb is granted on."""
        if verb in rights.columns:
            return {each.strip() for each in rights.columns[verb].split(",")}
        return {each.name for each in self.filled.tables[table]}


@pytest.fixture(params=SITES)
def attack(request: pytest.FixtureRequest, unlocked: Raw, who: dict[str, Who]) -> Attack:
    """A supplier beside another, and a municipality beside another."""
    if request.param == "supplier":
        return Attack(unlocked, "supplier", who["supplier"], SUPPLIER_X, SUPPLIER_Y)
    ids = dict(unlocked.ask("SELECT schema_name, id FROM tenants_municipality"))
    return Attack(unlocked, "municipality", who["municipality"], ids["m_aalborg"], ids["m_viborg"])


def test_it_sees_its_own_rows_and_no_others(attack: Attack) -> None:
    seen = {table: attack.count(table, attack.other) for table in attack.filled.tables}
    assert {table: number for table, number in seen.items() if number} == {}
    own = {table: attack.count(table, attack.own) for table, _ in attack.reachable("S")}
    assert [table for table, number in own.items() if not number] == []
    assert own, "the test would see an open door: it must see its own rows"


def test_the_rows_are_there(attack: Attack) -> None:
    """Whoever is not walled in sees the neighbour's rows: the tests above have something to miss."""
    for table in attack.filled.tables:
        found = attack.raw.ask(
            sql.SQL("SELECT count(*) FROM {} WHERE {} = %s").format(
                sql.Identifier(table), sql.Identifier(SITES[attack.site])
            ),
            attack.other,
        )
        assert found[0][0] >= 1, table


def test_it_changes_and_deletes_no_row_of_others(attack: Attack) -> None:
    wrong = []
    for table in attack.filled.tables:
        holder, target = sql.Identifier(SITES[attack.site]), sql.Identifier(table)
        rights = TABLES[attack.site].get(table)
        columns = sorted(attack.writable(rights, table, "U")) if rights else ["id"]
        for query in (
            sql.SQL("UPDATE {} SET {} = {} WHERE {} = %s").format(
                target, sql.Identifier(columns[0]), sql.Identifier(columns[0]), holder
            ),
            sql.SQL("DELETE FROM {} WHERE {} = %s").format(target, holder),
        ):
            found = attack.raw.attempt(attack.who, query + sql.SQL(" RETURNING 1"), attack.other)
            if not isinstance(found, Refused) and found:
                wrong.append((table, query.as_string()))
    assert not wrong


def test_it_makes_rows_of_its_own_and_none_of_others(attack: Attack) -> None:
    forged = [
        table
        for table, _ in attack.reachable("I")
        if not isinstance(attack.insert(table, **{SITES[attack.site]: attack.other}), Refused)
    ]
    assert not forged
    own = {table: attack.insert(table) for table, rights in attack.reachable("I") if "S" in rights.verbs}
    assert {table: said for table, said in own.items() if isinstance(said, Refused)} == {}
    assert own


def test_it_gives_no_row_of_its_own_to_another(attack: Attack) -> None:
    given_away = [
        table
        for table, _ in attack.reachable("U")
        if not isinstance(attack.update(table, SITES[attack.site], attack.other), Refused)
    ]
    assert not given_away


def test_nothing_that_it_writes_hangs_on_a_row_of_another(attack: Attack) -> None:
    """A row of one's own in another's case would be read there by the secretariat as the other's."""
    hung = []
    for verb in ("I", "U"):
        for table, rights in attack.reachable(verb):
            for column, target in attack.foreign_keys(table):
                if column not in attack.writable(rights, table, verb):
                    continue
                anothers = attack.filled.key(target, attack.other)
                said = (
                    attack.insert(table, **{column: anothers})
                    if verb == "I"
                    else attack.update(table, column, anothers)
                )
                if not isinstance(said, Refused) and (verb == "I" or said):
                    hung.append(f"{VERBS[verb]} {table}.{column} -> {target}")
    assert not hung


def test_what_it_writes_hangs_on_its_own_rows(attack: Attack) -> None:
    """The twin: the same rows with keys of one's own are taken."""
    refused = {
        (table, column): said
        for table, rights in attack.reachable("I")
        for column, target in attack.foreign_keys(table)
        if "S" in rights.verbs
        and isinstance(
            said := attack.insert(table, **{column: attack.filled.key(target, attack.own)}), Refused
        )
    }
    assert not refused


@pytest.mark.parametrize("taken_down", ["row security", "a policy for all"])
def test_without_the_wall_the_neighbours_rows_are_seen(attack: Attack, taken_down: str) -> None:
    """The attack works where the wall is taken down, so what stops it above is the wall."""
    table, _ = next(attack.reachable("S"))
    target = sql.Identifier(table)
    if taken_down == "row security":
        attack.raw.ask(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(target))
    else:
        attack.raw.ask(sql.SQL("CREATE POLICY hole ON {} USING (true)").format(target))
    assert attack.count(table, attack.other) >= 1
