"""The forms of the plan."""

from typing import Any

from django import forms
from django.utils import timezone

from audits.joint.forms.secretariat import QUARTERS, workers
from audits.joint.models import PlanEvent
from register.models import System
from secretariat.pagekit.forms import DanishDateField

YEAR = forms.NumberInput(attrs={"class": "input-char-4"})


class AcceptForm(forms.Form):
    """When and by whom accepted proposals are carried out; without a quarter each at its own."""

    worker = forms.ChoiceField(label="Sagsbehandler")
    year = forms.IntegerField(label="År", min_value=2022, max_value=2100, required=False, widget=YEAR)
    quarter = forms.TypedChoiceField(
        label="Kvartal",
        choices=[("", "Når tilsynet forfalder"), *QUARTERS],
        coerce=int,
        required=False,
        empty_value=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the case workers there are."""
        super().__init__(*args, **kwargs)
        self.found = {str(each.person_id): each for each in workers()}
        field: Any = self.fields["worker"]
        field.choices = [(key, each.name) for key, each in self.found.items()]

    def clean(self) -> dict[str, Any] | None:
        """A quarter needs its year."""
        if self.cleaned_data.get("quarter") and not self.cleaned_data.get("year"):
            self.add_error("year", "Skriv året.")
        return self.cleaned_data

    @property
    def when(self) -> tuple[int, int] | None:
        """Return year and quarter, where they were chosen."""
        year, quarter = self.cleaned_data.get("year"), self.cleaned_data.get("quarter")
        return (year, quarter) if year and quarter else None


class MoveManyForm(AcceptForm):
    """Another quarter or case worker for many; what is left empty stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the case worker be left as it is."""
        super().__init__(*args, **kwargs)
        worker: Any = self.fields["worker"]
        worker.required, worker.choices = False, [("", "Som nu"), *worker.choices]
        quarter: Any = self.fields["quarter"]
        quarter.choices = [("", "Som nu"), *QUARTERS]


class HandoverForm(forms.Form):
    """Whose cases are whose, from when until when."""

    giver = forms.ChoiceField(label="Sager fra")
    taker = forms.ChoiceField(label="Overdrages til")
    first_day = DanishDateField(label="Fra og med")
    last_day = DanishDateField(label="Til og med")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the case workers there are."""
        super().__init__(*args, **kwargs)
        self.found = {str(each.person_id): each for each in workers()}
        for name in ("giver", "taker"):
            field: Any = self.fields[name]
            field.choices = [(key, each.name) for key, each in self.found.items()]


class BoardForm(forms.Form):
    """Which year's plan."""

    year = forms.IntegerField(label="År", min_value=2022, max_value=2100, widget=YEAR)


class AdoptForm(forms.Form):
    """That the board has approved, and what it said."""

    adopted_on = DanishDateField(label="Godkendt den")
    note = forms.CharField(label="Bestyrelsens bemærkning", max_length=500, required=False)


class _OfSupplier(forms.Form):
    """A form about one supplier's systems, or all of them."""

    def __init__(self, *args: Any, systems: list[System], **kwargs: Any) -> None:
        """Offer the supplier's systems."""
        super().__init__(*args, **kwargs)
        self.systems = {str(each.pk): each for each in systems}
        field: Any = self.fields["system"]
        field.choices = [("", "Alle leverandørens systemer"), *((k, v.name) for k, v in self.systems.items())]

    def facts(self) -> dict[str, Any]:
        """Return what was given, with the system itself."""
        return {**self.cleaned_data, "system": self.systems.get(self.cleaned_data["system"])}


class ExpectForm(_OfSupplier):
    """When the next statement is expected."""

    system = forms.ChoiceField(label="System", required=False)
    expected_on = DanishDateField(label="Erklæringen ventes")
    period_end = DanishDateField(label="Dens periode slutter", required=False)
    remark = forms.CharField(label="Bemærkning", max_length=500, required=False)


class EventForm(_OfSupplier):
    """What calls for an extra audit."""

    system = forms.ChoiceField(label="System", required=False)
    kind = forms.ChoiceField(label="Hændelse", choices=PlanEvent.Kind.choices)
    happened_on = DanishDateField(label="Sket den")
    text = forms.CharField(label="Hvad der er sket", max_length=500)


def this_year() -> int:
    """Return the year of today."""
    return timezone.localdate().year
