"""Forms of the point model: where its numbers stand in the guide, and another set of them."""

from typing import Any

from django import forms

from register.points import PointModel
from secretariat.pagekit.forms import DanishDateField

CONCEPTS_OF_BANDS = (1, 2, 3, 5)  # concept 4 is never the lowest that is recommended
MOST_OF_A = 3


def _number(label: str, most: int, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input-char-11"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, widget=widget, **more)


class ConfirmModelForm(forms.Form):
    """Where in the guide the numbers were found."""

    source = forms.CharField(
        label="Hvor står tallene?",
        max_length=300,
        help_text="Fx »Datatilsynet: Vejledning om tilsyn med databehandlere, oktober 2021, side 8-10«.",
    )


class PointModelForm(forms.Form):
    """Another version of the model, from a day on."""

    valid_from = DanishDateField(label="Gælder fra")
    source = forms.CharField(label="Kilde", max_length=300)
    limit_low = _number("Færre registrerede end dette giver 1 point", 10_000_000)
    limit_high = _number("Flere registrerede end dette giver 3 point", 10_000_000)
    special_categories = _number("B. Point for følsomme oplysninger", 10)
    other_protected = _number("C. Point for andre beskyttelsesværdige oplysninger", 10)
    special_processing = _number("D. Point for særlig behandling", 10)
    band_1 = _number("Koncept 1 er nok til og med (point)", 30)
    band_2 = _number("Koncept 2 er nok til og med (point)", 30)
    band_3 = _number("Koncept 3 er nok til og med (point)", 30, help_text="Over dette anbefales koncept 5.")
    confirmed = forms.BooleanField(
        label="Tallene er sammenholdt med vejledningen",
        required=False,
        help_text="Ellers står der »Skal bekræftes mod vejledningen«, til en administrator har gjort det.",
    )

    @classmethod
    def initial_of(cls, value: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of a stored model, to begin from."""
        tops = [total for total, _ in value["bands"]]
        names = ("special_categories", "other_protected", "special_processing")
        return {
            "limit_low": value["limits"][0],
            "limit_high": value["limits"][1],
            **{name: value[name] for name in names},
            **{f"band_{place}": top for place, top in enumerate(tops[:3], 1)},
        }

    def clean(self) -> dict[str, Any]:
        """Refuse limits and bands that do not rise."""
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("limit_low"), cleaned.get("limit_high")
        if low is not None and high is not None and not 0 < low <= high:
            self.add_error("limit_high", "Den øvre grænse skal være mindst lige så høj som den nedre.")
        tops = [cleaned.get(f"band_{place}") for place in (1, 2, 3)]
        known = [top for top in tops if top is not None]
        if len(known) == len(tops) and not known[0] < known[1] < known[2] < self._most(cleaned):
            self.add_error("band_3", "Grænserne skal stige og ligge under det højeste antal point.")
        return cleaned

    def _most(self, cleaned: dict[str, Any]) -> int:
        names = ("special_categories", "other_protected", "special_processing")
        return MOST_OF_A + sum(cleaned.get(name) or 0 for name in names)

    @property
    def value(self) -> dict[str, Any]:
        """Return the model as it is stored."""
        facts = self.cleaned_data
        tops = [facts["band_1"], facts["band_2"], facts["band_3"], self._most(facts)]
        value = {
            "limits": [facts["limit_low"], facts["limit_high"]],
            "special_categories": facts["special_categories"],
            "other_protected": facts["other_protected"],
            "special_processing": facts["special_processing"],
            "bands": [list(pair) for pair in zip(tops, CONCEPTS_OF_BANDS, strict=True)],
        }
        PointModel.from_value(value)
        return value
