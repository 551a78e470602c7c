"""What every page keeps to, whoever asks: headers, no change by a GET, nothing inside told."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, connection
from django.test import Client
from django.urls import reverse

from secretariat.environment import Environment
from secretariat.proxies import OnlyConfiguredProxies, networks
from tests.personae import PERSONAE
from tests.test_permission_table import HOSTS, SITES, URLCONFS, patterns

WRITING = re.compile(r"^\s*(INSERT|UPDATE|DELETE|COPY|TRUNCATE|CREATE|ALTER|DROP)\b", re.IGNORECASE)
# What reading may write: the session's own row, and that and when somebody looked.
READING_WRITES = re.compile(
    r'accounts_session|INSERT INTO "workflows_(municipal_municipal)?logentry"|agreements_municipal_lastvisit'
)


def addresses(site: str) -> list[str]:
    return [reverse(name, urlconf=URLCONFS[site], kwargs=arguments) for name, _, arguments in patterns(site)]


@contextmanager
def writes() -> Iterator[list[str]]:
    """Collect the statements that change something beyond what reading may."""
    found: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITING.search(str(sql)) and not READING_WRITES.search(str(sql)):
            found.append(str(sql)[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


@pytest.mark.parametrize("key", sorted(PERSONAE))
def test_asking_for_a_page_changes_nothing(client_of: Callable[[str], Client], key: str) -> None:
    client = client_of(key)
    with writes() as found:
        for path in addresses(PERSONAE[key].site):
            client.get(path)
            client.head(path)
    assert found == []


def test_sending_a_form_does_change_something(client_of: Callable[[str], Client]) -> None:
    client = client_of("sara")
    with writes() as found:
        client.post(
            "/register/leverandoerer/ny/",
            {"name": "Fjordnet ApS", "country": "DK", "number": "", "shared_mailbox": ""},
        )
    assert found, "the collector above sees what is written"


@pytest.mark.parametrize("site", SITES)
def test_every_answer_carries_the_headers(db: None, site: str) -> None:
    client = Client(SERVER_NAME=HOSTS[site])
    for path in [*addresses(site), "/findes-ikke/"]:
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "base-uri 'none'" in policy, path
        assert "form-action 'self'" in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert "camera=()" in headers["Permissions-Policy"], path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert "no-store" in headers["Cache-Control"], path


@pytest.mark.parametrize("site", SITES)
def test_no_form_is_taken_from_another_site(client_of: Callable[[str], Client], site: str) -> None:
    client = Client(SERVER_NAME=HOSTS[site], enforce_csrf_checks=True)
    # A signing service sends no form: it signs its message, and without that the address is not there.
    signed_instead = {"/underskriftstjeneste/"}
    refused = {path: client.post(path).status_code for path in addresses(site) if path not in signed_instead}
    assert {path: status for path, status in refused.items() if status not in (403, 405)} == {}


def test_a_form_of_ours_is_taken(client_of: Callable[[str], Client]) -> None:
    client = Client(SERVER_NAME=HOSTS["secretariat"], enforce_csrf_checks=True)
    page = client.get("/konto/log-ind/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": "ingen@eksempel.example", "password": "forkert"}
    assert client.post("/konto/log-ind/", form).status_code == 200


@pytest.mark.parametrize("fault", [RuntimeError("hemmelig tabel m_aalborg"), DataError("adgangskode")])
def test_a_fault_of_ours_tells_nothing_of_the_inside(
    client_of: Callable[[str], Client], fault: Exception
) -> None:
    client = client_of("sara")
    client.raise_request_exception = False

    def fails(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "register_supplier" in str(sql):
            raise fault
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fails):
        answer = client.get("/register/leverandoerer/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Prøv igen" in page
    for word in (
        "Traceback",
        "hemmelig",
        "adgangskode",
        "psycopg",
        "DataError",
        str(settings.BASE_DIR),
    ):
        assert word not in page
    assert client.get("/register/leverandoerer/").status_code == 200


def test_what_the_database_cannot_take_is_no_fault_of_ours(client_of: Callable[[str], Client]) -> None:
    for key in ("sara", "mette", "leo"):
        client = client_of(key)
        for path in addresses(PERSONAE[key].site):
            asked = "a\x00b"
            every = dict.fromkeys(("q", "vis", "orden", "side", "sag", "status", "slags", "aar"), asked)
            assert client.get(path, every).status_code != 500, path
    sara = client_of("sara")
    assert sara.get("/post/", {"q": "Aalborg"}).status_code == 200
    answer = sara.get("/post/", {"q": "a\x00b"})
    assert answer.status_code == 400
    assert "et tegn eller et tal, som ikke kan gemmes." in answer.content.decode()


@contextmanager
def asked_of(proxies: list[str]) -> Iterator[Callable[..., dict[str, Any]]]:
    """Give a function that sends a request through the guard and returns what came through."""
    through: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        through.update(environ)
        return [b""]

    guard = OnlyConfiguredProxies(application, networks(proxies))

    def ask(address: str, **headers: str) -> dict[str, Any]:
        through.clear()
        list(guard({"REMOTE_ADDR": address, "HTTP_HOST": "a", **headers}, None))
        return dict(through)

    yield ask


TOLD = {
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_FOR": "192.0.2.7",
    "HTTP_X_FORWARDED_HOST": "b",
    "HTTP_FORWARDED": "for=192.0.2.7",
    "HTTP_X_REAL_IP": "192.0.2.7",
}


@pytest.mark.parametrize("address", ["10.0.0.5", "10.1.7.9", "fd00::5"])
def test_a_configured_proxy_is_believed(address: str) -> None:
    with asked_of(["10.0.0.5", "10.1.0.0/16", "fd00::/8"]) as ask:
        assert ask(address, **TOLD).items() >= TOLD.items()


@pytest.mark.parametrize("address", ["10.0.0.6", "203.0.113.9", "2001:db8::1", "", "10.0.0.5, 10.0.0.5"])
def test_nobody_else_is(address: str) -> None:
    with asked_of(["10.0.0.5", "10.1.0.0/16", "fd00::/8"]) as ask:
        assert ask(address, **TOLD) == {"REMOTE_ADDR": address, "HTTP_HOST": "a"}


def test_a_secret_may_lie_in_a_file(tmp_path: Any) -> None:
    (tmp_path / "secret").write_text("fra fil\n", encoding="utf-8")
    given = {"SEKRETARIAT_MODE": "production", "SEKRETARIAT_SMTP_URL_FILE": str(tmp_path / "secret")}
    assert Environment(given).text("SMTP_URL") == "fra fil"


def test_a_file_that_is_not_there_is_named(tmp_path: Any) -> None:
    given = {"SEKRETARIAT_MODE": "production", "SEKRETARIAT_SMTP_URL_FILE": str(tmp_path / "intet")}
    with pytest.raises(ValueError, match="SEKRETARIAT_SMTP_URL_FILE kan ikke læses"):
        Environment(given).text("SMTP_URL")
