"""What the municipality fills in about an agreement of its own accord."""

from typing import Any

from django import forms

from agreements.municipal.forms import long
from agreements.municipal.keeping.actions import Journal
from agreements.municipal.keeping.kle import validate_kle
from agreements.municipal.keeping.models import KeptFile
from agreements.municipal.models import Agreement


class RemarkForm(forms.Form):
    """A remark."""

    text = long("Bemærkning", "Læses kun af jer selv.")


class FileForm(forms.Form):
    """A file to keep with the agreement."""

    kind = forms.ChoiceField(label="Hvad er det?", choices=KeptFile.Kind.choices)
    title = forms.CharField(label="Titel", required=False, max_length=200)
    file = forms.FileField(label="Fil", help_text="PDF, Word, Excel eller billede. Højst 200 MB.")


class JournalForm(forms.Form):
    """Journal number and KLE of one agreement; in a list of them each has a prefix."""

    journal_number = forms.CharField(
        label="Journalnummer",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "input-char-27"}),
    )
    kle = forms.CharField(
        label="KLE-nummer",
        required=False,
        max_length=20,
        help_text="Fx 85.08.00 eller 85.08.00-A00.",
        widget=forms.TextInput(attrs={"class": "input-char-11"}),
    )

    def clean_kle(self) -> str:
        """Check the number's form."""
        return validate_kle(self.cleaned_data["kle"])

    @classmethod
    def of(cls, agreement: Agreement, data: Any = None) -> "JournalForm":
        """Return the form of an agreement, with what stands."""
        stands = {"journal_number": agreement.journal_number, "kle": agreement.kle}
        return cls(data, initial=stands, prefix=str(agreement.id))

    def entry(self, agreement: Agreement) -> Journal:
        """Return what was filled in."""
        return Journal(agreement, self.cleaned_data["journal_number"].strip(), self.cleaned_data["kle"])


class SameForm(forms.Form):
    """What goes on all of the marked ones; empty changes nothing."""

    kle_for_all = forms.CharField(
        label="Samme KLE-nummer på alle",
        required=False,
        max_length=20,
        help_text="Fx 85.08.00. Lad feltet stå tomt, hvis de skal have hver sit.",
        widget=forms.TextInput(attrs={"class": "input-char-11"}),
    )

    def clean_kle_for_all(self) -> str:
        """Check the number's form."""
        return validate_kle(self.cleaned_data["kle_for_all"])


class JournalFileForm(forms.Form):
    """The list as a workbook, filled in."""

    file = forms.FileField(
        label="Regneark", help_text="Listen over aftaler, som I har hentet og udfyldt (.xlsx)."
    )
