"""Ways out of a role: each is first shown to work without its protection, and then refused with it.

The attacker is Aalborg's role under the municipalities' login, with SQL of its own choice, as after an
injection. The prize is a word in Viborg's schema, or in a row of Viborg's. Everything happens in a
transaction that is rolled back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from django.conf import settings

from tests.isolation.raw import Raw, Who
from walls import names

PRIZE = "viborgshemmelighed"
LOG = "m_viborg.workflows_municipal_municipallogentry"


@pytest.fixture
def prize(unlocked: Raw, who: dict[str, Who]) -> dict[str, str]:
    """Put the prize there, and return the words of the statements below."""
    ids = dict(unlocked.ask("SELECT schema_name, id FROM tenants_municipality"))
    unlocked.ask(
        f"INSERT INTO {LOG} (at, subject_kind, subject_id, action, before, after, reason, "
        "data, by_id, by_name) VALUES "
        "(now(), 'x', gen_random_uuid(), %s, '', '', '', '{}', gen_random_uuid(), '')",
        PRIZE,
    )
    for schema in ("m_viborg", "m_aalborg"):
        unlocked.ask(
            "INSERT INTO tenants_letter (id, municipality_id, kind, subject_id, text, file_sha256, "
            "file_name, written_by_id, written_by_name, written_at, answer, answered_by_name) VALUES "
            "(gen_random_uuid(), %s, 'x', gen_random_uuid(), %s, '', '', gen_random_uuid(), '', now(), "
            "'', '')",
            ids[schema],
            PRIZE if schema == "m_viborg" else "own words",
        )
    return {
        "own": who["municipality"].role,
        "viborg": who["viborg"].role,
        "log": LOG,
        "owner": names.login("owner"),
        "group": names.group("municipalities"),
        "login": names.login("municipality"),
        "aalborg_id": str(ids["m_aalborg"]),
        "viborg_id": str(ids["m_viborg"]),
        "database": unlocked.connection.info.dbname,
    }


@pytest.fixture
def neighbour(unlocked: Raw) -> Iterator[int]:
    """Return the process of another connection of the same login, whose last statement was the prize."""
    where = unlocked.connection.info
    with psycopg.connect(
        host=where.host, port=where.port, dbname=where.dbname, user=names.login("municipality"),
        password=settings.DATABASE_LOGINS["worker"][1], autocommit=True,
    ) as other:  # fmt: skip
        other.execute(f"SELECT '{PRIZE}'")
        yield other.info.backend_pid


@dataclass(frozen=True)
class Escape:
    """What takes the protection away, and what the attacker then sends, one statement after another.

    `guarded` is for what the house does not have at all: the same thing, made as the house makes such
    things. `refusal` is how the attack ends then; nothing where it ends in no rows.
    """

    lifting: str
    attack: tuple[str, ...]
    prize: str = PRIZE
    guarded: str = ""
    refusal: str = "permission denied"


SET_CONFIG = "GRANT EXECUTE ON FUNCTION set_config(text, text, boolean) TO PUBLIC"
TAKE = "set_config('role', '{viborg}', true)"
TEMP = "GRANT TEMP ON DATABASE {database} TO PUBLIC"
BOX = (
    "CREATE TABLE box (whose text, word text); INSERT INTO box VALUES ('{viborg_id}', '" + PRIZE + "');"
    "ALTER TABLE box ENABLE ROW LEVEL SECURITY; GRANT SELECT ON box TO {group};"
)
INVOKER = (
    "SET ROLE {owner}; CREATE VIEW spy WITH (security_invoker = true) AS SELECT * FROM tenants_letter; "
    "RESET ROLE; "
)
PINNED = (
    "SET ROLE {owner}; CREATE FUNCTION home() RETURNS text LANGUAGE sql SECURITY DEFINER "
    "SET search_path = pg_catalog, public, pg_temp AS 'SELECT WHAT FROM tenants_municipality "
    "WHERE id = walls_definer_caller_id()'; GRANT EXECUTE ON FUNCTION home() TO {group}; RESET ROLE"
)
LOOSE = PINNED.replace("SET search_path = pg_catalog, public, pg_temp ", "")
ONCE = (
    "SET CONSTRAINTS ALL IMMEDIATE; CREATE UNIQUE INDEX once ON tenants_letter (text); "
    "GRANT INSERT ON tenants_letter TO {group}"
)
ESCAPES = {
    "taking a role by a function": Escape(SET_CONFIG, (f"SELECT {TAKE}", "SELECT action FROM {log}")),
    "one SELECT that takes a role and reads by ts_stat": Escape(
        f"{SET_CONFIG}; GRANT EXECUTE ON FUNCTION ts_stat(text) TO PUBLIC",
        (
            f"SELECT word FROM (SELECT {TAKE} AS taken OFFSET 0) first, LATERAL ts_stat(left(taken, 0) || "
            "'SELECT to_tsvector(''simple'', action) FROM {log}') seen",
        ),
    ),
    "a table of settings that can be written": Escape(
        f"{SET_CONFIG}; GRANT UPDATE ON pg_settings TO PUBLIC",
        (
            f"UPDATE pg_settings SET setting = '{PRIZE}' WHERE name = 'application_name'",
            "SELECT current_setting('application_name')",
        ),
    ),
    "a block of code": Escape(
        "GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC",
        (
            "DO $$ DECLARE word text; BEGIN SET LOCAL ROLE {viborg}; SELECT action INTO word FROM {log}; "
            "RAISE EXCEPTION '%', word; END $$",
        ),
    ),
    "a policy that reads a setting": Escape(
        f"{SET_CONFIG}; {BOX} CREATE POLICY own ON box USING (whose = current_setting('app.whose', true))",
        ("SELECT set_config('app.whose', '{viborg_id}', true)", "SELECT word FROM box"),
        guarded=f"{SET_CONFIG}; {BOX} CREATE POLICY own ON box USING (whose = walls_caller_id()::text)",
        refusal="",
    ),
    "an owner's view over a policy": Escape(
        "SET ROLE {owner}; CREATE VIEW spy AS SELECT * FROM tenants_letter; RESET ROLE; "
        "GRANT SELECT ON spy TO {group}",
        ("SELECT text FROM spy",),
        guarded=INVOKER + "GRANT SELECT ON spy TO {group}",
        refusal="",
    ),
    "changing through an owner's view": Escape(
        "SET ROLE {owner}; CREATE VIEW spy AS SELECT * FROM tenants_letter; RESET ROLE; "
        "GRANT SELECT, UPDATE ON spy TO {group}",
        ("UPDATE spy SET text = text || '!' WHERE municipality_id = '{viborg_id}' RETURNING text",),
        PRIZE + "!",
        guarded=INVOKER + "GRANT SELECT, UPDATE ON spy TO {group}; GRANT UPDATE ON tenants_letter TO {group}",
        refusal="",
    ),
    "a condition of the reader's own that runs before the view's": Escape(
        "DELETE FROM tenants_letter WHERE municipality_id = '{aalborg_id}'; "
        "CREATE FUNCTION dear(uuid) RETURNS boolean LANGUAGE plpgsql COST 1000 AS "
        "'BEGIN RETURN $1 = ''{aalborg_id}''; END'; "
        "SET ROLE {owner}; CREATE VIEW spy AS SELECT * FROM tenants_letter WHERE dear(municipality_id); "
        "RESET ROLE; GRANT SELECT ON spy TO {group}; GRANT EXECUTE ON FUNCTION dear(uuid) TO PUBLIC",
        ("SELECT 1 FROM spy WHERE CAST(text AS integer) = 1",),
        guarded=INVOKER + "GRANT SELECT ON spy TO {group}",
        refusal="own words",
    ),
    "a temporary table in the place of another": Escape(
        f"{TEMP}; " + LOOSE.replace("WHAT", "schema_name::text"),
        (
            "CREATE TEMP TABLE tenants_municipality AS "
            "SELECT '{aalborg_id}'::uuid AS id, 'm_viborg' AS schema_name",
            "GRANT ALL ON tenants_municipality TO PUBLIC",
            "SELECT home()",
        ),
        "m_viborg",
        guarded=f"{TEMP}; " + PINNED.replace("WHAT", "schema_name::text"),
        refusal="m_aalborg",
    ),
    "a temporary table at all": Escape(TEMP, ("CREATE TEMP TABLE mine AS SELECT 1", f"SELECT '{PRIZE}'")),
    "a function in the place of another by the search path": Escape(
        "GRANT CREATE ON SCHEMA m_aalborg TO {own}; " + LOOSE.replace("WHAT", "upper(schema_name)"),
        (
            "CREATE FUNCTION m_aalborg.upper(character varying) RETURNS text LANGUAGE sql "
            f"AS 'SELECT ''{PRIZE} as '' || current_user'",
            "SET LOCAL search_path = m_aalborg, public, pg_catalog",
            "SELECT home()",
        ),
        f"{PRIZE} as",
        guarded="GRANT CREATE ON SCHEMA m_aalborg TO {own}; " + PINNED.replace("WHAT", "upper(schema_name)"),
        refusal="M_AALBORG",
    ),
    "a function of its own": Escape(
        "GRANT CREATE ON SCHEMA m_aalborg TO {own}",
        (
            "CREATE FUNCTION m_aalborg.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            f"SELECT '{PRIZE}'",
        ),
    ),
    "a file of the server": Escape(
        "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO {own}; GRANT pg_read_server_files TO {own}",
        ("SELECT pg_read_file('PG_VERSION') || '" + PRIZE + "'",),
    ),
    "a program of the server": Escape(
        "GRANT pg_execute_server_program TO {own}",
        ("COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'", f"SELECT '{PRIZE}'"),
    ),
    "what others are doing": Escape(
        "GRANT pg_read_all_stats TO {own}",
        ("SELECT query FROM pg_stat_activity WHERE pid = {neighbour}",),
        refusal="insufficient privilege",
    ),
    "values in the planner's statistics": Escape(
        "SET CONSTRAINTS ALL IMMEDIATE; ANALYZE tenants_letter; "
        "ALTER TABLE tenants_letter DISABLE ROW LEVEL SECURITY",
        (
            "SELECT histogram_bounds::text FROM pg_stats "
            "WHERE tablename = 'tenants_letter' AND attname = 'text'",
        ),
        guarded="ANALYZE tenants_letter",
        refusal="",
    ),
    "another's value in an error message": Escape(
        f"{ONCE}; ALTER TABLE tenants_letter DISABLE ROW LEVEL SECURITY",
        (
            "INSERT INTO tenants_letter (id, municipality_id, kind, subject_id, text, file_sha256, "
            "file_name, written_by_id, written_by_name, written_at, answer, answered_by_name) VALUES "
            "(gen_random_uuid(), '{aalborg_id}', 'x', gen_random_uuid(), 'viborgs' || 'hemmelighed', '', '', "
            "gen_random_uuid(), '', now(), '', '')",
        ),
        guarded=ONCE,
        refusal="duplicate key",
    ),
    "large objects, which lie in no schema": Escape(
        "GRANT EXECUTE ON FUNCTION lo_from_bytea(oid, bytea) TO PUBLIC",
        (f"SELECT lo_from_bytea(4242, '{PRIZE}')", "SELECT encode(lo_get(4242), 'escape')"),
    ),
    "a word to another's connection": Escape(
        "GRANT EXECUTE ON FUNCTION pg_notify(text, text) TO PUBLIC",
        (f"SELECT '{PRIZE}' FROM pg_notify('gossip', 'word')",),
    ),
    "holding the lock that a job waits for": Escape(
        "GRANT EXECUTE ON FUNCTION pg_advisory_xact_lock(bigint) TO PUBLIC",
        (f"SELECT '{PRIZE}' FROM pg_advisory_xact_lock(42)",),
    ),
    "an extension": Escape(
        "GRANT CREATE ON DATABASE {database} TO {own}; GRANT CREATE ON SCHEMA public TO {own}",
        ("CREATE SCHEMA mine", f"SELECT '{PRIZE}'"),
    ),
    "a type with code behind": Escape(
        "GRANT CREATE ON SCHEMA m_aalborg TO {own}; GRANT USAGE ON LANGUAGE sql TO PUBLIC",
        ("CREATE DOMAIN m_aalborg.spy AS text CHECK (length(VALUE) > 0)", f"SELECT '{PRIZE}'"),
    ),
    "a trigger of its own": Escape(
        "GRANT TRIGGER ON {log} TO {own}; GRANT USAGE ON SCHEMA m_viborg TO {own}",
        (
            "CREATE TRIGGER spy BEFORE UPDATE ON {log} FOR EACH ROW "
            "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            f"SELECT '{PRIZE}'",
        ),
    ),
    "a right given on": Escape(
        "GRANT SELECT ON tenants_letter TO {own} WITH GRANT OPTION",
        (
            "GRANT SELECT ON tenants_letter TO PUBLIC",
            f"SELECT '{PRIZE}' WHERE has_table_privilege('public', 'tenants_letter', 'SELECT')",
        ),
        refusal="[]",
    ),
    "ending another's work": Escape(
        "GRANT pg_signal_backend TO {own}",
        (f"SELECT '{PRIZE}' WHERE pg_cancel_backend({{neighbour}})",),
    ),
}


def carry_out(raw: Raw, attacker: Who, escape: Escape, words: dict[str, str]) -> str:
    """Send the statements as the attacker; return the last one's rows, or the words of the refusal."""
    try:
        with raw.connection.transaction(force_rollback=True), raw.acting(attacker):
            for each in escape.attack:
                rows = raw.ask(filled(each, words))
            return str(rows)
    except psycopg.Error as error:
        return f"{error} {error.diag.message_detail}"


def arrange(raw: Raw, script: str, words: dict[str, str]) -> None:
    """Run statements as the superuser, in the present transaction."""
    if script:
        psycopg.ClientCursor(raw.connection).execute(filled(script, words))


def filled(text: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text


@pytest.mark.parametrize("name", ESCAPES)
def test_the_way_out_is_open_without_the_wall_and_shut_with_it(
    unlocked: Raw, who: dict[str, Who], prize: dict[str, str], neighbour: int, name: str
) -> None:
    escape, attacker = ESCAPES[name], who["municipality"]
    words = prize | {"neighbour": str(neighbour)}
    with unlocked.connection.transaction(force_rollback=True):
        arrange(unlocked, escape.lifting, words)
        assert escape.prize in carry_out(unlocked, attacker, escape, words), "without the wall it should work"
    with unlocked.connection.transaction(force_rollback=True):
        arrange(unlocked, escape.guarded, words)
        said = carry_out(unlocked, attacker, escape, words)
    assert escape.prize not in said
    assert escape.refusal in said
