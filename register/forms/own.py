"""Forms of a municipality about its own systems."""

from collections.abc import Iterable
from typing import Any

from django import forms

from register.actions.uses import ANSWERS
from register.forms.fields import CountField
from register.models import Answer
from register.portfolio.spelling import tidy

FIELDS_OF: dict[str, frozenset[str]] = {
    "always": frozenset(),
    "subjects": frozenset({"count", "basis"}),
    "special_categories": frozenset({"special_categories"}),
    "other_protected": frozenset({"cpr", "other_protected"}),
    "special_processing": frozenset({"special_processing"}),
}


def _answer(label: str, hint: str) -> forms.ChoiceField:
    choices = [("", "Vælg"), *Answer.choices]
    return forms.ChoiceField(label=label, required=False, choices=choices, help_text=hint)


class FactsForm(forms.Form):
    """What the municipality knows of its own use of a system; what is left empty stays as it is."""

    count = CountField(required=False)
    basis = forms.CharField(
        label="Hvad bygger skønnet på?",
        required=False,
        max_length=300,
        help_text="Kun ved et skøn. Fx »Antal brugere i 2025« eller »Indbyggere over 65 år«.",
    )
    special_categories = _answer(
        "Følsomme oplysninger", "Fx helbred, fagforening, religion eller etnisk oprindelse."
    )
    cpr = _answer("CPR-nummer", "")
    other_protected = _answer(
        "Andre beskyttelsesværdige oplysninger",
        "Fx strafbare forhold, indkomst, sociale problemer eller beskyttet adresse.",
    )
    special_processing = _answer(
        "Særlig behandling", "Fx profilering, overvågning, samkøring eller oplysninger om børn."
    )

    def __init__(
        self, *args: Any, population: int = 0, asked: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        """Take a form's arguments, the municipality's population, and which facts are asked for (all)."""
        super().__init__(*args, **kwargs)
        if population:
            inhabitants = f"{population:,}".replace(",", ".")
            self.fields["count"].help_text += f" Kommunen har ca. {inhabitants} indbyggere."
        self.asked = (
            None if asked is None else FIELDS_OF["always"].union(*(FIELDS_OF[name] for name in asked))
        )
        for name in list(self.fields):
            if self.asked is not None and name not in self.asked:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """An estimate needs to say what it builds on."""
        cleaned = super().clean() or self.cleaned_data
        count = cleaned.get("count")
        if count and count.is_estimate and not (cleaned.get("basis") or "").strip():
            self.add_error("basis", "Skriv, hvad skønnet bygger på.")
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is told; where only some facts are asked for, an empty number says nothing."""
        told = {name: value for name, value in self.cleaned_data.items() if name in ANSWERS and value}
        if "count" in self.fields and (self.asked is None or self.cleaned_data["count"]):
            told |= {name: self.cleaned_data[name] for name in ("count", "basis")}
        return told


class StopForm(forms.Form):
    """That a system is no longer used, and since when or why."""

    reason = forms.CharField(
        label="Bemærkning",
        required=False,
        max_length=500,
        help_text="Fx hvornår I holdt op, eller hvad der er kommet i stedet.",
    )


class MissingForm(forms.Form):
    """A system that the municipality uses and does not find in its list."""

    name = forms.CharField(label="Systemets navn", max_length=200)
    supplier_name = forms.CharField(label="Leverandør", max_length=200, required=False)
    count = CountField(required=False)
    note = forms.CharField(
        label="Bemærkning", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_name(self) -> str:
        """The name with single spaces."""
        return tidy(self.cleaned_data["name"])
