"""The supplier's forms: wishes and accepting."""

from django import forms
from django.utils.translation import gettext_lazy as _


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


class RoundFileForm(forms.Form):
    """The supplier's own Word file of the round."""

    file = forms.FileField(label=_("Jeres Word-fil"), help_text=_("Word-fil (.docx). Højst 25 MB."))


class ClosingForm(forms.Form):
    """A remark that goes along when the text is sent back or accepted."""

    note = forms.CharField(
        label=_("Bemærkning til sekretariatet"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
