"""The rows of a part in the editor: one empty row to begin with, another when it is asked for."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet, CharField, formset_factory

from agreements.joint.parts import Facts, Part
from agreements.joint.parts.base import PartForm, Values

MOST = 200


@dataclass(frozen=True)
class Line:
    """A row as the page shows it: folded to its words where it is filled in and nothing is wrong."""

    form: BaseForm
    words: str
    folded: bool


def formset(which: Part, posted: Any, start: Values, facts: Facts, *, empty: int = 1) -> BaseFormSet | None:
    """Return the rows of a part, stored or posted, with empty ones after them; None without rows."""
    if which.rows is None:
        return None
    made = formset_factory(which.rows.form, extra=empty, can_delete=True, max_num=MOST)
    # What was posted stands for itself: a row like the proposal's is a row all the same.
    initial = None if posted is not None else which.stored_rows(start)
    return made(posted, initial=initial, prefix="rows", form_kwargs={"facts": facts})


def with_another(which: Part, posted: Any, facts: Facts) -> tuple[PartForm, BaseFormSet | None]:
    """Return form and rows with what was typed kept as it is, unchecked, and one more empty row."""
    typed = _typed(which.form(posted, facts=facts))
    form = which.form(initial=typed, facts=facts)
    bound = formset(which, posted, {}, facts)
    if bound is None or which.rows is None:
        return form, None
    filled = [_typed(each) for each in bound.forms if each.has_changed()]
    empty = len(bound.forms) - len(filled) + 1
    return form, formset(which, None, {which.rows.key: filled}, facts, empty=empty)


def lines(rows: BaseFormSet | None) -> list[Line]:
    """Return the rows as the page shows them."""
    return [_line(each) for each in rows.forms] if rows is not None else []


def _line(row: Any) -> Line:
    words = next((row[name].value() for name, field in row.fields.items() if type(field) is CharField), "")
    folded = bool(row.initial) and not row.is_bound
    folded = folded and not any(getattr(field, "warnings", None) for field in row.fields.values())
    return Line(row, str(words or ""), folded and bool(words))


def _typed(form: PartForm) -> Values:
    return {name: form[name].data for name in form.fields}
