"""Forms of the municipality's keys."""

from django import forms


class KeyForm(forms.Form):
    """A new key."""

    name = forms.CharField(
        label="Navn",
        max_length=80,
        help_text="Hvilket system der skal bruge nøglen, for eksempel »OS2compliance, drift«.",
    )
    ends_with_person = forms.BooleanField(
        label="Nøglen ophører, når jeg ikke længere har adgang for kommunen",
        required=False,
    )


class RollForm(forms.Form):
    """A new key in place of an old one."""

    at_once = forms.BooleanField(
        label="Den gamle nøgle holder op med at virke med det samme",
        help_text="Ellers virker den syv dage endnu, så I kan nå at sætte den nye ind.",
        required=False,
    )
