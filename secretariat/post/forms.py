"""Forms of the post."""

from django import forms


class PlaceForm(forms.Form):
    """Which case a mail belongs to."""

    number = forms.CharField(label="Sagsnummer", max_length=40)


class ReasonForm(forms.Form):
    """Why something is put aside."""

    reason = forms.CharField(label="Begrundelse", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class AddressForm(forms.Form):
    """The right address."""

    address = forms.EmailField(label="Rigtig adresse")
