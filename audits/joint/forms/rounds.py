"""The forms of a round."""

from django import forms

from secretariat.pagekit.forms import DanishDateField


class RoundForm(forms.Form):
    """What the letters of a round share."""

    name = forms.CharField(label="Rundens navn", max_length=120, required=False)
    deadline = DanishDateField(label="Svarfrist")
    intro = forms.CharField(
        label="Hilsen i mailen",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kommer med i alle mails, ikke i brevene.",
    )
