"""verify_log finds every way in which a sealed log can be changed, and names the first broken link."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Person
from documents.municipal.models import MunicipalFile
from tenants.models import Municipality
from tests.conftest import server
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows import heads
from workflows.actors import Actor
from workflows.log import record
from workflows.models import LogHeads
from workflows.sealing import seal_all

# A row is sealed when every older transaction of the server is over, those of other tests' databases too.
pytestmark = pytest.mark.processes

SARA = PERSONAE["sara"].id
BY = Actor(SARA, "Sara Sagsbehandler", "Sekretariatet")
LOG, SEALS = "workflows_logentry", "workflows_seal"


@pytest.fixture
def seals(tmp_path: Path, settings: Any) -> Path:
    """The folder kept apart, and a day on which nothing is late."""
    settings.SEALS_DIR = tmp_path / "seals"
    return tmp_path / "seals"


@pytest.fixture
def sealed(committed: None, seals: Path) -> Iterator[psycopg.Connection]:
    """Five rows about Sara and one of Aalborg's own, sealed; a superuser who can step around the triggers."""
    write("one", "two", "three", "four", "five")
    with acting_as(Caller.owner()):
        aalborg = Municipality.objects.get(kommunekode="0851")
    with acting_as(Caller.municipality(aalborg)):
        record(MunicipalFile(), "test", by=BY)
    seal()
    with server(django_settings.DATABASES["default"]["NAME"]) as superuser:
        superuser.execute("SET session_replication_role = replica")  # triggers are off
        yield superuser


def write(*actions: str) -> None:
    with acting_as(Caller.secretariat()):
        for action in actions:
            record(Person(id=SARA), action, by=BY, reason="Fordi")


def seal() -> None:
    with acting_as(Caller.jobs()):
        seal_all()


def keep_heads() -> None:
    with acting_as(Caller.jobs()):
        assert heads.keep_today()


def verified() -> dict[str, Any]:
    """Return what the command says, as JSON; its exit code agrees with it."""
    out = StringIO()
    try:
        call_command("verify_log", "--json", stdout=out)
        code = 0
    except SystemExit as ended:
        code = ended.code  # type: ignore[assignment]
    told: dict[str, Any] = json.loads(out.getvalue())
    assert code == (1 if told["faults"] else 0)
    return told


def fault() -> tuple[str, str, int | None, int | None]:
    """Return the one fault that is found: chain, kind, position and log row."""
    (found,) = verified()["faults"]
    assert found["words"]
    return found["chain"], found["kind"], found["position"], found["entry"]


def place(superuser: psycopg.Connection, action: str) -> tuple[int, int]:
    """Return position and number of one of Sara's rows."""
    row = superuser.execute(
        f"SELECT position, number FROM {SEALS} JOIN {LOG} ON number = entry "
        "WHERE subject_id = %s AND action = %s",
        [SARA, action],
    ).fetchone()
    assert row is not None
    return row


def test_an_untouched_log_holds(sealed: psycopg.Connection) -> None:
    keep_heads()
    told = verified()
    assert told["faults"] == []
    assert told["links"]["public"] >= 5
    assert told["links"]["m_aalborg"] == 1
    assert told["heads"] == 1
    out = StringIO()
    call_command("verify_log", stdout=out)
    assert "Alt stemmer." in out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'Andet'",
        "at = at - interval '1 day'",
        "by_name = 'Bo'",
        "data = '{\"a\": 1}'",
        "action = 'other'",
    ],
)
def test_a_changed_row_is_named(sealed: psycopg.Connection, change: str) -> None:
    position, number = place(sealed, "three")
    sealed.execute(f"UPDATE {LOG} SET {change} WHERE number = %s", [number])
    assert fault() == ("public", "row_changed", position, number)


def test_the_last_row_changed_is_named(sealed: psycopg.Connection) -> None:
    position, number = place(sealed, "five")
    sealed.execute(f"UPDATE {LOG} SET reason = '' WHERE number = %s", [number])
    assert fault() == ("public", "row_changed", position, number)


def test_a_municipalitys_chain_is_walked_too(sealed: psycopg.Connection) -> None:
    sealed.execute("UPDATE m_aalborg.workflows_municipal_municipallogentry SET reason = 'x'")
    assert fault()[:3] == ("m_aalborg", "row_changed", 1)


def test_a_missing_row_is_named(sealed: psycopg.Connection) -> None:
    position, number = place(sealed, "two")
    sealed.execute(f"DELETE FROM {LOG} WHERE number = %s", [number])
    assert fault() == ("public", "row_missing", position, number)


def test_a_missing_link_is_named(sealed: psycopg.Connection) -> None:
    position, _ = place(sealed, "four")
    sealed.execute(f"DELETE FROM {SEALS} WHERE position = %s", [position])
    assert fault()[:3] == ("public", "seal_missing", position)


def test_a_link_taken_out_so_that_no_gap_is_left_is_named(sealed: psycopg.Connection) -> None:
    position, number = place(sealed, "four")
    sealed.execute(f"DELETE FROM {SEALS} WHERE position = %s", [position])
    sealed.execute(f"UPDATE {SEALS} SET position = position - 1 WHERE position > %s", [position])
    assert fault() == ("public", "seal_missing", position, number)


def test_a_changed_link_is_named(sealed: psycopg.Connection) -> None:
    position, number = place(sealed, "two")
    sealed.execute(f"UPDATE {SEALS} SET digest = sha256('x') WHERE position = %s", [position])
    assert fault() == ("public", "seal_changed", position, number)


def test_links_that_changed_places_are_named(sealed: psycopg.Connection) -> None:
    (position, two), (_, three) = place(sealed, "two"), place(sealed, "three")
    sealed.execute(f"UPDATE {SEALS} SET entry = -1 WHERE entry = %s", [two])
    sealed.execute(f"UPDATE {SEALS} SET entry = %s WHERE entry = %s", [two, three])
    sealed.execute(f"UPDATE {SEALS} SET entry = %s WHERE entry = -1", [three])
    assert fault() == ("public", "order", position, three)


def test_a_chain_cut_short_is_found_by_the_daily_head(sealed: psycopg.Connection) -> None:
    keep_heads()
    position, number = place(sealed, "five")
    sealed.execute(f"DELETE FROM {SEALS} WHERE position = %s", [position])
    sealed.execute(f"DELETE FROM {LOG} WHERE number = %s", [number])
    assert fault()[:3] == ("public", "seal_missing", position)


def test_a_chain_written_anew_is_found_by_the_daily_head(sealed: psycopg.Connection) -> None:
    keep_heads()
    sealed.execute(f"UPDATE {LOG} SET reason = 'Andet' WHERE action = 'one' AND subject_id = %s", [SARA])
    sealed.execute(f"DELETE FROM {SEALS}")
    seal()
    assert fault()[:2] == ("public", "rewritten")


def test_rows_unsealed_too_long_are_named(sealed: psycopg.Connection, settings: Any) -> None:
    write("late")
    assert verified()["faults"] == []  # it has some minutes
    settings.SEAL_LATE_MINUTES = -1
    assert fault()[:2] == ("public", "unsealed")
    seal()
    assert verified()["faults"] == []


@pytest.mark.parametrize(
    ("chain", "table"),
    [("public", LOG), ("public", "workflows_logheads"), ("m_viborg", "workflows_municipal_municipalseal")],
)
def test_a_table_that_anybody_could_change_again_is_named(
    sealed: psycopg.Connection, chain: str, table: str
) -> None:
    sealed.execute(f"ALTER TABLE {chain}.{table} DISABLE TRIGGER {table}_append_only")
    assert fault()[:2] == (chain, "unguarded")
    sealed.execute(f"ALTER TABLE {chain}.{table} ENABLE TRIGGER {table}_append_only")
    assert verified()["faults"] == []


def other_content(seals: Path) -> None:
    (path,) = seals.glob("*.json")
    path.write_text(path.read_text().replace('"position', '"plads'))


def no_such_fields(seals: Path) -> None:
    (path,) = seals.glob("*.json")
    path.write_text(path.read_text().replace("public_key", "public-key"))


def no_file(seals: Path) -> None:
    (path,) = seals.glob("*.json")
    path.unlink()


def a_file_of_another_day(seals: Path) -> None:
    (path,) = seals.glob("*.json")
    (seals / "2020-01-01.json").write_text(path.read_text())


@pytest.mark.parametrize("harm", [other_content, no_such_fields, no_file, a_file_of_another_day])
def test_a_head_that_does_not_agree_with_its_file_is_named(
    sealed: psycopg.Connection, seals: Path, harm: Callable[[Path], None]
) -> None:
    keep_heads()
    assert verified()["faults"] == []
    harm(seals)
    assert fault()[:2] == ("heads", "head")


@pytest.mark.parametrize(
    "change",
    [
        "signature = repeat('A', 88)",
        "chains = '{}'",
        "former = repeat('0', 64)",
        "key_id = 'en fremmed nøgle'",
    ],
)
def test_a_head_that_was_changed_in_the_database_is_named(sealed: psycopg.Connection, change: str) -> None:
    keep_heads()
    sealed.execute(f"UPDATE workflows_logheads SET {change}")
    assert fault()[:2] == ("heads", "head")


def test_heads_are_a_chain_of_days_and_a_missing_day_in_it_is_named(
    sealed: psycopg.Connection, seals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    for day in range(3):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: today + timedelta(days=day))
        keep_heads()
        write(f"day {day}")
        seal()
    assert verified()["faults"] == []
    assert len(list(seals.glob("*.json"))) == 3
    second = today + timedelta(days=1)
    sealed.execute("DELETE FROM workflows_logheads WHERE day = %s", [second])
    heads.path_of(second).unlink()
    assert fault()[:2] == ("heads", "head")


def test_a_head_is_kept_once_a_day_and_its_file_never_overwritten(
    sealed: psycopg.Connection, seals: Path
) -> None:
    keep_heads()
    (path,) = seals.glob("*.json")
    before = path.read_text()
    with acting_as(Caller.jobs()):
        assert not heads.keep_today()
    sealed.execute("DELETE FROM workflows_logheads")  # as if the process had died before it stored the row
    write("more")
    seal()
    keep_heads()
    assert path.read_text() == before
    assert verified()["faults"] == []


def test_a_strangers_file_in_todays_place_is_not_taken_over(sealed: psycopg.Connection, seals: Path) -> None:
    keep_heads()
    (path,) = seals.glob("*.json")
    sealed.execute("DELETE FROM workflows_logheads")
    path.write_text(path.read_text().replace("digest", "Digest"))
    with acting_as(Caller.jobs()), pytest.raises(heads.HeadsError, match="ikke dannet her"):
        heads.keep_today()
    with acting_as(Caller.owner()):
        assert not LogHeads.objects.exists()


def test_a_municipality_sees_of_the_heads_its_own_chain_only(sealed: psycopg.Connection) -> None:
    keep_heads()
    with acting_as(Caller.owner()):
        aalborg, viborg = (Municipality.objects.get(kommunekode=code) for code in ("0851", "0791"))
        digest = LogHeads.objects.get().chains["m_aalborg"]["digest"]
    from tests.workflows.test_sealing import ask

    with acting_as(Caller.municipality(aalborg)):
        ((_, position, own, *_),) = ask("SELECT * FROM workflows_own_heads_v1()")
        assert (position, own) == (1, digest)
    with acting_as(Caller.municipality(viborg)):
        assert ask("SELECT * FROM workflows_own_heads_v1()") == []
