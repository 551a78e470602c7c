"""The form of a mail's wording."""

from django import forms

from workflows.mailtexts import LONGEST


class WordingForm(forms.Form):
    """Subject on the first line, then the text."""

    text = forms.CharField(
        label="Emne og tekst",
        help_text="Første linje er mailens emne. Felter skrives {{ sådan }}, og det mellem {% if … %} og "
        "{% endif %} kommer kun med, når det er relevant.",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "class": "mono", "spellcheck": "true"}),
    )
