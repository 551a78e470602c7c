"""An id of another's is answered as an id of nothing: same status, words, headers, number of queries.

Every table of Aalborg's schema, and every table that has a supplier's column, gets a row; Viborg and the
other supplier then send the keys of all these rows to every address of their site: in the path, in what
is searched, sorted and filtered by, and in the forms.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import server
from tests.isolation.raw import Raw
from tests.isolation.rows import Filled, fill_schema
from tests.personae import PERSONAE, SUPPLIER_X
from tests.test_permission_table import patterns

ROOMS = ("accounts", "register", "agreements", "audits", "secretariat", "documents")
ASKED = re.compile(r"""(?:GET|POST|value|data)\.?(?:get|getlist|get_all)?\(\s*["'](\w+)["']""")
FIELD = re.compile(r"^    (\w+) = (?:forms\.|Danish)\w+Field\(", re.MULTILINE)
ATTACKER = {"municipality": "bo", "supplier": "lis"}
OWNER = {"municipality": "mette", "supplier": "leo"}


@pytest.fixture
def keys(committed: None) -> Callable[[str], dict[str, UUID]]:
    """Put the rows there, and return their keys by table."""

    def of(site: str) -> dict[str, UUID]:
        with server(connection.settings_dict["NAME"]) as superuser, superuser.transaction():
            raw = Raw(superuser)
            if site == "municipality":
                return fill_schema(raw, "m_aalborg")
            filled = Filled(raw, "supplier_id", [SUPPLIER_X])
            return {table: filled.key(table, SUPPLIER_X) for table in filled.tables}

    return of


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


def said(client: Client, method: str, path: str, form: dict[str, str], key: UUID) -> tuple[Any, ...]:
    """Return all that can be told apart, without the key: status, words, headers, number of queries."""
    connection.queries_log.clear()  # it holds a few thousand, and then counts no more
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
    return answer.status_code, words.replace(str(key).encode(), b"..."), headers, asked


def cells(workbook: bytes) -> bytes:
    """Return what stands in a workbook, sheet by sheet."""
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return repr([(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in sheets]).encode()


@pytest.mark.parametrize("site", ATTACKER)
def test_anothers_id_is_answered_like_no_id_at_all(
    keys: Callable[[str], dict[str, UUID]],
    signed_in: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
    site: str,
) -> None:
    for kept in ("tenants.hosts.KEEP_SECONDS", "workflows.calendar.KEEP_SECONDS"):
        monkeypatch.setattr(
            kept, 3600.0
        )  # what a process keeps it keeps throughout, however slow the machine
    rows, names = keys(site), names_asked_for()
    assert len(rows) > 8
    assert {"q", "orden"} <= set(names)
    client, nobody = signed_in(ATTACKER[site]), uuid4()
    for method, path, form in requests(site, uuid4(), names):
        said(client, method, path, form, nobody)  # what a process keeps for a while is kept from here on
    unknown = {
        (method, number): said(client, method, path, form, nobody)
        for number, (method, path, form) in enumerate(requests(site, nobody, names))
    }
    assert len({told[0] for told in unknown.values()}) > 1
    wrong = []
    for table, key in rows.items():
        for number, (method, path, form) in enumerate(requests(site, key, names)):
            told = said(client, method, path, form, key)
            if told != unknown[method, number]:
                wrong.append((table, method, path, told[0], unknown[method, number][0], told[3]))
    assert not wrong


@pytest.mark.parametrize("site", OWNER)
def test_its_owner_gets_an_answer_to_it(
    keys: Callable[[str], dict[str, UUID]], signed_in: Callable[[str], Client], site: str
) -> None:
    """The twin: the keys are those of rows, and somebody is answered otherwise than with 404."""
    client, rows, answered = signed_in(OWNER[site]), keys(site), set()
    for table, key in rows.items():
        for name, _, arguments in patterns(site):
            if any(isinstance(value, UUID) for value in arguments.values()):
                given = {each: key if isinstance(value, UUID) else value for each, value in arguments.items()}
                path = reverse(name, urlconf=settings.SITE_URLCONFS[site], kwargs=given)
                if client.get(path).status_code != 404:
                    answered.add((table, name))
    assert len({table for table, _ in answered}) >= 3, answered
