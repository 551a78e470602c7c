"""Steps of a case: django-fsm transitions with a Danish label, a permission and guards with reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django_fsm import FSMField, transition

Guard = Callable[[Any], str | None]


class StateField(FSMField):
    """A state that only a step may change; its choices carry the Danish labels users see."""

    def __init__(self, states: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        if states is not None:
            kwargs |= {"choices": states.choices}
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("protected", True)
        kwargs.setdefault("verbose_name", "status")
        super().__init__(**kwargs)

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False, **kwargs: Any
    ) -> None:
        """Take part in a model; in a migration's picture of one as plain text, which has no steps.

        django-fsm has each field listen for every model that is made: a migration makes thousands.
        """
        if cls.__module__ == "__fake__":
            models.CharField.contribute_to_class(self, cls, name, private_only=private_only, **kwargs)
        else:
            super().contribute_to_class(cls, name, private_only=private_only, **kwargs)


@dataclass(frozen=True)
class Step:
    """What `step()` tells about a transition; read by the engine, the pages and the diagrams."""

    label: str
    permission: str
    guards: tuple[Guard, ...] = ()
    explanation: str = ""


def step(
    state_field: str,
    *,
    source: Any,
    target: Any,
    permission: str,
    label: str,
    guards: Sequence[Guard] = (),
    explanation: str = "",
) -> Callable[[Any], Any]:
    """Declare a method as a step of a case's way.

    `guards` are functions that take the case and return None (possible now) or the Danish reason
    why not. `label` is the button's Danish text, `explanation` says what the step leads to. The
    method is called by workflows.engine.move only.
    """
    told = Step(label, permission, tuple(guards), explanation)
    return transition(field=state_field, source=source, target=target, custom={"step": told})
