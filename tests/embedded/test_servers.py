"""The embedded servers: private, on loopback, whoever starts them, and whole after every accident."""

import os
import shutil
import signal
import socket
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from secretariat.embedded.errors import DidNotStart, OtherMajorVersion
from secretariat.embedded.processes import Processes, start_time, working_in
from secretariat.embedded.servers import EmbeddedPostgres, EmbeddedValkey

Serving = Callable[..., subprocess.Popen[str]]
Eventually = Callable[[Callable[[], bool]], bool]


def ask(postgres: EmbeddedPostgres, question: str, password: str | None = None) -> object:
    with psycopg.connect(
        host=postgres.host,
        port=postgres.port,
        user=postgres.superuser,
        password=password or postgres.password,
        dbname="postgres",
    ) as link:
        row = link.execute(question.encode()).fetchone()
        return row[0] if row else None


def variables(data: Path) -> dict[str, str]:
    lines = (data / "environment").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_postgres_listens_on_loopback_and_wants_its_password(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "postgres", fast=True) as postgres:
        assert ask(postgres, "show listen_addresses") == "127.0.0.1"
        assert ask(postgres, "show unix_socket_directories") == ""
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(postgres, "select 1", password="guess")


def test_postgres_has_room_for_98_schemas_in_one_transaction(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "postgres", fast=True) as postgres:
        assert ask(postgres, "show max_locks_per_transaction") == "256"
        assert ask(postgres, "select upper('æøå')") == "ÆØÅ"


def test_postgres_keeps_data_port_and_password_from_start_to_start(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "postgres", fast=True) as first:
        known = (first.port, first.password, ask(first, "select system_identifier from pg_control_system()"))
    with EmbeddedPostgres(tmp_path / "postgres", fast=True) as again:
        assert known == (
            again.port,
            again.password,
            ask(again, "select system_identifier from pg_control_system()"),
        )


def test_postgres_takes_another_port_when_its_own_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        (folder / "port").write_text(str(taken))
        with EmbeddedPostgres(folder, fast=True) as postgres:
            assert postgres.port != taken
            assert (folder / "port").read_text().strip() == str(postgres.port)


def test_a_folder_of_another_major_version_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with EmbeddedPostgres(folder, fast=True):
        pass
    version = folder / "cluster" / "PG_VERSION"
    version.write_text("16\n")
    before = sorted(folder.rglob("*"))
    with pytest.raises(OtherMajorVersion, match=r"lavet af PostgreSQL 16.*bruger PostgreSQL 18.*--data"):
        EmbeddedPostgres(folder, fast=True).start()
    assert [path for path in sorted(folder.rglob("*")) if "processes" not in path.parts] == [
        path for path in before if "processes" not in path.parts
    ]


def test_postgres_starts_although_its_pid_file_names_a_living_process(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with EmbeddedPostgres(folder, fast=True):
        pass
    (folder / "cluster" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n")
    with EmbeddedPostgres(folder, fast=True) as postgres:
        assert ask(postgres, "select 1") == 1


def test_a_cluster_that_was_half_made_is_made_again(tmp_path: Path) -> None:
    half = tmp_path / "postgres" / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(tmp_path / "postgres", fast=True) as postgres:
        assert ask(postgres, "select 1") == 1
    assert not half.exists()


def test_a_server_that_cannot_start_is_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with EmbeddedPostgres(folder, fast=True):
        pass
    shutil.rmtree(folder / "cluster" / "global")
    broken = EmbeddedPostgres(folder, fast=True, processes=Processes(tmp_path / "processes"))
    with pytest.raises(DidNotStart, match="PostgreSQL stoppede under opstart"):
        broken.start()
    broken.processes.close()


def test_valkey_wants_its_password_and_keeps_it_off_the_command_line(tmp_path: Path) -> None:
    with EmbeddedValkey(tmp_path / "valkey") as valkey:
        with redis.Redis.from_url(f"{valkey.url}/0") as client:
            assert client.ping()
        with (
            redis.Redis(host=valkey.host, port=valkey.port) as stranger,
            pytest.raises(redis.AuthenticationError),
        ):
            stranger.ping()
        child = valkey.processes.children["valkey"]
        assert valkey.password not in str(child.args)
    assert stat.S_IMODE((tmp_path / "valkey" / "valkey.conf").stat().st_mode) == 0o600


def test_valkey_keeps_its_queue_over_a_restart(tmp_path: Path) -> None:
    with EmbeddedValkey(tmp_path / "valkey") as valkey, redis.Redis.from_url(valkey.url) as client:
        client.rpush("work", "job")
    with EmbeddedValkey(tmp_path / "valkey") as valkey, redis.Redis.from_url(valkey.url) as client:
        assert client.lpop("work") == b"job"


def test_servers_run_for_root_and_for_an_ordinary_user(
    tmp_path: Path, as_user: list[str], serving: Serving
) -> None:
    serving(tmp_path / "data", as_user)
    known = variables(tmp_path / "data")
    assert stat.S_IMODE((tmp_path / "data" / "environment").stat().st_mode) == 0o600
    with psycopg.connect(
        host="127.0.0.1",
        port=known["SEKRETARIAT_DB_PORT"],
        user=known["SEKRETARIAT_DB_SUPERUSER"],
        password=known["SEKRETARIAT_DB_SUPERUSER_PASSWORD"],
        dbname="postgres",
    ) as link:
        assert link.execute("select 1").fetchone() == (1,)


def test_servers_run_where_namespaces_are_not_allowed(tmp_path: Path, serving: Serving) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("setpriv", "sh", "stat", "id"):
        (programs / name).symlink_to(str(shutil.which(name)))
    child = serving(tmp_path / "data", PATH=str(programs))
    assert child.poll() is None


def test_killed_servers_leave_nothing_and_start_again(
    tmp_path: Path, serving: Serving, eventually: Eventually
) -> None:
    first = serving(tmp_path)
    records = Processes(tmp_path / "processes").written_down()
    assert [record.name for record in records] == ["postgres", "valkey"]
    first.send_signal(signal.SIGKILL)
    assert eventually(lambda: all(start_time(record.pid) is None for record in records))
    serving(tmp_path)


def test_a_start_waits_for_what_a_killed_server_has_not_ended_yet(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with EmbeddedPostgres(folder, fast=True):
        pass
    with subprocess.Popen(["sleep", "1.5"], cwd=folder / "cluster") as straggler:
        assert working_in(folder / "cluster") == [straggler.pid]
        with EmbeddedPostgres(folder, fast=True) as postgres:
            assert straggler.poll() is not None
            assert ask(postgres, "select 1") == 1
