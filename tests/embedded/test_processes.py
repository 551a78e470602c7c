"""No process outlives the one that started it, and no other process is ever touched."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secretariat.embedded.processes import Processes, start_time

Eventually = Callable[[Callable[[], bool]], bool]

STARTER = """
import sys, time
from pathlib import Path
from secretariat.embedded.processes import Processes

processes = Processes(Path(sys.argv[1]))
processes.start("sleeper", ["sleep", "600"])
processes.start("family", ["sh", "-c", "sleep 601 & sleep 602"])
print(*(child.pid for child in processes.children.values()), processes._guard.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    """An empty folder of records, closed afterwards."""
    made = Processes(tmp_path)
    yield made
    made.close()


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process of somebody else's."""
    with subprocess.Popen(["sleep", "603"]) as child:
        yield child
        child.kill()


def start_starter(folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    child = subprocess.Popen([sys.executable, "-c", STARTER, folder], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    return child, [int(pid) for pid in child.stdout.readline().split()]


def kill(child: subprocess.Popen[str]) -> None:
    """Without waiting for its output to close: what it started writes there too."""
    child.kill()
    child.wait()
    assert child.stdout is not None
    child.stdout.close()


def group_is_gone(pid: int) -> bool:
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_killed_starter_leaves_no_process(tmp_path: Path, eventually: Eventually) -> None:
    starter, (sleeper, family, guard) = start_starter(tmp_path)
    kill(starter)
    assert eventually(lambda: start_time(sleeper) is None and start_time(family) is None)
    assert eventually(lambda: start_time(guard) is None)
    assert list(tmp_path.glob("*.json")) == []


def test_what_a_killed_starter_and_guard_left_is_stopped_at_the_next_start(
    tmp_path: Path, processes: Processes
) -> None:
    starter, (sleeper, family, guard) = start_starter(tmp_path)
    os.kill(guard, signal.SIGKILL)
    kill(starter)
    assert start_time(sleeper) is not None
    assert processes.stop_leftovers() == ["family", "sleeper"]
    assert start_time(sleeper) is None
    assert start_time(family) is None


def test_nothing_left_is_nothing_to_stop(processes: Processes) -> None:
    assert processes.stop_leftovers() == []


def test_a_reused_process_id_is_never_taken_for_ours(
    tmp_path: Path, processes: Processes, bystander: subprocess.Popen[bytes]
) -> None:
    record = {
        "name": "postgres",
        "pid": bystander.pid,
        "started": "1",
        "stop_signal": 9,
        "abandon_signal": 9,
        "starter": "1@1",
    }
    (tmp_path / "postgres.json").write_text(json.dumps(record))
    assert processes.stop_leftovers() == []
    assert bystander.poll() is None
    assert not (tmp_path / "postgres.json").exists()


def test_the_guard_of_a_killed_run_leaves_the_next_run_alone(
    tmp_path: Path, processes: Processes, eventually: Eventually
) -> None:
    starter, pids = start_starter(tmp_path)
    ours = processes.start("ours", ["sleep", "604"])
    kill(starter)
    assert eventually(lambda: all(start_time(pid) is None for pid in pids))
    assert ours.poll() is None
    assert (tmp_path / "ours.json").exists()


def test_stopping_a_process_stops_what_it_had_started(processes: Processes, eventually: Eventually) -> None:
    family = processes.start("family", ["sh", "-c", "sleep 605 & sleep 606"])
    processes.stop("family")
    assert eventually(lambda: group_is_gone(family.pid))


def test_a_process_that_does_not_listen_is_ended(processes: Processes) -> None:
    ready = processes.folder / "ready"
    deaf = processes.start("deaf", ["sh", "-c", f"trap '' TERM; touch {ready}; while :; do sleep 1; done"])
    while not ready.exists():
        assert deaf.poll() is None
    processes.stop("deaf", patience=0.1)
    assert deaf.returncode == -signal.SIGKILL


def test_a_tidy_close_stops_all_and_forgets_all(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    child = processes.start("sleeper", ["sleep", "607"])
    processes.close()
    assert child.returncode == -signal.SIGTERM
    assert list(tmp_path.glob("*.json")) == []


def test_ctrl_c_in_the_terminal_reaches_the_starter_only(processes: Processes) -> None:
    child = processes.start("sleeper", ["sleep", "608"])
    assert os.getsid(child.pid) == child.pid


def test_what_a_process_writes_is_handed_on(processes: Processes) -> None:
    heard: list[tuple[str, bytes]] = []
    child = processes.start(
        "speaker", ["echo", "hej"], follow=lambda name, pipe: heard.append((name, pipe.read()))
    )
    child.wait()
    assert child.stdout is not None
    child.stdout.close()
    assert heard == [("speaker", b"hej\n")]
