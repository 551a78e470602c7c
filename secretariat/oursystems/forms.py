"""Search and filter above the table of systems."""

from django import forms

from register.forms.lists import ListForm


class SystemsForm(ListForm):
    """What is searched for, and which systems are shown."""

    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[
            ("", "Systemer, vi bruger"),
            ("personoplysninger", "Med personoplysninger"),
            ("uden", "Mangler aftale"),
            ("uden-tilsyn", "Mangler tilsyn"),
            ("forfaldne", "Tilsyn over tiden"),
            ("egne", "Eget tilsyn"),
            ("antal", "Mangler antal registrerede"),
            ("ude", "Bruges ikke længere"),
        ],
    )
    field_order = ["q", "vis", "orden"]
