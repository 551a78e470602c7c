"""kill -9 of every part in the middle of what people do: all or nothing, and nothing lost. The short form.

The long form is `python -m tests.crash`; its docstring says how the rounds go.
"""

import random
from collections.abc import Iterator

import pytest

from secretariat.embedded.ports import kept_port
from tests.crash import invariants
from tests.crash.installation import Installation
from tests.crash.postman import Postman
from tests.crash.reminded import BEAT
from tests.crash.rounds import COMMAND, STANDS_ON, Rounds

# One installation for all, in the order in which the tests stand.
pytestmark = pytest.mark.processes
SEED = 4711
MEMBERS = 10
CASES = (
    ("publish", "web"),
    ("publish", "postgres"),
    ("agreements", "worker"),
    ("agreements", "broker"),
    ("upload", "web"),
    ("import", "worker"),
    ("onboard", COMMAND),
    ("remind", BEAT),
    ("package", "worker"),
)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rounds]:
    """An installation with some members, a mail server, and what the acts below need."""
    folder = tmp_path_factory.mktemp("crash")
    with (
        Postman(kept_port(folder / "smtp-port")) as postman,
        Installation(folder / "data", postman.url) as installation,
    ):
        installation.stage("world", str(MEMBERS))
        made = Rounds(installation, postman, random.Random(SEED))  # noqa: S311 - not a secret
        made.stock([*STANDS_ON, *(name for name, _ in CASES), "publish", "remind"])
        yield made


@pytest.mark.parametrize("act", STANDS_ON)
def test_undisturbed_an_act_is_done_whole_and_a_second_time_changes_nothing(rounds: Rounds, act: str) -> None:
    assert rounds.undisturbed(act).broken == ()


@pytest.mark.parametrize(("act", "part"), CASES)
def test_what_is_killed_in_the_middle_is_done_whole_or_not_at_all_and_can_be_done_again(
    rounds: Rounds, act: str, part: str
) -> None:
    outcome = rounds.killed(act, part)
    assert outcome.broken == (), str(outcome)


def test_a_mail_whose_sender_dies_before_it_hears_that_it_was_taken_comes_again_under_the_same_id(
    rounds: Rounds,
) -> None:
    outcome, doubles = rounds.killed_at_the_mail(MEMBERS // 2)
    assert outcome.broken == ()
    assert doubles == 1


def test_beat_begins_again_from_a_plan_that_a_power_cut_has_spoilt(rounds: Rounds) -> None:
    installation, act = rounds.installation, rounds.new("remind")
    plan = installation.data.path / BEAT
    installation.start_beat()
    installation.until(lambda: any(plan.iterdir()), "beat has written its plan down")
    installation.kill(BEAT)
    for path in plan.iterdir():
        path.write_bytes(bytes(512))
    act.go()
    assert list(act.wrong()) == []
    act.over()


def test_what_kills_have_left_in_the_store_is_cleared_away_and_nothing_else(rounds: Rounds) -> None:
    (rounds.installation.data.path / "files" / "incoming" / "upload-afbrudt").write_bytes(b"det halve")
    assert rounds.cleared() == ()
    assert rounds.left > 0


def test_the_chains_of_the_log_hold_after_all_that(rounds: Rounds) -> None:
    assert "Alt stemmer" in rounds.sealed()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DELETE FROM tenants_standing WHERE kind = 'audit_report' AND municipality_id = %s", "standings"),
        ("DELETE FROM tenants_recipient WHERE kind = 'audit_report' AND municipality_id = %s", "recipient"),
        ("DELETE FROM tenants_standing WHERE kind = 'agreement' AND municipality_id = %s", "Agreement"),
        ("DELETE FROM tenants_domain WHERE tenant_id = %s", "steps"),
        ("UPDATE documents_storedfile SET size = size + 1 WHERE %s IS NOT NULL", "not what it was"),
        ("UPDATE register_systemuse SET subjects = 7 WHERE municipality_id = %s", "lines are written"),
    ],
)
def test_what_is_half_done_would_be_seen(rounds: Rounds, harm: str, said: str) -> None:
    assert invariants.whole(rounds.installation) == []
    with rounds.installation.one_connection() as connection:
        [member] = rounds.installation.ask("SELECT id FROM tenants_municipality ORDER BY kommunekode LIMIT 1")
        connection.execute(harm, [member.id])
        assert any(said in each for each in invariants.whole(rounds.installation))
