"""One round: an act begins, something is killed at a drawn moment, starts again, and all is checked."""

import os
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic

import psycopg

from tests.crash import invariants
from tests.crash.acts import BATCH, Act, Agreements, Import, Onboard, Publish, Upload, staged
from tests.crash.browser import NoAnswerError
from tests.crash.installation import BACKEND, PARTS, Installation
from tests.crash.packaging import Package
from tests.crash.postman import Postman
from tests.crash.reminded import BEAT, Remind

COMMAND = "command"  # the onboarding itself; the other parts are the installation's
# Which parts an act stands on. (Nobody sends mail or reads a job for an upload or an onboarding.)
STANDS_ON = {
    "publish": ("web", "postgres", BACKEND, "worker", "broker"),
    "agreements": ("worker", "postgres", BACKEND, "broker", "web"),
    "upload": ("web", "postgres", BACKEND),
    "import": ("worker", "postgres", BACKEND, "web", "broker"),
    "onboard": (COMMAND, "postgres", BACKEND),
    "remind": (BEAT, "worker", "broker"),
    "package": ("worker", "postgres", BACKEND, "web", "broker"),
}
TRIES = 4
LONG_AGO = 1_700_000_000  # for the clearing of the store: long ago
WITHIN = 0.8  # of the measured length: the first time, which was measured, is slower than the others
# Killed after the mail server has taken a mail, they cannot have written that down.
LOSES_ITS_MAIL = ("worker", "postgres", BACKEND)


@dataclass(frozen=True)
class Outcome:
    """What a round came to; `broken` is empty when all is well."""

    act: str
    part: str
    moment: float
    was_under_way: bool
    broken: tuple[str, ...]

    def __str__(self) -> str:
        killed = f"{self.part} killed after {self.moment:.3f} s" if self.part else "nothing killed"
        when = "" if not self.part or self.was_under_way else " (the act was over)"
        told = "ok" if not self.broken else "BROKEN: " + "; ".join(self.broken)
        return f"{self.act:<10} {killed}{when}: {told}"


@dataclass
class Rounds:
    """Rounds in one installation. Everything drawn comes from `draw`."""

    installation: Installation
    postman: Postman
    draw: random.Random
    lengths: dict[str, float] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)  # of which the web server has to do
    supply: dict[str, list[str]] = field(default_factory=dict)
    left: int = 0  # files that kills have left in the store

    def stock(self, rounds: Sequence[str]) -> None:
        """Have what these acts need, made at one go."""
        need = [rounds.count(name) for name in ("publish", "agreements", "upload")]
        need[2] += rounds.count(Remind.name)
        for kind, made in staged(self.installation, need[0] * BATCH, need[1], need[2]).items():
            self.supply.setdefault(kind, []).extend(made)
        waiting = "SELECT 1 FROM workflows_outboxmail WHERE state = 'waiting'"
        self.installation.until(lambda: not self.installation.ask(waiting), "the mails leave", hurry=True)

    def new(self, name: str) -> Act:
        """Return the act on something that nobody has touched."""
        where = (self.installation, self.draw)
        if name == Publish.name:
            return Publish(*where, [self.supply["reports"].pop() for _ in range(BATCH)])
        if name == Agreements.name:
            return Agreements(*where, self.supply["texts"].pop())
        if name == Upload.name:
            return Upload(*where, self.supply["cases"].pop())
        if name == Remind.name:
            return Remind(*where, self.supply["cases"].pop())
        return {each.name: each for each in (Import, Onboard, Package)}[name](*where)

    def undisturbed(self, name: str) -> Outcome:
        """Do the act with nothing killed, and measure its length: later moments are drawn over it."""
        act, began = self.new(name), monotonic()
        before = self._doubles()
        act.go()
        self.lengths[name] = monotonic() - began
        self.asked[name] = (act.answered or monotonic()) - began
        act.again()
        broken = self._broken(act, before, 0)
        act.over()
        return Outcome(name, "", 0.0, True, broken)

    def killed(self, name: str, part: str, *, all_again: bool = False) -> Outcome:
        """Do the act, kill the part meanwhile, start it again (or everything, as bin/up does), and check."""
        act, before = self.new(name), self._doubles()
        moment = self._moment(name, part)
        going = threading.Thread(target=_try, args=(act,))
        going.start()
        going.join(moment)
        under_way = going.is_alive()
        if isinstance(act, Onboard) and part == COMMAND:
            act.kill_command()
        else:
            self.installation.kill(part)
        halves = self._again(going, part, all_again=all_again)
        undone = self._until_done(act)
        allowed = 1 if part in LOSES_ITS_MAIL or all_again else 0
        broken = (*halves, *undone, *self._broken(act, before, allowed))
        act.over()
        return Outcome(name, part, moment, under_way, broken)

    def _moment(self, name: str, part: str) -> float:
        """Draw a moment while the part is at work: for the web server, and half the time for the database,
        while a form is being answered; else over the whole act."""
        asking = part == "web" or (part in ("postgres", BACKEND) and self.draw.random() < 1 / 2)
        return self.draw.uniform(0, self.asked[name] if asking else WITHIN * self.lengths[name])

    def killed_at_the_mail(self, number: int) -> tuple[Outcome, int]:
        """Kill the worker as the mail server has taken that mail and not said so; return also the doubles."""
        act, before, left = self.new(Publish.name), self._doubles(), [number]

        def kill_once() -> None:
            left[0] -= 1
            if left[0] == 0:
                self.installation.kill("worker")

        self.postman.before_answer = kill_once
        going = threading.Thread(target=_try, args=(act,))
        going.start()
        self.installation.until(lambda: left[0] <= 0, "the mail is taken")
        halves = self._again(going, "worker", all_again=False)
        broken = (*halves, *self._until_done(act), *self._broken(act, before, 1))
        return Outcome(Publish.name, "worker", 0.0, True, broken), self._doubles() - before

    def cleared(self) -> tuple[str, ...]:
        """Let what kills have left in the store be two days old, and the worker clear it away."""
        for path in (self.installation.data.path / "files").rglob("*"):
            if path.is_file():
                os.utime(path, (LONG_AGO, LONG_AGO))
        self.left += len(invariants.left_lying(self.installation))
        self.installation.send("documents.clear_leftovers")
        gone = "nothing is left lying in the store"
        self.installation.until(lambda: not invariants.left_lying(self.installation), gone)
        return tuple(invariants.whole(self.installation))

    def sealed(self) -> str:
        """Have the whole log sealed and signed, and return what verify_log says; it must find no fault."""
        everything = "the whole log is sealed"
        self.installation.until(lambda: invariants.unsealed(self.installation) == 0, everything, hurry=True)
        self.installation.send("workflows.keep_heads")
        heads = "SELECT 1 FROM workflows_logheads"
        self.installation.until(lambda: bool(self.installation.ask(heads)), "the log's heads are signed")
        return self.installation.manage("verify_log")

    def _again(self, going: threading.Thread, part: str, *, all_again: bool) -> list[str]:
        """Start again what was killed; return what is half done then."""
        going.join(2)  # what needs no more of the part goes on to its end
        if all_again:
            self.installation.restart_all()
        elif part in PARTS:
            self.installation.restart(part)
        going.join()
        return [f"at once: {each}" for each in invariants.whole(self.installation)]

    def _until_done(self, act: Act) -> list[str]:
        """Try again as people do, a few times, and then once more what is done: that changes nothing."""
        said: list[str] = []
        for _ in range(TRIES):
            try:
                act.go()
                act.again()
            except NoAnswerError as error:
                said.append(str(error))
            except AssertionError as error:
                return [*said, str(error)]
            else:
                return []
        return said

    def _doubles(self) -> int:
        return self.postman.taken.total() - len(self.postman.taken)

    def _broken(self, act: Act, doubles_before: int, allowed: int) -> tuple[str, ...]:
        settled = invariants.settled(self.installation, self.postman.taken, doubles_before + allowed)
        return (*settled, *act.wrong())


def _try(act: Act) -> None:
    """Do the act as far as it goes; what it stands on may be killed under it."""
    try:
        act.go()
    except (NoAnswerError, psycopg.Error, OSError):
        return
