"""The form beside a document: what is read in it, by its kind."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from audits.joint.forms.sharing import check_period
from audits.joint.models import AuditSystem, Question
from audits.joint.states import (
    Assurance,
    AuditorsConclusion,
    FindingKind,
    Method,
    ReportType,
    Scope,
)
from audits.joint.whattocheck import asked_of
from secretariat.pagekit.forms import DanishDateField

UNKNOWN = ("", "Ikke udfyldt")


class LinesField(forms.CharField):
    """A list, one item on each line."""

    def __init__(self, *, longest: int, most: int = 60, **kwargs: Any) -> None:
        """Take how long an item and the list may be."""
        self.longest, self.most = longest, most
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the items; raises ValidationError for one that is too long."""
        lines = [" ".join(line.split()) for line in super().clean(self.prepare_value(value)).splitlines()]
        found = [line for line in lines if line]
        if any(len(line) > self.longest for line in found):
            raise ValidationError(f"En linje kan have højst {self.longest} tegn.")
        if len(found) > self.most:
            raise ValidationError(f"Der kan være højst {self.most} linjer.")
        return found


class ReadingForm(forms.Form):
    """The facts of one document. Fields that its kind does not ask for are not there."""

    report_type = forms.ChoiceField(label="Type", choices=[UNKNOWN, *ReportType.choices], required=False)
    assurance = forms.ChoiceField(label="Sikkerhed", choices=[UNKNOWN, *Assurance.choices], required=False)
    scope = forms.ChoiceField(label="Omfang", choices=[UNKNOWN, *Scope.choices], required=False)
    period_from = DanishDateField(label="Periode fra", required=False, help_text="")
    period_to = DanishDateField(label="Periode til, eller dato", required=False, help_text="")
    expires_on = DanishDateField(label="Udløber", required=False, help_text="")
    covers = forms.MultipleChoiceField(
        label="Dækker disse af tilsynets systemer", widget=forms.CheckboxSelectMultiple, required=False
    )
    objectives = forms.MultipleChoiceField(
        label="Kontrolmål, der er med",
        choices=Question.Objective.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    left_out = forms.CharField(
        label="Udeladt",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hvad dokumentet ikke dækker, og hvorfor.",
    )
    conclusion = forms.ChoiceField(
        label="Konklusion",
        choices=AuditorsConclusion.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    conclusion_text = forms.CharField(
        label="Forbehold, fremhævelse eller bemærkning",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    method = forms.ChoiceField(
        label="Underdatabehandlere", choices=[UNKNOWN, *Method.choices], required=False
    )
    subprocessors = LinesField(
        label="Underdatabehandlere, der nævnes", longest=200, help_text="Én på hver linje."
    )
    transfer = forms.CharField(
        label="Ny overførsel til et tredjeland",
        required=False,
        max_length=500,
        help_text="Fx support fra Indien. Udfyldes kun, når den er ny siden sidst: så foreslår planen et "
        "ekstra tilsyn med leverandørens øvrige systemer.",
    )
    controls = LinesField(
        label="Komplementære kontroller hos kommunerne",
        longest=500,
        help_text="Én på hver linje. De bliver til opgaver hos kommunerne.",
    )
    gap_note = forms.CharField(
        label="Hvad dækker tiden siden perioden?",
        required=False,
        max_length=500,
        help_text="Fx ledelsens bekræftelse for mellemperioden.",
    )
    checks = forms.MultipleChoiceField(label="Set efter", widget=forms.CheckboxSelectMultiple, required=False)
    note = forms.CharField(
        label="Notat",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ses kun i sekretariatet.",
    )

    def __init__(self, *args: Any, kind: str, systems: list[AuditSystem], **kwargs: Any) -> None:
        """Keep the fields that the kind asks for."""
        super().__init__(*args, **kwargs)
        asked = asked_of(kind)
        for name in set(self.fields) - {*asked.fields, "covers", "checks", "note"}:
            del self.fields[name]
        covers: Any = self.fields["covers"]
        covers.choices = [(str(each.id), each.name) for each in systems]
        checks: Any = self.fields["checks"]
        checks.choices = asked.checks

    def clean_covers(self) -> list[UUID]:
        """Return the systems' ids."""
        return [UUID(each) for each in self.cleaned_data["covers"]]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        check_period(self, cleaned)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return what is the file's own, without what is this audit's."""
        return {key: value for key, value in self.cleaned_data.items() if key != "covers"}


class ExceptionForm(forms.Form):
    """One exception: the control, the auditor's words, management's answer."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10_000)
    control = forms.CharField(label="Kontrol", required=False, max_length=100, help_text="Fx »B.13, side 31«")
    objective = forms.ChoiceField(label="Kontrolmål", choices=Question.Objective.choices, initial="B")
    text = forms.CharField(
        label="Revisors tekst", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 2})
    )
    answer = forms.CharField(
        label="Ledelsens svar", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(
        label="Forholdets slags", choices=FindingKind.choices, initial=FindingKind.MINOR, required=False
    )


ExceptionForms = forms.formset_factory(ExceptionForm, extra=1, max_num=100, absolute_max=110)
