"""The forms above the lists: search, filter and the order that a link asks for."""

from django import forms


class ListForm(forms.Form):
    """A search box and the order kept through it; unknown values fall back to the list as it is."""

    q = forms.CharField(label="Søg", required=False, max_length=200)
    orden = forms.CharField(required=False, widget=forms.HiddenInput, max_length=30)

    def value(self, name: str) -> str:
        """What was chosen, or nothing when it cannot be used."""
        self.is_valid()
        return str(self.cleaned_data.get(name, "") or "")


class SystemListForm(ListForm):
    """Search and filter of the secretariat's systems."""

    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[
            ("", "Alle systemer"),
            ("over", "Over grænsen for fælles tilsyn"),
            ("under", "Under grænsen for fælles tilsyn"),
            ("uvurderet", "Ikke screenet"),
            ("personoplysninger", "Med personoplysninger"),
        ],
    )
    field_order = ["q", "vis", "orden"]


class GapListForm(ListForm):
    """Search in the list of personal data without an agreement."""

    vis = forms.ChoiceField(
        label="Aftale",
        required=False,
        choices=[
            ("", "Nej, i proces eller ikke oplyst"),
            ("databehandler", "Kun screenet som databehandler"),
            ("nej", "Nej"),
            ("ikke_oplyst", "Ikke oplyst"),
        ],
    )
    field_order = ["q", "vis", "orden"]
