"""The errors of a form as lines for the summary on top of the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet, BoundField


@dataclass(frozen=True)
class Problem:
    """One error in words, and the id of the element to go to ("" when it belongs to the whole form)."""

    text: str
    target: str


def problems_of(form: BaseForm | BaseFormSet | list[BaseForm] | None) -> Iterator[Problem]:
    """Yield the errors of a form, a formset or several forms, in order, each with the field's name first."""
    if isinstance(form, list):
        for each in form:
            yield from problems_of(each)
        return
    if form is None or not form.is_bound:
        return
    if isinstance(form, BaseFormSet):
        for text in form.non_form_errors():
            yield Problem(str(text), "")
        for part in form.forms:
            yield from problems_of(part)
        return
    for text in form.non_field_errors():
        yield Problem(str(text), "")
    for field in form:
        for text in field.errors:
            yield Problem(f"{_name(field)} {text}", _target(field))


def _name(field: BoundField) -> str:
    """Return the label as the start of a line: "Frist:", but a question keeps its own mark."""
    label = str(field.label)
    return label if label.endswith(("?", ":", ".", "!")) else f"{label}:"


def _target(field: BoundField) -> str:
    """Return the id of the first element that can take focus: of a group of choices, the first choice."""
    if field.use_fieldset and field.subwidgets:
        return field.subwidgets[0].id_for_label
    return field.id_for_label or field.auto_id
