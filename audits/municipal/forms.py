"""What a municipality fills in about a report; the fields of a decision are domain knowledge, not ours."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone

from audits.municipal.actions import Decision
from audits.municipal.models import ReceivedSystem
from audits.municipal.states import DecisionState, Level, WhatNow
from secretariat.pagekit.forms import DanishDateField

CONCLUSION_LENGTH = 4096  # OS2compliance takes no more
REFUSAL = "hvis-ikke-godkendt"
DECISIONS: list[tuple[str, str]] = [
    (DecisionState.APPROVED, "Tilsynet godkendes"),
    (DecisionState.APPROVED_REMARKS, "Tilsynet godkendes med bemærkninger"),
    (DecisionState.NOT_APPROVED, "Tilsynet kan ikke godkendes"),
]
RATINGS: list[tuple[str, str]] = [
    (Level.GREEN, "Grøn: databehandleren lever op til aftalen"),
    (Level.YELLOW, "Gul: noget skal bringes i orden"),
    (Level.RED, "Rød: databehandleren lever ikke op til aftalen"),
]
AS_REPORTED: tuple[str, str] = ("", "Som i rapporten for hvert system")


class LongText(forms.CharField):
    """Several lines; a line's end counts as one character, as the counter on the page says."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        """Take a field's arguments, and the height of the box."""
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text with plain line ends."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value) or ""


class DecisionRadios(forms.RadioSelect):
    """The decision; with JavaScript the questions about a refusal show only when they are asked."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option; the refusal names the part of the page that belongs to it."""
        option = super().create_option(name, value, *args, **kwargs)
        if value == DecisionState.NOT_APPROVED:
            option["attrs"]["data-controls"] = f"#{REFUSAL}"
        return option


class NextForm(forms.Form):
    """What every decision may carry: when next, and where it is journalised."""

    next_audit_on = DanishDateField(
        label="Næste tilsyn",
        required=False,
        help_text="Lad feltet stå tomt, hvis I følger den fælles plan. Fx 12.3.2027.",
    )
    journal_number = forms.CharField(
        label="Journalnummer",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "input-char-27"}),
    )

    def clean_next_audit_on(self) -> date | None:
        """The day lies ahead."""
        return _ahead(self.cleaned_data["next_audit_on"])


class ApprovalForm(NextForm):
    """Approval of many systems alike: the report's own conclusion is stored with each."""

    def decision(self) -> Decision:
        """Return what is decided on each."""
        return Decision(state=DecisionState.APPROVED, **_given(self.cleaned_data, NextForm.base_fields))


class DecisionForm(NextForm):
    """A decision on one system, or alike on several."""

    state = forms.ChoiceField(label="Hvad beslutter I?", widget=DecisionRadios)
    rating = forms.ChoiceField(
        label="Vores vurdering af databehandleren", required=False, widget=forms.RadioSelect
    )
    conclusion = LongText(label="Konklusion", required=False, max_length=CONCLUSION_LENGTH, rows=6)
    remark = LongText(
        label="Bemærkninger",
        required=False,
        max_length=4000,
        rows=2,
        help_text="Sendes til sekretariatet. Skal udfyldes, når tilsynet godkendes med bemærkninger.",
    )
    what_now = forms.ChoiceField(
        label="Hvad sker der nu?",
        choices=WhatNow.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad der skal ske nu, når tilsynet ikke kan godkendes."},
    )
    what_now_note = LongText(label="Begrundelse", required=False, max_length=2000, rows=3)
    risk_owner = forms.CharField(
        label="Hvem accepterer risikoen?", required=False, max_length=200, help_text="Navn og stilling."
    )
    risk_until = DanishDateField(label="Risikoen accepteres til", required=False)
    field_order = ["state", "rating", "conclusion", "remark"]
    use_required_attribute = False

    def __init__(self, *args: Any, systems: Sequence[ReceivedSystem], **kwargs: Any) -> None:
        """Offer one decision on all of `systems`, filled in where the report says the same of all."""
        super().__init__(*args, **kwargs)
        texts, levels = {each.text for each in systems}, {each.level for each in systems}
        many = len(systems) > 1
        self.fields["what_now"].required = (
            not self.is_bound or self.data.get("state") == DecisionState.NOT_APPROVED
        )
        self._choose("state", DECISIONS, DecisionState.APPROVED if levels == {Level.GREEN} else "")
        ratings = [AS_REPORTED, *RATINGS] if many else RATINGS
        self._choose("rating", ratings, "" if many else "".join(levels))
        self.fields["conclusion"].initial = "".join(texts) if len(texts) == 1 else ""
        self.fields["conclusion"].help_text = (
            "Lad feltet stå tomt for at gemme rapportens egen tekst for hvert system."
            if many
            else "Rapportens tekst. Ret den, hvis I ser anderledes på det."
        )

    def _choose(self, name: str, choices: list[tuple[str, str]], initial: str) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices, field.initial = choices, initial

    def clean_risk_until(self) -> date | None:
        """The day lies ahead."""
        return _ahead(self.cleaned_data["risk_until"])

    def clean(self) -> dict[str, Any]:
        """Ask for what the decision needs, at the field where it is missing."""
        given = super().clean() or self.cleaned_data
        if given.get("state") == DecisionState.APPROVED_REMARKS and not given.get("remark"):
            self.add_error("remark", "Skriv jeres bemærkninger, eller vælg »Tilsynet godkendes«.")
        refused = given.get("state") == DecisionState.NOT_APPROVED
        if refused and given.get("what_now") == WhatNow.ACCEPT_RISK:
            self._clean_risk(given)
        return given

    def _clean_risk(self, given: dict[str, Any]) -> None:
        if not given.get("risk_owner"):
            self.add_error("risk_owner", "Skriv, hvem der accepterer risikoen.")
        if not given.get("risk_until") and "risk_until" not in self.errors:
            self.add_error("risk_until", "Skriv, hvor længe risikoen accepteres.")

    def decision(self) -> Decision:
        """Return what is decided on each."""
        return Decision(**_given(self.cleaned_data, self.fields))


class SystemsForm(forms.Form):
    """Which of the report's systems a decision stands for; one decided on meanwhile is still known."""

    systems = forms.MultipleChoiceField(
        label="Systemer",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst ét system.",
            "invalid_choice": "Vælg blandt systemerne i rapporten.",
        },
    )

    def __init__(
        self, *args: Any, known: Sequence[ReceivedSystem], offered: Sequence[ReceivedSystem], **kwargs: Any
    ) -> None:
        """Accept every one of `known`, show those of `offered`, all ticked."""
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["systems"])
        field.choices = [(str(each.id), each.name) for each in known]
        shown = [(str(each.id), f"{each.name} ({each.get_level_display()})") for each in offered]
        field.widget.choices = shown
        field.initial = [key for key, _ in shown]
        if len(shown) == 1:
            field.widget = forms.MultipleHiddenInput()

    def chosen(self) -> set[UUID]:
        """Return the ids of the ticked systems."""
        return {UUID(each) for each in self.cleaned_data["systems"]}


class ReconsiderForm(forms.Form):
    """Why a decision is taken up again."""

    reason = LongText(label="Hvorfor tager I stilling igen?", max_length=2000)


class RemarkForm(forms.Form):
    """The DPO's remark."""

    text = LongText(label="Bemærkning", max_length=4000)
    goes_up = forms.BooleanField(label="Send også bemærkningen til sekretariatet", required=False)


class QuestionForm(forms.Form):
    """A question to the secretariat."""

    text = LongText(label="Spørgsmål", max_length=4000, help_text="Svaret kommer her på siden.")


class ContestForm(forms.Form):
    """What is wrong with the report."""

    text = LongText(
        label="Hvad er forkert i rapporten?",
        max_length=4000,
        help_text="Sekretariatets leder afgør indsigelsen. Alle, der har fået rapporten, får besked.",
    )


class TaskForm(forms.Form):
    """Something the municipality will do itself."""

    text = forms.CharField(label="Opgave", max_length=500)
    responsible = forms.CharField(
        label="Ansvarlig",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"list": "ansvarlige", "autocomplete": "off"}),
    )
    responsible_email = forms.EmailField(
        label="Den ansvarliges e-mail",
        required=False,
        max_length=254,
        help_text="Den ansvarlige får en påmindelse, når fristen nærmer sig.",
    )
    due = DanishDateField(label="Frist", required=False)
    use_required_attribute = False


class DecidedListForm(forms.Form):
    """Search and filter of what has been decided."""

    q = forms.CharField(label="Søg", required=False, max_length=200)
    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[
            ("", "Alle gældende"),
            (DecisionState.APPROVED, "Godkendt"),
            (DecisionState.APPROVED_REMARKS, "Godkendt med bemærkninger"),
            (DecisionState.NOT_APPROVED, "Ikke godkendt"),
            (DecisionState.WITHDRAWN, "Trukket tilbage"),
            ("former", "Tidligere udgaver"),
        ],
    )
    konklusion = forms.ChoiceField(
        label="Rapportens konklusion",
        required=False,
        choices=[("", "Alle"), *((each.value, each.label.capitalize()) for each in Level)],
    )
    orden = forms.CharField(required=False, widget=forms.HiddenInput, max_length=30)

    def value(self, name: str) -> str:
        """Return what was chosen; nothing where it cannot be used."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


def _ahead(day: date | None) -> date | None:
    if day is not None and day <= timezone.localdate():
        raise forms.ValidationError("Skriv en dato, der ligger efter i dag.")
    return day


def _given(cleaned: dict[str, Any], names: Any) -> dict[str, Any]:
    return {name: cleaned[name] for name in names}
