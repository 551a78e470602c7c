"""The only way a case changes state: permission, lock, guards, step, save and log in one act."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import connection, models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django_fsm import Transition

from workflows.actors import Actor
from workflows.log import entry, record, record_all
from workflows.states import Step

Case = TypeVar("Case", bound=models.Model)


class MoveError(Exception):
    """A step that cannot be taken; `reason` is Danish and may be shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotPermittedError(MoveError):
    """The actor lacks the step's permission."""


class NotPossibleError(MoveError):
    """A guard says no."""


class OutdatedError(MoveError):
    """The case is no longer in a state that the step starts from: somebody else was first."""


@dataclass(frozen=True)
class Possible:
    """A step as a page shows it: name, label, and why it is not possible now (empty: it is)."""

    name: str
    label: str
    explanation: str
    reason: str

    @property
    def ready(self) -> bool:
        """Return whether the step can be taken now."""
        return not self.reason


def move(
    case: Case, name: str, *, by: Actor, reason: str = "", data: dict[str, Any] | None = None, **given: Any
) -> Case:
    """Take the step `name` of `case` and return the case as stored.

    Locks the row, so that of two people one wins; `given` goes to the step's method. Raises
    NotPermittedError, OutdatedError or NotPossibleError with a Danish reason, and then nothing
    has changed. The log row is written in the same transaction.
    """
    with transaction.atomic():
        _lock(case)
        found = _transition(case, name)
        told: Step = found.custom["step"]
        if not by.may(told.permission):
            raise NotPermittedError(_("Du har ikke adgang til at gøre dette."))
        if reasons := [text for guard in told.guards if (text := guard(case))]:
            raise NotPossibleError(" ".join(reasons))
        field = found.method._django_fsm.field.name  # type: ignore[attr-defined]  # the field is known to the method only
        before = getattr(case, field)
        stored = _values(case)
        getattr(case, name)(**given)
        case.save(update_fields=[key for key, value in _values(case).items() if value != stored[key]])
        record(case, name, by=by, reason=reason, data=data, before=before, after=getattr(case, field))
    return case


@dataclass(frozen=True)
class Given:
    """What a step of one of many gets: the facts for its method, and the data of its log row."""

    facts: dict[str, Any]
    data: dict[str, Any] | None = None


def move_many(
    cases: Sequence[Case],
    name: str,
    *,
    by: Actor,
    prepare: Callable[[list[Case]], Mapping[Any, Given]],
    reason: str = "",
) -> dict[Any, str]:
    """Take the step `name` of many cases of one kind; as `move` for each, in a handful of statements.

    Returns, by the key of each case that could not take it, the Danish reason; nothing is changed of those.
    `prepare` is called once with the cases that can, locked and read again, and returns what each step is
    given. Raises NotPermittedError where `by` may not take the step, and then nothing has changed.
    """
    with transaction.atomic():
        _lock_all(cases)
        refused, able = _sorted_out(cases, name, by)
        given = prepare(able)
        entries, changed = [], set()
        for case in able:
            field = _transition(case, name).method._django_fsm.field.name  # type: ignore[attr-defined]
            before, stored = getattr(case, field), _values(case)
            getattr(case, name)(**given[case.pk].facts)
            changed |= {key for key, value in _values(case).items() if value != stored[key]}
            after, data = getattr(case, field), given[case.pk].data
            entries.append(entry(case, name, by=by, reason=reason, data=data, before=before, after=after))
        if changed:
            _store_all(able, sorted(changed))
        record_all(entries)
    return refused


def _store_all(cases: Sequence[models.Model], changed: Sequence[str]) -> None:
    """Write the changed fields of all cases in one statement, whose length does not grow with their number.

    A list of values as one parameter is what keeps it short; a field that is a list itself goes Django's way.
    """
    model = type(cases[0])
    fields = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in changed]
    if any((field.db_type(connection) or "").endswith("]") for field in fields):
        model._default_manager.bulk_update(cases, changed)
        return
    key = model._meta.pk
    columns = [key, *fields]
    lists = [
        [field.get_db_prep_save(getattr(case, field.attname), connection) for case in cases]
        for field in columns
    ]
    places = ", ".join(f"%s::{field.db_type(connection)}[]" for field in columns)
    names = ", ".join(f'"{field.column}"' for field in columns)
    given = ", ".join(f'"{field.column}" = given."{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" AS kept SET {given}'  # noqa: S608 - names of our own columns
            f' FROM unnest({places}) AS given ({names}) WHERE kept."{key.column}" = given."{key.column}"',
            lists,
        )


def _sorted_out(cases: Sequence[Case], name: str, by: Actor) -> tuple[dict[Any, str], list[Case]]:
    refused: dict[Any, str] = {}
    able: list[Case] = []
    for case in cases:
        try:
            told: Step = _transition(case, name).custom["step"]
        except OutdatedError as error:
            refused[case.pk] = error.reason
            continue
        if not by.may(told.permission):
            raise NotPermittedError(_("Du har ikke adgang til at gøre dette."))
        if reasons := [text for guard in told.guards if (text := guard(case))]:
            refused[case.pk] = " ".join(reasons)
        else:
            able.append(case)
    return refused, able


def available(case: models.Model, *, by: Actor) -> list[Possible]:
    """Return the steps out of the case's present state that `by` may take, possible or not."""
    steps = []
    for found in _outgoing(case):
        told: Step = found.custom["step"]
        if by.may(told.permission):
            reason = " ".join(text for guard in told.guards if (text := guard(case)))
            steps.append(Possible(found.name, told.label, told.explanation, reason))
    return steps


def _lock(case: models.Model) -> None:
    """Lock the row and read it again: what the page was drawn from may be old.

    Unsaved changes of the caller's are given to the step, never set before it.
    """
    manager = type(case)._default_manager
    _take_over(case, manager.select_for_update(of=("self",)).get(pk=case.pk))
    case._state.fields_cache.clear()


def _lock_all(cases: Sequence[models.Model]) -> None:
    """The same for many, in the order of their keys: two at once do not lock each other."""
    if not cases:
        return
    rows = type(cases[0])._default_manager.select_for_update(of=("self",)).order_by("pk")
    fresh = {row.pk: row for row in rows.filter(pk__in=[case.pk for case in cases])}
    for case in cases:
        _take_over(case, fresh[case.pk])


def _take_over(case: models.Model, fresh: models.Model) -> None:
    for field in case._meta.concrete_fields:
        case.__dict__[field.attname] = fresh.__dict__[field.attname]


def _values(case: models.Model) -> dict[str, Any]:
    """Return the case's values: a step saves what it changed, so a right to those columns is enough."""
    return {each.name: deepcopy(getattr(case, each.attname)) for each in case._meta.concrete_fields}


def _outgoing(case: models.Model) -> list[Transition]:
    found: list[Transition] = []
    for field in case._meta.fields:
        if hasattr(field, "get_all_transitions"):
            state = getattr(case, field.name)
            found.extend(
                each
                for each in field.get_all_transitions(type(case))
                if each.source in (state, "*", "+") and "step" in each.custom
            )
    return found


def _transition(case: models.Model, name: str) -> Transition:
    for found in _outgoing(case):
        if found.name == name:
            return found
    label = case._meta.verbose_name
    raise OutdatedError(
        _(
            "Det kan ikke lade sig gøre længere: %(what)s har skiftet status siden du åbnede siden. "
            "Hent siden igen, og se hvad der er sket."
        )
        % {"what": gettext(str(label))}
    )
