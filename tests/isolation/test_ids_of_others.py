"""An id of another's is answered as an id of nothing: same status, words, headers, number of queries.

Every table of Aalborg's schema, and every table that has a supplier's column, gets a row; Viborg and the
other supplier then send the keys of these rows to every address of their site: in the path, in what is
searched, sorted and filtered by, and in the forms.

An answer can depend on a key only where the database is asked for it. So each address is first sent the id
of nothing, and what it asks the database about that id says in which tables it looks; of another's keys it
then gets every one that stands somewhere in those tables, in whichever column. Where a function or view may
look anywhere it gets them all; where the id reaches no statement, one.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg import sql

from tests.conftest import server
from tests.isolation.raw import Raw
from tests.isolation.rows import Filled, fill_schema
from tests.personae import PERSONAE, SUPPLIER_X
from tests.test_permission_table import patterns

ROOMS = ("accounts", "register", "agreements", "audits", "secretariat", "documents")
ASKED = re.compile(r"""(?:GET|POST|value|data)\.?(?:get|getlist|get_all)?\(\s*["'](\w+)["']""")
FIELD = re.compile(r"^    (\w+) = (?:forms\.|Danish)\w+Field\(", re.MULTILINE)
TABLES = """SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'
            AND (table_schema = 'public' OR table_schema = 'm_aalborg')"""
ANYWHERE = re.compile(r"\w+_v\d+\(")  # a function of ours: what it asks is not seen from here
ATTACKER = {"municipality": "bo", "supplier": "lis"}
OWNER = {"municipality": "mette", "supplier": "leo"}


@dataclass(frozen=True)
class Rows:
    """The keys of the rows that were put there, by table, and all tables in which each key stands."""

    keys: dict[str, UUID]
    holding: dict[str, set[str]]

    def looked_at(self, questions: list[set[str]]) -> list[tuple[str, UUID]]:
        """Return table and key of the rows that questions to these tables could find.

        A question to no known table may find any row. Where nothing was asked, one row stands for all.
        """
        rows = list(self.keys.items())
        if not questions:
            return rows[-1:]
        return [each for each in rows if any(not q or q & self.holding[each[0]] for q in questions)]


@pytest.fixture
def rows_of(committed: None) -> Callable[[str], Rows]:
    """Put the rows there, and tell of them."""

    def of(site: str) -> Rows:
        with server(connection.settings_dict["NAME"]) as superuser, superuser.transaction():
            raw = Raw(superuser)
            if site == "municipality":
                keys = fill_schema(raw, "m_aalborg")
            else:
                filled = Filled(raw, "supplier_id", [SUPPLIER_X])
                keys = {table: filled.key(table, SUPPLIER_X) for table in filled.tables}
            return Rows(keys, standing_in(raw, keys))

    return of


def standing_in(raw: Raw, keys: dict[str, UUID]) -> dict[str, set[str]]:
    """Return for each key's table the tables of any schema in whose rows the key stands."""
    found: dict[str, set[str]] = {table: set() for table in keys}
    for schema, name in raw.ask(TABLES):
        rows = sql.SQL("SELECT coalesce(string_agg(t::text, ' '), '') FROM {}.{} t")
        [(text,)] = raw.ask(rows.format(sql.Identifier(schema), sql.Identifier(name)))
        for table, key in keys.items():
            if str(key) in text:
                found[table].add(name)
    assert all(found.values())
    return found


@pytest.fixture
def signed_in(committed: None) -> Callable[[str], Client]:
    """Return a signed-in client of a persona on the copy of the database."""

    def of(key: str) -> Client:
        from tests.conftest import HOST_OF_MEMBER, PASSWORD, SITE_HOST

        persona = PERSONAE[key]
        member = HOST_OF_MEMBER.get(persona.kommunekode, "")
        host = SITE_HOST.get(persona.site) or f"{member}.{settings.BASE_DOMAIN}"
        client = Client(SERVER_NAME=host, raise_request_exception=False)
        answer = client.post("/konto/log-ind/", {"login": persona.email, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return of


def names_asked_for() -> list[str]:
    """Every name that a view reads out of an address or a form, as the code has it."""
    found: set[str] = set()
    for room in ROOMS:
        for path in Path(settings.BASE_DIR, room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            found |= set(ASKED.findall(text)) | set(FIELD.findall(text))
    return sorted(found - {"name"})  # with a name the form on missing systems would be whole, and stored


def requests(site: str, key: UUID, names: list[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield (method, path, form): the key in each path that takes one, in each search, in each form."""
    everywhere = dict.fromkeys(names, str(key))
    for name, _, arguments in patterns(site):
        given = {each: key if isinstance(value, UUID) else value for each, value in arguments.items()}
        path = reverse(name, urlconf=settings.SITE_URLCONFS[site], kwargs=given)
        if path.startswith("/konto/"):
            continue
        if any(isinstance(value, UUID) for value in arguments.values()):
            yield "GET", path, {}
            yield "POST", path, {}
        else:
            yield "GET", path, everywhere
            yield "POST", path, everywhere


@dataclass(frozen=True)
class Said:
    """All of an answer that can be told apart, without the key, and the statements that held the key."""

    told: tuple[Any, ...]
    about: list[str]

    def questions(self, known: set[str]) -> list[set[str]]:
        """Return the tables that each statement about the key asked; none for one that may look anywhere."""
        return [
            set() if ANYWHERE.search(each) else set(re.findall(r"\w+", each)) & known for each in self.about
        ]


def said(client: Client, method: str, path: str, form: dict[str, str], key: UUID) -> Said:
    """Return status, words, headers and number of queries, and what was asked about the key."""
    connection.queries_log.clear()  # it holds a few thousand, and then counts no more
    client.cookies.pop("messages", None)  # what an act before this one had to say belongs to that one
    with CaptureQueriesContext(connection) as queries:
        answer: Any = client.get(path, form) if method == "GET" else client.post(path, form)
    # Secrets made for the asking are new each time: the form's token, the address of a calendar.
    words = re.sub(rb"[A-Za-z0-9_-]{43}[A-Za-z0-9_-]*", b"", answer.getvalue())
    headers = {
        name: value.replace(str(key), "…")
        for name, value in answer.headers.items()
        if name not in ("Date", "Set-Cookie")
    }
    if "spreadsheet" in headers.get("Content-Type", ""):
        words, headers["Content-Length"] = cells(words), ""  # a zip with its moment in it
    # Once a minute it is noted that the session was used.
    asked = sum(not each["sql"].startswith('UPDATE "accounts_session"') for each in queries.captured_queries)
    spellings = (str(key), key.hex)
    about = [each["sql"] for each in queries.captured_queries if any(s in each["sql"] for s in spellings)]
    acts_words = [str(each).replace(str(key), "...") for each in get_messages(answer.wsgi_request)]
    words = words.replace(str(key).encode(), b"...")
    return Said((answer.status_code, words, headers, asked, acts_words), about)


def difference(told: tuple[Any, ...], expected: tuple[Any, ...]) -> str:
    """Return for a reader where two answers begin to differ."""
    one, other = repr(told), repr(expected)
    same = next((place for place, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) == 2), 0)
    return f"{one[max(same - 40, 0) :][:120]} instead of {other[max(same - 40, 0) :][:120]}"


def cells(workbook: bytes) -> bytes:
    """Return what stands in a workbook, sheet by sheet."""
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return repr([(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in sheets]).encode()


@pytest.mark.parametrize("site", ATTACKER)
def test_anothers_id_is_answered_like_no_id_at_all(
    rows_of: Callable[[str], Rows],
    signed_in: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
    site: str,
) -> None:
    for kept in ("tenants.hosts.KEEP_SECONDS", "workflows.calendar.KEEP_SECONDS"):
        # What a process keeps it keeps throughout, however slow the machine.
        monkeypatch.setattr(kept, 3600.0)
    rows, names = rows_of(site), names_asked_for()
    known = set().union(*rows.holding.values())
    assert len(rows.keys) > 8
    assert {"q", "orden"} <= set(names)
    client, nobody = signed_in(ATTACKER[site]), uuid4()
    for method, path, form in requests(site, uuid4(), names):
        said(client, method, path, form, nobody)  # what a process keeps for a while is kept from here on
    unknown = [said(client, *each, nobody) for each in requests(site, nobody, names)]
    assert len({each.told[0] for each in unknown}) > 1
    wrong, sent = [], 0
    asked = {key: list(requests(site, key, names)) for key in rows.keys.values()}
    for number, expected in enumerate(unknown):
        for table, key in rows.looked_at(expected.questions(known)):
            method, path, form = asked[key][number]
            told, sent = said(client, method, path, form, key).told, sent + 1
            if told != expected.told:
                wrong.append((table, method, path, difference(told, expected.told)))
    assert not wrong
    assert sent > 2 * len(unknown), "most addresses were sent several keys"


@pytest.mark.parametrize("site", OWNER)
def test_its_owner_gets_an_answer_to_it(
    rows_of: Callable[[str], Rows], signed_in: Callable[[str], Client], site: str
) -> None:
    """The twin: the keys are those of rows, and their owner is answered otherwise than with 404."""
    client, answered = signed_in(OWNER[site]), set()
    for table, key in rows_of(site).keys.items():
        paths = (path for method, path, _ in requests(site, key, []) if method == "GET" and str(key) in path)
        if any(client.get(path).status_code != 404 for path in paths):
            answered.add(table)
        if len(answered) == 3:
            return
    raise AssertionError(f"Only {answered} were answered.")
