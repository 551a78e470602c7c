"""Forms with every kind of field."""

from django import forms

from secretariat.pagekit.forms import DanishDateField


class Deadline(forms.Form):
    """A form as a case has it."""

    deadline = DanishDateField(label="Ny frist")
    reason = forms.CharField(label="Begrundelse", max_length=200, widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(
        label="Hvem har bedt om det?",
        choices=[("supplier", "Leverandøren"), ("us", "Os selv")],
        widget=forms.RadioSelect,
    )
    systems = forms.MultipleChoiceField(
        label="Gælder for",
        help_text="Vælg mindst ét system.",
        choices=[("1", "Nordlys Omsorg"), ("2", "Nordlys Plan")],
        widget=forms.CheckboxSelectMultiple,
    )
    contact = forms.ChoiceField(label="Kontakt", choices=[("", "Vælg"), ("leo", "Leo Lund")])
    note = forms.CharField(label="Intern note", required=False)
    file = forms.FileField(label="Bilag", help_text="PDF, Word, Excel eller billede. Højst 200 MB.")
    told = forms.BooleanField(label="Leverandøren er orienteret", help_text="Pr. telefon eller mail.")


class Filter(forms.Form):
    """A search form as lists have it."""

    q = forms.CharField(label="Søg", required=False)
    state = forms.ChoiceField(label="Tilstand", choices=[("", "Alle"), ("late", "For sent")], required=False)
    mine = forms.BooleanField(label="Kun mine", required=False)
