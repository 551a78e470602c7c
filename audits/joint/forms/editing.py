"""The forms of a report that is finished in Word."""

from django import forms


class CheckInForm(forms.Form):
    """The edited report."""

    file = forms.FileField(label="Den redigerede rapport", help_text="Word-fil (.docx), højst 25 MB.")
    note = forms.CharField(
        label="Hvad er rettet?",
        required=False,
        max_length=500,
        help_text="Kvalitetslæseren ser det sammen med forskellene.",
    )
    caught_up = forms.BooleanField(
        label="Det, der er ændret i sagen, siden rapporten blev hentet, står i filen",
        required=False,
    )
