"""What one answer consists of, and how it is compared, kept as JSON and read from it again."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

SAYS_WHY = frozenset({"no", "partly"})


@dataclass(frozen=True)
class Deviation:
    """What is otherwise for one system."""

    choice: str = ""
    comment: str = ""

    def __bool__(self) -> bool:
        """Return whether it says anything."""
        return bool(self.choice or self.comment)


@dataclass(frozen=True)
class Given:
    """An answer as somebody gives it: for all systems, with exceptions for single ones by their ids."""

    choice: str = ""
    comment: str = ""
    value: Any = None
    deviations: dict[UUID, Deviation] = field(default_factory=dict)
    change: str = ""

    @property
    def needs_words(self) -> bool:
        """Return whether a "no" or "partly" stands without an explanation."""
        pairs = [
            (self.choice, self.comment),
            *((each.choice, each.comment) for each in self.deviations.values()),
        ]
        return any(choice in SAYS_WHY and not comment.strip() for choice, comment in pairs)

    def as_json(self) -> dict[str, Any]:
        """Return the content as it is kept beside the answer it lost to."""
        return {
            "choice": self.choice,
            "comment": self.comment,
            "value": self.value,
            "change": self.change,
            "deviations": {
                str(key): [each.choice, each.comment] for key, each in sorted(self.deviations.items())
            },
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Given":
        """Return what `as_json` kept."""
        deviations = {UUID(key): Deviation(*each) for key, each in kept["deviations"].items()}
        return cls(kept["choice"], kept["comment"], kept["value"], deviations, kept["change"])
