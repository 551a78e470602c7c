"""What another version of the point model would move: which systems, up or down, before it is in force."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from register.models import System
from register.points import PointModel, Score
from register.scoring import score_of_system, uses_and_assessments

BATCH = 200


@dataclass(frozen=True)
class Moved:
    """A system whose recommended lowest concept is another by the new version."""

    system: System
    before: Score
    after: Score

    @property
    def is_up(self) -> bool:
        """Return whether more is recommended than before."""
        return (self.after.concept or 0) > (self.before.concept or 0)


@dataclass(frozen=True)
class Moves:
    """All that would move, and how many systems were computed."""

    computed: int = 0
    up: list[Moved] = field(default_factory=list)
    down: list[Moved] = field(default_factory=list)

    @property
    def unchanged(self) -> int:
        """Return how many systems keep their recommended concept."""
        return self.computed - len(self.up) - len(self.down)

    @property
    def groups(self) -> list[tuple[str, list[Moved]]]:
        """Return what moves with a heading for each direction."""
        return [("Højere anbefalet koncept", self.up), ("Lavere anbefalet koncept", self.down)]


def digest_of(value: dict[str, Any]) -> str:
    """Return what a page sends back of the version whose moves it has shown: another is not stored unseen."""
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def moves(now: PointModel, then: PointModel) -> Moves:
    """Compute every system in use by both versions, some at a time; nothing is stored.

    Act as the secretariat.
    """
    ids = list(System.objects.order_by("name_sort").values_list("pk", flat=True))
    computed, moved = 0, []
    for start in range(0, len(ids), BATCH):
        bunch = ids[start : start + BATCH]
        systems = System.objects.select_related("supplier").in_bulk(bunch)
        for system_id, (uses, assessment) in uses_and_assessments(bunch).items():
            if not uses:
                continue
            computed += 1
            before, after = (score_of_system(uses, assessment, each).score for each in (now, then))
            if before.concept != after.concept:
                moved.append(Moved(systems[system_id], before, after))
    return Moves(computed, [each for each in moved if each.is_up], [each for each in moved if not each.is_up])
