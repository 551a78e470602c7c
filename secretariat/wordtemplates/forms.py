"""Forms of the Word templates' pages."""

from typing import Any

from django import forms
from django.utils import timezone

from documents.models import WordTemplate
from secretariat.pagekit.forms import DanishDateField


class AddForm(forms.Form):
    """A Word file as a new version of a kind of document."""

    kind = forms.ChoiceField(label="Dokument", choices=WordTemplate.Kind.choices)
    version = forms.CharField(
        label="Version",
        max_length=20,
        help_text="Fx 2026.2. Versionen står i listen og i loggen.",
        widget=forms.TextInput(attrs={"class": "input-char-11"}),
    )
    name = forms.CharField(
        label="Navn",
        max_length=200,
        required=False,
        help_text="Hvad der adskiller den fra de andre, fx »Med nyt brevhoved«.",
    )
    file = forms.FileField(
        label="Word-fil",
        help_text="En .docx på højst 20 MB med felter skrevet som {{ svarfrist|dato }}.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean(self) -> dict[str, Any]:
        """A version is used once for each kind of document, and the file is named as Word names it."""
        facts = super().clean() or {}
        same = WordTemplate.objects.filter(kind=facts.get("kind"), version=facts.get("version"))
        if same.exists():
            self.add_error("version", "Der er allerede en skabelon med den version. Skriv en ny.")
        file = facts.get("file")
        if file is not None and not file.name.lower().endswith(".docx"):
            self.add_error("file", "Filen skal være et Word-dokument, der ender på .docx.")
        return facts


class PutInForceForm(forms.Form):
    """From when a template makes documents."""

    valid_from = DanishDateField(label="Bruges fra og med", initial=timezone.localdate)
