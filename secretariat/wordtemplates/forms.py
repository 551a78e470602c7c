"""Forms of the Word templates' pages."""

from typing import Any

from django import forms
from django.utils import timezone

from documents.fields import targets
from documents.models import WordTemplate
from secretariat.pagekit.forms import DanishDateField


class AddForm(forms.Form):
    """A Word file as a new version of a kind of document."""

    kind = forms.ChoiceField(label="Dokument", choices=WordTemplate.Kind.choices)
    structure = forms.ChoiceField(
        label="Skabelontype",
        choices=[("", "Vælg type"), *WordTemplate.Structure.choices],
        required=False,
        help_text="Kun for databehandleraftaler.",
    )
    language = forms.ChoiceField(
        label="Sprog",
        choices=[("da", "Dansk"), ("en", "Engelsk")],
        help_text="Breve til leverandører kan skrives på engelsk. Er der ingen engelsk skabelon i brug, "
        "bruges den danske.",
        required=False,
    )
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
        help_text="En .docx på højst 20 MB med felter skrevet som {{ svarfrist|dato }}. En aftale kan have "
        "sine egne pladsholdere, fx [navn]; dem kobler du til felter bagefter.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean(self) -> dict[str, Any]:
        """A version is used once for each kind of document, and the file is named as Word names it."""
        facts = super().clean() or {}
        is_agreement = facts.get("kind") == WordTemplate.Kind.AGREEMENT
        if is_agreement and not facts.get("structure"):
            self.add_error("structure", "Vælg, hvad aftalen er bygget op som.")
        facts["structure"] = facts.get("structure", "") if is_agreement else ""
        facts["language"] = facts.get("language") or "da"
        same = WordTemplate.objects.filter(
            kind=facts.get("kind"),
            structure=facts["structure"],
            language=facts["language"],
            version=facts.get("version"),
        )
        if same.exists():
            self.add_error("version", "Der er allerede en skabelon med den version. Skriv en ny.")
        file = facts.get("file")
        if file is not None and not file.name.lower().endswith(".docx"):
            self.add_error("file", "Filen skal være et Word-dokument, der ender på .docx.")
        return facts


class PutInForceForm(forms.Form):
    """From when a template makes documents."""

    valid_from = DanishDateField(label="Bruges fra og med", initial=timezone.localdate)
    valid_until = DanishDateField(
        label="Bruges til og med",
        required=False,
        help_text="Kan stå tomt: så bruges den, til en anden afløser den.",
    )

    def clean(self) -> dict[str, Any]:
        """The last day does not lie before the first."""
        facts = super().clean() or {}
        first, last = facts.get("valid_from"), facts.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Den sidste dag skal ligge efter den første.")
        return facts


class MappingForm(forms.Form):
    """For each placeholder of a file the field it stands for."""

    left_out_reason = forms.CharField(
        label="Hvorfor felterne mangler",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skal skrives, hvis skabelonen skal kunne bruges uden de felter, der mangler.",
    )

    def __init__(
        self,
        *args: Any,
        placeholders: list[dict[str, Any]],
        mapping: dict[str, str],
        reason: str,
        **kwargs: Any,
    ) -> None:
        """Add a list to choose from for each placeholder."""
        super().__init__(*args, **kwargs)
        self.fields["left_out_reason"].initial = reason
        choices = [("", "Ikke valgt"), *targets.choices()]
        self.numbers = [str(one["number"]) for one in placeholders]
        for one in placeholders:
            self.fields[f"p{one['number']}"] = forms.ChoiceField(
                label=f"Felt {one['number']}: {one['words']}",
                choices=choices,
                required=False,
                initial=mapping.get(str(one["number"]), ""),
            )

    def mapping(self) -> dict[str, str]:
        """What was chosen, by the placeholder's number."""
        chosen = {number: self.cleaned_data[f"p{number}"] for number in self.numbers}
        return {number: target for number, target in chosen.items() if target}
