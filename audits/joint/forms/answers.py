"""The form of one answer: its fields follow the question's type, with an exception for each system."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.joint.models import Answer, AuditSystem
from audits.joint.questions.content import Deviation, Given
from audits.joint.questions.kinds import LONGEST_CELL, LONGEST_TEXT, stored_value, value_in_words
from audits.joint.questions.words import Kind

BLANK_ROWS = 2
FOUR = [each for each in Answer.Choice.choices if each[0] != Answer.Choice.GIVEN]


class TableInput(forms.Widget):
    """Rows of text boxes under the question's columns; two empty ones are for what is added."""

    template_name = "audits/supplier/parts/table_input.html"

    def __init__(self, columns: list[str]) -> None:
        super().__init__()
        self.columns = columns

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the columns and the rows."""
        rows = [*(value or []), *[[""] * len(self.columns)] * BLANK_ROWS]
        context = super().get_context(name, value, attrs)
        return {**context, "columns": self.columns, "rows": rows, "longest": LONGEST_CELL}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:
        """Return the rows that say something."""
        columns = [data.getlist(f"{name}-{place}") for place in range(len(self.columns))]
        return [list(row) for row in zip(*columns, strict=False) if any(cell.strip() for cell in row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether the table was on the page at all."""
        return f"{name}-0" not in data


class TableField(forms.Field):
    """A table whose rows are lists of texts."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare rows."""
        return (initial or []) != (data or [])


class AnswerForm(forms.Form):
    """The answer to one question; nothing in it has to be filled until it is handed in."""

    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, answer: Answer, systems: list[AuditSystem]) -> None:
        """Make the fields of the question's type; an exception is offered where there are several systems."""
        self.answer, self.question = answer, answer.question
        self.systems = systems if len(systems) > 1 else []
        super().__init__(data, prefix=str(answer.number), initial=_initial(answer))
        if answer.previous_id:
            self.fields["change"] = forms.ChoiceField(
                label=_("Siden sidste tilsyn"),
                choices=Answer.Change.choices,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields["change"].asked_for = True  # type: ignore[attr-defined]
        self._add_answer()
        stored = answer.content.deviations
        for place, each in enumerate(self.systems):
            self._add_exception(place, stored.get(each.pk, Deviation()))

    def _add_answer(self) -> None:
        kind, asked_for = self.question.kind, not self.question.optional
        if kind == Kind.ASSESSMENT:
            choice = forms.ChoiceField(
                label=_("Svar"), choices=FOUR, required=False, widget=forms.RadioSelect
            )
            choice.asked_for = asked_for  # type: ignore[attr-defined]  # saved half done is fine, but not voluntary
            self.fields["choice"] = choice
        elif kind != Kind.FILE:
            self.fields["value"] = _value_field(self.answer)
            self.fields["value"].asked_for = asked_for  # type: ignore[attr-defined]
        if kind != Kind.ASSESSMENT:
            self.fields["not_relevant"] = forms.BooleanField(label=_("Ikke relevant"), required=False)
        if kind != Kind.TEXT:
            self.fields["comment"] = forms.CharField(
                label=_("Uddybning"),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _add_exception(self, place: int, stored: Deviation) -> None:
        if self.question.kind == Kind.ASSESSMENT:
            self.fields[f"e{place}-choice"] = forms.ChoiceField(
                label=_("Svar"),
                choices=[("", _("Som de andre")), *FOUR],
                required=False,
                initial=stored.choice,
            )
        self.fields[f"e{place}-comment"] = forms.CharField(
            label=_("Hvad gælder for systemet?"),
            required=False,
            initial=stored.comment,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def exceptions(self) -> list[dict[str, Any]]:
        """Return each system with its bound fields, and whether something is said of it."""
        stored = self.answer.content.deviations
        return [
            {
                "system": each,
                "fields": [
                    self[name] for name in (f"e{place}-choice", f"e{place}-comment") if name in self.fields
                ],
                "given": each.pk in stored,
            }
            for place, each in enumerate(self.systems)
        ]

    def clean_value(self) -> Any:
        """Return the content as it is kept; raises ValidationError for what is no answer of the type."""
        try:
            return stored_value(self.question.kind, self.question.options, self.cleaned_data["value"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def given(self) -> Given:
        """Return the answer as it is written."""
        found = self.cleaned_data
        value = found.get("value")
        choice = found.get("choice", "")
        if self.question.kind != Kind.ASSESSMENT:
            # A file is an answer by lying there; its choice says only that there is none to give.
            given = Answer.Choice.GIVEN if value is not None else ""
            choice = given or (Answer.Choice.NOT_RELEVANT if found.get("not_relevant") else "")
        deviations: dict[UUID, Deviation] = {}
        for place, each in enumerate(self.systems):
            deviations[each.pk] = Deviation(
                found.get(f"e{place}-choice", ""), _one_kind_of_line(found.get(f"e{place}-comment", ""))
            )
        kept = {key: each for key, each in deviations.items() if each}
        return Given(
            choice, _one_kind_of_line(found.get("comment", "")), value, kept, found.get("change", "")
        )


class WorkbookForm(forms.Form):
    """A workbook with answers."""

    file = forms.FileField(
        label=_("Regneark med svar"),
        help_text=_("Det regneark (.xlsx), I har hentet her, med jeres svar."),
        allow_empty_file=True,
    )


def _one_kind_of_line(text: str) -> str:
    """Return the text with the line ends it is stored with; a browser sends others."""
    return text.replace("\r\n", "\n")


def _value_field(answer: Answer) -> forms.Field:
    kind, question = answer.question.kind, answer.question
    label = _("Svar")
    if kind == Kind.OPTIONS:
        offered = [("", _("Vælg")), *question.shown_options()]
        return forms.ChoiceField(label=label, required=False, choices=offered)
    if kind == Kind.TABLE:
        columns = [shown for _stored, shown in question.shown_options()]
        return TableField(label=label, required=False, widget=TableInput(columns))
    if kind == Kind.TEXT:
        rows = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(label=label, required=False, max_length=LONGEST_TEXT, widget=rows)
    hint = _("Fx 12.3.2026") if kind == Kind.DATE else _("Fx 12 eller 12,5")
    short = forms.TextInput(attrs={"class": "input-char-27", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=40, help_text=hint, widget=short)


def _initial(answer: Answer) -> dict[str, Any]:
    value: Any = answer.value
    if answer.question.kind in (Kind.DATE, Kind.NUMBER):
        value = value_in_words(answer.question.kind, value)
    return {
        "version": answer.version,
        "change": answer.change,
        "choice": answer.choice,
        "not_relevant": answer.choice == Answer.Choice.NOT_RELEVANT,
        "comment": answer.comment,
        "value": value,
    }
