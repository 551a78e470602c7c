"""The states and steps of every case, drawn from the code: docs/tilstande.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from accounts.roles import ROLES
from workflows.states import StateField, Step

HEADING = """# Tilstande

Denne side er skrevet af `manage.py state_diagrams` ud fra koden; ret den ikke i hånden. For hver slags sag
viser den tilstandene, som brugerne ser dem, og de skridt, der fører fra den ene til den anden. Et skridt
tages kun af den, der har tilladelsen, og kun når skridtets betingelser er opfyldt; siden siger ellers
hvorfor ikke. Hvert skridt efterlader en linje i loggen. Skridt uden roller tages af systemet, f.eks. når
noget leveres til en kommune.
"""
ANY_STATE = "*"  # django-fsm's own sign for a step that starts from every state
ANY_OTHER_STATE = "+"  # and from every state but the one it leads to


@dataclass(frozen=True)
class Move:
    """One step between two states."""

    source: str
    target: str
    name: str
    step: Step


def document() -> str:
    """Return the page: every state machine of the product in the order of the rooms."""
    return "\n".join([HEADING, *(part for field in state_fields() for part in section(field))])


def state_fields() -> Iterator[StateField]:
    """Yield the state field of every model that has one."""
    for model in apps.get_models():
        yield from (field for field in model._meta.fields if isinstance(field, StateField))


def section(field: StateField) -> Iterator[str]:
    """Yield diagram, states and steps of one model."""
    found = moves(field)
    labels = {str(key): str(label) for key, label in field.choices or ()}
    yield f"## {_heading(field.model)}\n"
    yield f"`{field.model._meta.label}`\n"
    yield "```mermaid\nstateDiagram-v2"
    yield from (f'    state "{label}" as {key}' for key, label in labels.items())
    if field.has_default() and all(move.source for move in found):
        yield f"    [*] --> {field.get_default()}"
    yield from (f"    {move.source or '[*]'} --> {move.target}: {move.step.label}" for move in found)
    yield "```\n"
    yield "| fra | skridt | til | kode | tilladelse | roller |\n|---|---|---|---|---|---|"
    yield from (row(move, labels) for move in found)
    yield ""


def _heading(model: type[models.Model]) -> str:
    name = str(model._meta.verbose_name)
    side = "i kommunens eget skema" if model._meta.app_label.endswith("municipal") else "i det fælles skema"
    return f"{name[:1].upper()}{name[1:]} ({side})"


def row(move: Move, labels: dict[str, str]) -> str:
    """Return one line of the table of steps."""
    roles = ", ".join(role.name for role in ROLES.values() if move.step.permission in role.permissions)
    cells = (
        labels.get(move.source, "(begynder)"),
        move.step.label,
        labels[move.target],
        f"`{move.name}`",
        f"`{move.step.permission}`",
        roles or "–",
    )
    return f"| {' | '.join(cells)} |"


def moves(field: StateField) -> list[Move]:
    """Return the steps of a model's state in the order of its states; a step from anywhere is spelt out."""
    states = [str(key) for key, _ in field.choices or ()]
    order = ["", *states]  # some cases begin by a step of their own
    found = [
        Move(source, target, transition.name, transition.custom["step"])
        for transition in field.get_all_transitions(field.model)
        if "step" in transition.custom
        for target in _targets(transition)
        for source in _sources(transition, target, states)
    ]
    return sorted(found, key=lambda move: (order.index(move.source), order.index(move.target), move.name))


def _targets(transition: Any) -> list[str]:
    """A step may choose between several states, and then it names them."""
    several = getattr(transition.target, "allowed_states", None)
    return [str(each) for each in several] if several else [str(transition.target or transition.source)]


def _sources(transition: Any, target: str, states: list[str]) -> list[str]:
    if transition.source == ANY_STATE:
        return states
    if transition.source == ANY_OTHER_STATE:
        return [state for state in states if state != target]
    return [str(transition.source)]
