"""Which fields each kind of document has: for those who write templates and those who fill them.

Each kind has a module with EXPLAINED (path to Danish explanation), OPTIONAL (paths a template may leave out)
and EXAMPLE (a full set of invented values).
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

KINDS = (
    *("notice", "hearing", "report", "board_plan", "own_plan", "board_report", "year_report"),
    *("agreement", "appendix_b", "supplement", "termination"),
    *("package", "decision"),
)


@dataclass(frozen=True)
class Field:
    """A field as a template writes it: `systemer[].navn` is `s.navn` inside `for s in systemer`."""

    path: str
    explanation: str
    example: str
    required: bool


def fields_for(kind: str, structure: str = "") -> list[Field]:
    """All fields of a kind of document, in the order they are explained.

    An agreement's structures differ in which fields they have, and which they may leave out.
    """
    module = _module(kind)
    optional = getattr(module, "OPTIONAL_IN", {}).get(structure, module.OPTIONAL)
    foreign = getattr(module, "FOREIGN_IN", {}).get(structure, frozenset())
    return [
        Field(path, explanation, _shown(_value(module.EXAMPLE, path)), path not in optional)
        for path, explanation in module.EXPLAINED.items()
        if path not in foreign
    ]


def example_context(kind: str) -> dict[str, Any]:
    """Invented values for every field of the kind."""
    return dict(_module(kind).EXAMPLE)


def paths_of(fields: list[Field]) -> list[str]:
    """The fields' paths."""
    return [field.path for field in fields]


def _module(kind: str) -> Any:
    if kind not in KINDS:
        raise ValueError(f"no such kind of document: {kind}")
    return import_module(f"documents.fields.{kind}")


def _value(values: Any, path: str) -> Any:
    for step in path.split("."):
        values = values[step.removesuffix("[]")]
        if step.endswith("[]"):
            values = values[0] if values else ""
    return values


def _shown(value: Any) -> str:
    from documents.word.filters import liste, show

    if isinstance(value, list):
        return liste([item for item in value if isinstance(item, str)])
    return show(value)
