"""Forms of the secretariat: suppliers, contacts, systems, and answers to what a municipality misses."""

from typing import Any

from django import forms

from register.models import (
    MissingSystemReport,
    Supplier,
    SupplierContact,
    System,
    SystemAssessment,
    SystemName,
)
from register.portfolio.identifiers import Registration, is_cvr, registration
from register.portfolio.spelling import name_key, tidy


class SupplierForm(forms.ModelForm):
    """A supplier's facts; a Danish number must be a CVR number."""

    class Meta:
        model = Supplier
        fields = ["name", "country", "number", "group_name", "shared_mailbox"]
        help_texts = {
            "country": "To bogstaver, fx DK eller SE.",
            "number": "For Danmark CVR-nummeret med otte cifre.",
            "shared_mailbox": "En postkasse, som flere hos leverandøren læser.",
        }

    def clean_name(self) -> str:
        """The name with single spaces."""
        return tidy(self.cleaned_data["name"])

    def clean_country(self) -> str:
        """The country in capitals."""
        country = self.cleaned_data["country"].strip().upper()
        if len(country) != 2 or not country.isalpha():
            raise forms.ValidationError("Skriv landets to bogstaver, fx DK.")
        return country

    def clean(self) -> dict[str, Any]:
        """Check the number against the country's rule."""
        cleaned = super().clean() or self.cleaned_data
        country, number = cleaned.get("country"), (cleaned.get("number") or "").replace(" ", "")
        if number and country:
            found = registration(number if country == "DK" else country + number)
            if country == "DK" and (found is None or not is_cvr(found.number)):
                self.add_error(
                    "number", "Det er ikke et CVR-nummer. Se efter, om alle otte cifre er rigtige."
                )
            elif found is None:
                self.add_error("number", f"Nummeret ligner ikke et registreringsnummer fra {country}.")
            else:
                cleaned["number"] = found.number
                self._refuse_known(found)
        return cleaned

    def _refuse_known(self, found: Registration) -> None:
        known = Supplier.objects.filter(country=found.country, number=found.number).exclude(
            pk=self.instance.pk
        )
        if other := known.first():
            self.add_error("number", f"Nummeret hører til {other.name}, som findes i forvejen.")


class ContactForm(forms.ModelForm):
    """A contact at a supplier."""

    class Meta:
        model = SupplierContact
        fields = ["name", "email", "phone", "role", "language"]
        help_texts = {
            "language": "Personen kan selv skifte sprog på leverandørernes side.",
        }

    def clean_email(self) -> str:
        """The address in small letters; one person holds a role once."""
        email: str = self.cleaned_data["email"].lower()
        return email

    def clean(self) -> dict[str, Any]:
        """Refuse the same address twice in one role."""
        cleaned = super().clean() or self.cleaned_data
        same = SupplierContact.objects.filter(
            supplier_id=self.instance.supplier_id, email=cleaned.get("email"), role=cleaned.get("role")
        ).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("email", "Adressen står her allerede med den rolle.")
        return cleaned


class SystemForm(forms.ModelForm):
    """A system's name and supplier."""

    class Meta:
        model = System
        fields = ["name", "supplier"]

    def clean_name(self) -> str:
        """The name with single spaces."""
        return tidy(self.cleaned_data["name"])


class NewSystemForm(SystemForm):
    """A system that is added by hand."""

    class Meta(SystemForm.Meta):
        fields = ["name", "supplier", "kitos_uuid"]
        help_texts = {"kitos_uuid": "Hvis systemet står i KITOS. Så bliver det genkendt i næste indlæsning."}

    def clean(self) -> dict[str, Any]:
        """Refuse a name that the supplier's systems are known by already."""
        cleaned = super().clean() or self.cleaned_data
        known = SystemName.objects.filter(
            name_key=name_key(cleaned.get("name", "")), supplier=cleaned.get("supplier")
        ).select_related("system")
        if (same := known.first()) is not None:
            self.add_error("name", f"Leverandøren har allerede et system med det navn: {same.system}.")
        return cleaned


class AssessmentForm(forms.ModelForm):
    """The secretariat's own values, and the screening answer with its reason."""

    class Meta:
        model = SystemAssessment
        fields = [
            "screening",
            "screening_reason",
            "personal_data",
            "special_categories",
            "cpr",
            "other_protected",
            "special_processing",
        ]
        widgets = {"screening_reason": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "screening_reason": "Hvad svaret bygger på, fx leverandørens beskrivelse eller en kommunes svar.",
            "other_protected": "Fx strafbare forhold, indkomst, sociale problemer eller beskyttet adresse.",
            "special_processing": "Fx profilering, overvågning, samkøring eller oplysninger om børn.",
        }

    def clean(self) -> dict[str, Any]:
        """A screening answer needs a reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("screening") and not (cleaned.get("screening_reason") or "").strip():
            self.add_error("screening_reason", "Skriv, hvad svaret bygger på.")
        return cleaned


class MissingAnswerForm(forms.ModelForm):
    """An answer to a municipality that misses a system."""

    class Meta:
        model = MissingSystemReport
        fields = ["answer"]
        labels = {"answer": "Svar til kommunen"}
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}


class UploadForm(forms.Form):
    """A workbook to import."""

    file = forms.FileField(
        label="Regneark",
        help_text="Et Excel-regneark (.xlsx) med en linje for hvert system, en kommune bruger.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
