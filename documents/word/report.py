"""What the check of a Word template found, for the person who put it up."""

from dataclasses import asdict, dataclass
from typing import Any

REFUSED, UNKNOWN, MISSING = "refused", "unknown", "missing"


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where in the file it stands, and a Danish sentence on what is wrong.

    `kind` is REFUSED, UNKNOWN (a field documents of the kind do not have) or MISSING (a required field that
    the template leaves out); the last two name the field.
    """

    where: str
    text: str
    kind: str = REFUSED
    field: str = ""


@dataclass(frozen=True)
class Report:
    """All problems at once, the optional fields the template leaves out, and the document of the trial."""

    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()
    trial: bytes | None = None

    @property
    def is_usable(self) -> bool:
        """True where documents can be made from the template."""
        return not self.problems

    @property
    def refusals(self) -> tuple[str, ...]:
        """What is forbidden or damaged, in Danish sentences."""
        return tuple(problem.text for problem in self.problems if problem.kind == REFUSED)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Fields the template asks for that documents of its kind do not have."""
        return self._fields(UNKNOWN)

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that the template leaves out."""
        return self._fields(MISSING)

    def _fields(self, kind: str) -> tuple[str, ...]:
        found = (problem.field for problem in self.problems if problem.kind == kind)
        return tuple(dict.fromkeys(found))

    def as_data(self) -> dict[str, Any]:
        """The report without the trial document, as JSON holds it."""
        return {"problems": [asdict(problem) for problem in self.problems], "unused": list(self.unused)}

    @classmethod
    def of_data(cls, data: dict[str, Any], trial: bytes | None) -> "Report":
        """The report that as_data gave."""
        problems = tuple(
            Problem(str(one["where"]), str(one["text"]), str(one["kind"]), str(one["field"]))
            for one in data["problems"]
        )
        return cls(problems, tuple(str(field) for field in data["unused"]), trial)
