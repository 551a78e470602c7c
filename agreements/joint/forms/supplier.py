"""The supplier's forms: wishes, accepting, signing."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.pagekit.forms import DanishDateField


class WishForm(forms.Form):
    """What the supplier would like otherwise in a clause."""

    wish = forms.CharField(
        label=_("Hvad ønsker I anderledes, og hvorfor?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    proposal = forms.CharField(
        label=_("Forslag til ordlyd"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ClosingForm(forms.Form):
    """A remark that goes along when the text is sent back or accepted."""

    note = forms.CharField(
        label=_("Bemærkning til sekretariatet"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SignForm(forms.Form):
    """A signed copy: the file, who signed, and when."""

    signed_by = forms.CharField(label=_("Hvem har underskrevet?"), max_length=150)
    signed_on = DanishDateField(label=_("Dato for underskrift"))
    file = forms.FileField(label=_("Den underskrevne aftale"), help_text=_("Helst PDF. Højst 200 MB."))

    def clean_signed_on(self) -> Any:
        """Refuse a day that lies ahead."""
        signed_on = self.cleaned_data["signed_on"]
        if signed_on > timezone.localdate():
            raise forms.ValidationError(_("Datoen ligger ude i fremtiden."))
        return signed_on
