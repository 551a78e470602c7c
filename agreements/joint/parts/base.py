"""What a part of the contract text is: a form, maybe rows, and checks across both and the other parts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agreements.joint.limits import Limits

Values = dict[str, Any]
LONGEST = 12_000


@dataclass(frozen=True)
class Recommended:
    """The lowest concept of supervision the point model recommends, and the systems that ask for it."""

    concept: int
    systems: tuple[str, ...] = ()
    is_certain: bool = True


@dataclass(frozen=True)
class Facts:
    """What checks look at besides their own fields: other parts, dated limits, personal addresses.

    `recommended` is None where the register knows of no processing to count points for.
    """

    limits: Limits
    values: Mapping[str, Values] = field(default_factory=dict)
    personal_addresses: frozenset[str] = frozenset()
    structure: str = "dt2020"
    recommended: Recommended | None = None

    def of(self, part: str) -> Values:
        """Return the stored values of another part; empty where it has not been filled in."""
        return self.values.get(part, {})


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which field; `row` is the number in the rows (from 0) where it is in one of them."""

    text: str
    name: str | None = None
    row: int | None = None


class PartForm(forms.Form):
    """A form of a part; `facts` are at hand for its own checks."""

    def __init__(self, *args: Any, facts: Facts, **kwargs: Any) -> None:
        """Take a form's arguments and the facts."""
        self.facts = facts
        super().__init__(*args, **kwargs)


@dataclass(frozen=True)
class Rows:
    """A table in a part: its key in the values, the form of one row, and words for the page."""

    key: str
    heading: str
    form: type[PartForm]
    hint: str = ""
    at_least: int = 0


@dataclass(frozen=True)
class Part:
    """One page of the text editor.

    `check` tells what may not stand, `warn` what may but is unusual; `internal` are fields that are no part
    of the contract and stay with the secretariat.
    """

    key: str
    title: str
    clause: str
    form: type[PartForm]
    rows: Rows | None = None
    check: Callable[[Values, list[Values], Facts], Iterable[Fault]] | None = None
    explanation: str = ""
    warn: Callable[[Values, list[Values], Facts], Iterable[Fault]] | None = None
    internal: tuple[str, ...] = ()
    optional: bool = False

    def faults(self, values: Values, facts: Facts) -> list[str]:
        """Return what is wrong with stored values, in Danish, each with the field's name."""
        form = self.form(data=values, facts=facts)
        found = [
            f"{form[name].label if name in form.fields else self.title}: {text}"
            for name, text in _errors(form)
        ]
        rows = self.stored_rows(values)
        for number, row in enumerate(rows, 1):
            row_form = self.rows.form(data=row, facts=facts)  # type: ignore[union-attr]
            found += [f"Linje {number}, {row_form[name].label}: {text}" for name, text in _errors(row_form)]
        if not found:
            found += [fault.text for fault in self.across(values, rows, facts)]
        return found

    def across(self, values: Values, rows: list[Values], facts: Facts) -> list[Fault]:
        """Return what is wrong between fields, rows and other parts."""
        found = list(self.check(values, rows, facts)) if self.check else []
        if self.rows and len(rows) < self.rows.at_least:
            found.append(Fault(f"{self.rows.heading}: Skriv mindst {self.rows.at_least} linje."))
        return found

    def warnings(self, values: Values, facts: Facts) -> list[Fault]:
        """Return what is lawful but unusual in values that have no fault, for a person to look at."""
        return list(self.warn(values, self.stored_rows(values), facts)) if self.warn else []

    def stored_rows(self, values: Values) -> list[Values]:
        """Return the rows among the stored values."""
        return list(values.get(self.rows.key, [])) if self.rows else []


def _errors(form: forms.Form) -> list[tuple[str, str]]:
    return [(name, str(text)) for name, texts in form.errors.items() for text in texts]


def plain(cleaned: Mapping[str, Any]) -> Values:
    """Return cleaned form data as plain JSON: dates as ISO text."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in cleaned.items()}


def long_text(
    label: str, *, hint: str = "", rows: int = 4, required: bool = True, limit: int = LONGEST
) -> forms.CharField:
    """Return a field of several lines; an instruction may well fill some pages."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=limit, widget=widget)


def ticks(
    label: str, choices: Iterable[str], *, hint: str = "", required: bool = True
) -> forms.MultipleChoiceField:
    """Return a list of ticks whose values are the words themselves."""
    pairs = [(word, word[0].upper() + word[1:]) for word in choices]
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, choices=pairs, help_text=hint, required=required, widget=widget
    )


def choice(label: str, pairs: Iterable[tuple[str, str]], *, hint: str = "") -> forms.ChoiceField:
    """Return one choice among a few, all of them to be seen."""
    return forms.ChoiceField(label=label, choices=list(pairs), help_text=hint, widget=forms.RadioSelect)


class FunctionalMailbox(forms.EmailField):
    """An e-mail address in the contract: a function's, never a person's, so that it lasts."""

    def refuse_personal(self, address: str, facts: Facts) -> None:
        """Raise ValidationError where the address belongs to a person we know at the supplier."""
        if address and address.lower() in facts.personal_addresses:
            raise ValidationError(
                f"{address} tilhører en person. Skriv en fælles postkasse, som virker, når "
                "medarbejdere skifter."
            )
