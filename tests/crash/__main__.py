"""kill -9 in the middle of what people do, in many rounds: `python -m tests.crash --rounds 50 --seed 7`.

Starts an installation of its own in a temporary folder (PostgreSQL with fsync, Valkey, web server, worker
and a mail server), does each act once undisturbed and measures it, and then, round after round, draws an act,
a part to kill and a moment within the act's length. The part is started again (one time in six everything,
as bin/up does), people try again what did not happen, and tests/crash/invariants.py says what is not as
it should be. The same seed draws the same acts, parts and shares of the lengths.

`--patient` leaves it to beat to find what was lost, as in use; else the harness does what beat would do,
and lets what would wait for a minute be due at once. Exit code 1 when something was broken: that
is the last round, and the installation's folder is kept with the log of all processes.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from secretariat.embedded.ports import kept_port
from tests.crash.installation import Installation
from tests.crash.postman import Postman
from tests.crash.reminded import Remind
from tests.crash.rounds import STANDS_ON, Outcome, Rounds

STOCK = 10  # rounds whose reports, texts and cases are made at one go


def main() -> int:
    """Read the command line, run the rounds, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description="kill -9 in seeded rounds")
    parser.add_argument("--rounds", type=int, default=50, metavar="N")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), metavar="N")  # noqa: S311
    parser.add_argument(
        "--members", type=int, default=40, metavar="N", help="municipalities to begin with (40)"
    )
    parser.add_argument("--acts", default=",".join(STANDS_ON), help="which acts, by name with commas")
    parser.add_argument("--patient", action="store_true", help="leave it to beat to find what was lost")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="faellestilsyn-crash-"))
    say(f"seed {given.seed}, {given.rounds} rounds, {given.members} members, in {folder}")
    began = time.monotonic()
    outcomes: list[Outcome] = []
    try:
        run(folder, given, outcomes)
    finally:
        broken = report(outcomes, time.monotonic() - began)
    if broken:
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def run(folder: Path, given: argparse.Namespace, outcomes: list[Outcome]) -> None:
    """Do the rounds; each outcome is told as it comes."""
    draw = random.Random(given.seed)  # noqa: S311 - not a secret
    # A patient beat goes by the real clock, which may show a day on which nobody is reminded.
    names = [each for each in given.acts.split(",") if not (given.patient and each == Remind.name)]
    with (
        Postman(kept_port(folder / "smtp-port")) as postman,
        Installation(folder / "data", postman.url, patient=given.patient) as installation,
    ):
        installation.stage("world", str(given.members))
        rounds = Rounds(installation, postman, draw)
        rounds.stock(names)
        for name in names:
            tell(outcomes, rounds.undisturbed(name))
            say(f"{name} takes {rounds.lengths[name]:.2f} s, of which its forms {rounds.asked[name]:.2f} s")
        plan = planned(names, given.rounds, draw)
        for number, (name, part) in enumerate(plan):
            if number % STOCK == 0:
                rounds.stock([each for each, _ in plan[number : number + STOCK]])
            tell(outcomes, rounds.killed(name, part, all_again=draw.random() < 1 / 6))
            if outcomes[-1].broken:
                return  # later rounds would stumble over the same
        still = rounds.cleared()
        tell(outcomes, Outcome("clear", "", 0.0, True, still))
        say(rounds.sealed())
        say(f"{rounds.left} files had been left in the store; they are cleared away")


def planned(names: list[str], rounds: int, draw: random.Random) -> list[tuple[str, str]]:
    """Return acts with what is killed: every pair once in a drawn order, then again in another."""
    pairs = [(name, part) for name in names for part in STANDS_ON[name]]
    plan: list[tuple[str, str]] = []
    while len(plan) < rounds:
        plan += draw.sample(pairs, len(pairs))
    return plan[:rounds]


def tell(outcomes: list[Outcome], outcome: Outcome) -> None:
    """Keep and print one outcome."""
    outcomes.append(outcome)
    say(f"{len(outcomes):4}  {outcome}")


def report(outcomes: list[Outcome], seconds: float) -> int:
    """Print the counts; return how many rounds were broken."""
    killed = [each for each in outcomes if each.part]
    say(
        f"{len(killed)} kills in {seconds:.0f} s, {sum(each.was_under_way for each in killed)} during the act"
    )
    for name, count in sorted(Counter((each.act, each.part) for each in killed).items()):
        say(f"  {' / '.join(name):<24}{count:>4}")
    broken = [each for each in outcomes if each.broken]
    say(f"{len(broken)} broken")
    return len(broken)


def say(text: str) -> None:
    """A line for whoever watches."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
