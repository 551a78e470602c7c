"""What a municipality fills in about an agreement; one form for each step."""

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import Colleague
from agreements.municipal.actions import Signatory
from secretariat.pagekit.forms import DanishDateField

LATER = "senere"


def long(label: str, hint: str = "") -> forms.CharField:
    """Return a field of several lines that must be filled in."""
    return forms.CharField(
        label=label, max_length=4000, help_text=hint, widget=forms.Textarea(attrs={"rows": 4})
    )


class SignatoryForm(forms.Form):
    """Who is to sign: one of the municipality's own people with the role."""

    signatory = forms.ChoiceField(
        label="Hvem skal underskrive for kommunen?",
        widget=forms.RadioSelect,
        help_text="Den valgte får en mail med et link til aftalen.",
    )

    def __init__(self, *args: Any, signatories: list[Colleague], **kwargs: Any) -> None:
        """Offer the municipality's signatories."""
        super().__init__(*args, **kwargs)
        self.signatories = {str(each.person_id): each for each in signatories}
        self.fields["signatory"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.name}, {each.title}" if each.title else each.name)
            for key, each in self.signatories.items()
        ]

    def chosen(self) -> Signatory | None:
        """Return who was chosen; nobody where that is for later."""
        found = self.signatories.get(self.cleaned_data["signatory"])
        return Signatory(found.name, found.email) if found else None


class WantForm(SignatoryForm):
    """The municipality wants the agreement; the signatory may be named later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the signatory be named later."""
        super().__init__(*args, **kwargs)
        field = self.fields["signatory"]
        field.choices = [*field.choices, (LATER, "Det vælger vi senere")]  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why not, and what applies instead."""

    reason = long("Hvorfor indgår I ikke aftalen?", "Sendes til sekretariatet.")
    applies_instead = long(
        "Hvilken aftale gælder i stedet?",
        "Fx »Vores egen aftale af 3. maj 2024« eller »Ingen: vi holder op med at bruge systemet den "
        "1. juni 2026«.",
    )


class OwnForm(forms.Form):
    """The municipality's own agreement with the supplier."""

    applies_instead = forms.CharField(
        label="Jeres egen aftale", max_length=300, help_text="Titel eller journalnummer."
    )
    own_agreement_on = DanishDateField(label="Aftalens dato", required=False)

    def clean_own_agreement_on(self) -> Any:
        """Refuse a day that lies ahead."""
        return _not_ahead(self.cleaned_data["own_agreement_on"])


class AskForm(forms.Form):
    """A question to the secretariat."""

    text = long("Jeres spørgsmål til sekretariatet")


class ReconsiderForm(forms.Form):
    """Why the decision is taken up again."""

    reason = long("Hvorfor tager I stilling igen?")


class EffectForm(forms.Form):
    """From when the agreement applies, and what is good to remember."""

    in_force_from = DanishDateField(label="Gælder fra")
    valid_until = DanishDateField(label="Gælder til", required=False)
    notice_months = forms.IntegerField(
        label="Opsigelsesvarsel (måneder)",
        required=False,
        min_value=0,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
    )
    notice_by = DanishDateField(
        label="Sidste dag for opsigelse",
        required=False,
        help_text="Regnes ud, når I skriver opsigelsesvarslet og den dag, aftalen gælder til.",
    )
    journal_number = forms.CharField(label="Journalnummer", required=False, max_length=60)

    def clean_in_force_from(self) -> Any:
        """Refuse a day that lies ahead: until then the agreement is signed, not in force."""
        return _not_ahead(self.cleaned_data["in_force_from"])

    def clean(self) -> dict[str, Any] | None:
        """Dates stand in their order."""
        given = self.cleaned_data
        start, end, notice = (given.get(key) for key in ("in_force_from", "valid_until", "notice_by"))
        if start and end and end <= start:
            self.add_error("valid_until", "Datoen skal ligge efter den dag, aftalen gælder fra.")
        elif end and notice and notice > end:
            self.add_error("notice_by", "Opsigelsen skal kunne nås, før aftalen udløber.")
        return given


def _not_ahead(day: Any) -> Any:
    if day and day > timezone.localdate():
        raise forms.ValidationError("Datoen ligger ude i fremtiden.")
    return day
