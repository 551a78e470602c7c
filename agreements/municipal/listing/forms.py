"""Search and filters above the list of agreements."""

from typing import Any

from django import forms

from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState
from register.forms.lists import ListForm

EVERY = ("", "Alle")


class AgreementListForm(ListForm):
    """What the list may be narrowed to; unknown values fall back to the whole list."""

    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[EVERY, ("venter", "Venter på os"), *AgreementState.choices],
    )
    leverandoer = forms.ChoiceField(label="Leverandør", required=False)
    system = forms.ChoiceField(label="System", required=False)
    udloeber = forms.ChoiceField(
        label="Udløber",
        required=False,
        choices=[
            ("", "Når som helst"),
            ("1", "Inden en måned"),
            ("3", "Inden tre måneder"),
            ("6", "Inden et halvt år"),
            ("12", "Inden et år"),
        ],
    )
    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[
            ("", "Alle aftaler"),
            ("nyt", "Nyt siden mit sidste besøg"),
            ("uden-journal", "Uden journalnummer"),
            ("uden-kle", "Uden KLE-nummer"),
            ("faelles", "Fra fælles tekster"),
            ("egne", "Vores egne aftaler"),
            ("udloebet", "Udløbet"),
        ],
    )
    field_order = ["q", "status", "leverandoer", "system", "udloeber", "vis", "orden"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the suppliers and systems there are agreements about."""
        super().__init__(*args, **kwargs)
        rows = Agreement.objects.values_list("supplier_name", "systems")
        suppliers = {supplier for supplier, _ in rows if supplier}
        systems = {each["name"] for _, found in rows for each in found}
        for name, found in (("leverandoer", suppliers), ("system", systems)):
            offered = [EVERY, *((each, each) for each in sorted(found, key=str.casefold))]
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filters, unknown ones left out."""
        return {name: self.value(name) for name in self.fields}
