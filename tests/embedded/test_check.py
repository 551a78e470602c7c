"""bin/test never tells less than it ran: what a machine lacks is named, and in CI it is a fault."""

from pathlib import Path

import pytest

from secretariat.embedded.check import PROGRAMS, Program, report, runs_of_pytest

MARKERS = [program.marker for program in PROGRAMS]


def test_where_everything_is_at_hand_every_test_is_in_exactly_one_run() -> None:
    chosen = [command[-1] for command in runs_of_pytest([], []).values()]
    assert chosen == ["not browser and not processes", "processes and not browser", "browser"]


@pytest.mark.parametrize("marker", ["clamd", "libreoffice"])
def test_the_tests_of_an_absent_program_are_left_out_of_every_run(marker: str) -> None:
    chosen = [command[-1] for command in runs_of_pytest([], [marker]).values()]
    assert len(chosen) == 3
    assert all(each.endswith(f"and not {marker}") for each in chosen)


def test_without_a_browser_there_is_no_run_in_it() -> None:
    assert "browser" in runs_of_pytest([], [])
    assert "browser" not in runs_of_pytest([], ["browser"])


def test_given_arguments_make_one_run_without_what_is_absent() -> None:
    assert runs_of_pytest(["-q"], []) == {"tests": ["pytest", "-q"]}
    assert runs_of_pytest(["-q"], ["browser", "clamd"]) == {
        "tests": ["pytest", "-m", "not browser and not clamd", "-q"]
    }


@pytest.mark.parametrize("program", PROGRAMS, ids=MARKERS)
def test_an_absent_program_is_told_with_what_to_install(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report([], [program.marker], 1.0) == 0
    said = capsys.readouterr().out
    assert "er IKKE kørt" in said
    assert f"apt-get install {' '.join(program.packages)}" in said
    assert report([program.marker], [program.marker], 1.0) == 1


def test_when_nothing_is_absent_nothing_is_said_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([], [], 1.0) == 0
    assert "IKKE" not in capsys.readouterr().out


def test_a_program_is_found_on_the_path_and_else_it_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program("tool", ("quite-a-tool",), ("tool",), "testene")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program.path() is None
    (tmp_path / "quite-a-tool").write_text("#!/bin/sh\n")
    (tmp_path / "quite-a-tool").chmod(0o755)
    assert program.path() == tmp_path / "quite-a-tool"
