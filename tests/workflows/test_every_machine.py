"""Every state machine of the product, driven at random: no state that is not declared, one log row each.

The machines are found in the models. Each has a row in the catalogue's own filling of the tables; a walk
begins in any of its states and tries steps, most of them such as lead on from there, some that do not, by
somebody who may and by somebody who may not.
"""

import inspect
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, get_origin
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from agreements.joint.models import CommonText
from tests.conftest import server
from tests.isolation.raw import Raw
from tests.isolation.rows import fill_schema
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import MoveError, NotPermittedError, OutdatedError, move
from workflows.log import history
from workflows.states import StateField

SCHEMA = "m_aalborg"
MACHINES = {
    model._meta.label_lower: model
    for model in apps.get_models()
    if any(isinstance(field, StateField) for field in model._meta.fields)
}
# What a step that must be told something is told, by its kind; what may be lacking is lacking.
TOLD: dict[Any, Any] = {
    str: "Begrundelse",
    date: date(2026, 3, 12),
    UUID: uuid4(),
    bool: True,
    int: 1,
    dict: {},
}


@dataclass(frozen=True)
class Try:
    """One attempt: which step, of those that lead on from here or of all, by somebody who may or may not."""

    number: int
    leads_on: bool
    may: bool


TRIES = st.lists(
    st.builds(
        Try,
        st.integers(0, 50),
        st.sampled_from([True, True, True, False]),
        st.sampled_from([True, True, False]),
    ),
    min_size=4,
    max_size=10,
)


def transitions(model: type[models.Model]) -> list[Any]:
    field: Any = model._meta.get_field("state")
    return sorted(field.get_all_transitions(model), key=lambda each: (each.name, str(each.source)))


def goals(step: Any) -> set[str]:
    """Where a step may lead: one state, or those that its method chooses among."""
    if isinstance(step.target, str):
        return {step.target}
    return set(step.target.allowed_states)


def needed(case: models.Model, name: str) -> dict[str, Any]:
    """What the step's method must be told, by the kind of what it wants."""
    wanted = inspect.signature(getattr(case, name)).parameters.values()
    return {
        each.name: TOLD.get(get_origin(each.annotation) or each.annotation)
        for each in wanted
        if each.kind != each.VAR_KEYWORD and each.default is each.empty
    }


class Walker:
    """A row of a machine and what has become of it."""

    def __init__(self, model: type[models.Model], key: Any) -> None:
        self.model, self.key, self.steps = model, key, transitions(model)
        field: Any = model._meta.get_field("state")
        self.states = {value for value, _ in field.choices}
        self.taken: Counter[str] = Counter()

    def state(self) -> str:
        found: str = self.model._default_manager.values_list("state", flat=True).get(pk=self.key)
        return found

    def attempt(self, each: Try) -> None:
        """Try one step, and see that all of it or nothing of it has happened."""
        before = self.state()
        onward = [step for step in self.steps if step.source in (before, "*", "+")]
        chosen = onward if each.leads_on and onward else self.steps
        step = chosen[each.number % len(chosen)]
        by = Actor(id=uuid4(), name="Prøve", organisation="Prøven", permissions=frozenset(), may_all=each.may)
        case = self.model._default_manager.get(pk=self.key)
        rows = history(case).count()
        refusal = refused(case, step.name, by)
        if refusal is None:
            assert each.may
            self.see_taken(
                case, rows, {goal for one in onward if one.name == step.name for goal in goals(one)}
            )
            newest = history(case)[0]
            told = (newest.action, newest.before, newest.after, newest.by_id)
            assert told == (step.name, before, self.state(), by.id)
            self.taken[step.name] += 1
            return
        assert refusal.reason.strip()
        assert (self.state(), history(case).count()) == (before, rows)
        if step not in onward:
            assert isinstance(refusal, OutdatedError)
        elif not each.may:
            assert isinstance(refusal, NotPermittedError)

    def see_taken(self, case: models.Model, rows: int, targets: set[str]) -> None:
        """A step leads where it is declared to lead, and leaves one row."""
        assert self.state() in targets & self.states
        assert history(case).count() == rows + 1


def refused(case: models.Model, name: str, by: Actor) -> MoveError | None:
    """Take a step; return why not, where it could not be taken."""
    try:
        move(case, name, by=by, **needed(case, name))
    except MoveError as error:
        return error
    return None


@pytest.fixture
def keys(committed: None) -> dict[str, Any]:
    """A row in every table, shared and of a municipality, by table; what is chosen is a list's first."""
    found: dict[str, Any] = {}
    for schema in ("public", SCHEMA):
        with server(connection.settings_dict["NAME"]) as superuser, superuser.transaction():
            found |= fill_schema(Raw(superuser), schema)
    for model in apps.get_models():
        first = {
            field.attname: field.choices[0][0]
            for field in model._meta.concrete_fields
            if field.choices and isinstance(field, models.CharField)
        }
        if first and model._meta.db_table in found:
            with acting_as(Caller.owner(schema_of(model))):
                model._default_manager.filter(pk=found[model._meta.db_table]).update(**first)
    with acting_as(Caller.owner()):
        CommonText.objects.filter(pk=found["agreements_joint_commontext"]).update(held_from="at_supplier")
    return found


def schema_of(model: type[models.Model]) -> str:
    own = apps.get_app_config(model._meta.app_label).name in settings.TENANT_APPS
    return SCHEMA if own else "public"


def test_every_machine_keeps_to_its_states_and_logs_each_step_once(keys: dict[str, Any]) -> None:
    assert len(MACHINES) >= 14
    idle = []
    for label, model in MACHINES.items():
        walker = Walker(model, keys[model._meta.db_table])
        with acting_as(Caller.owner(schema_of(model))):
            drive(walker)
        if not walker.taken:
            idle.append(label)
    assert not idle, "no step of these was ever taken"


def drive(walker: Walker) -> None:
    """Walk at random, each walk from a state of its own and undone afterwards."""

    @how(max_examples=12)
    @given(start=st.sampled_from(sorted(walker.states)), tries=TRIES)
    def walk(start: str, tries: list[Try]) -> None:
        with transaction.atomic():
            walker.model._default_manager.filter(pk=walker.key).update(state=start)
            for each in tries:
                walker.attempt(each)
            transaction.set_rollback(True)

    walk()
