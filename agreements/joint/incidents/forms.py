"""What secretariat and supplier fill in about an incident."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.joint.incidents.actions import Facts, Words
from agreements.joint.incidents.states import IncidentState
from secretariat.pagekit.moments import DanishMomentField
from workflows.freetext import NO_CPR

LONG = 6000


def _words_field(label: Any, help_text: Any = "", *, rows: int = 6, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONG,
        validators=[NO_CPR],
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WordsForm(forms.Form):
    """A text: what is known, what is not, and when the next one comes."""

    known = _words_field(
        _("Det ved vi"), _("Skriv ingen CPR-numre eller andre oplysninger om enkeltpersoner.")
    )
    unknown = _words_field(_("Det ved vi ikke endnu"), rows=4, required=False)
    next_update_at = DanishMomentField(
        label=_("Næste opdatering"),
        required=False,
        help_text=_("Hvornår kommunerne hører mere, fx 12.3.2026 kl. 16.00."),
    )

    def clean_next_update_at(self) -> datetime | None:
        """The next text lies ahead."""
        moment: datetime | None = self.cleaned_data["next_update_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("Tidspunktet skal ligge efter nu."))
        return moment

    def words(self) -> Words:
        """Return what was written."""
        given = self.cleaned_data
        return Words(given["known"], given.get("unknown", ""), given.get("next_update_at"))


class UpdateForm(WordsForm):
    """A further text of the secretariat."""

    correction = forms.BooleanField(
        label="Teksten retter noget, som kommunerne allerede har fået", required=False
    )


class ClosingForm(forms.Form):
    """The last word."""

    known = _words_field(
        "Det sidste ord i sagen", "Hvad der skete, hvad der er gjort, og hvad kommunerne selv skal gøre."
    )

    def words(self) -> Words:
        """Return what was written."""
        return Words(self.cleaned_data["known"])


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    known = _words_field("Begrundelse", "Kommunerne læser den.", rows=4)


def _not_ahead(moment: datetime | None) -> datetime | None:
    if moment and moment > timezone.now():
        raise forms.ValidationError(_("Tidspunktet kan ikke ligge efter nu."))
    return moment


class FactsForm(WordsForm):
    """The first text, with who told it and when who knew."""

    title = forms.CharField(
        label=_("Overskrift"),
        max_length=200,
        help_text=_("Mailens emne. Fx »Uvedkommende har haft adgang til filer«."),
    )
    told_by = forms.CharField(label=_("Oplyst af"), max_length=200, help_text=_("Navn og organisation."))
    told_contact = forms.CharField(
        label=_("Kontakt for spørgsmål"),
        max_length=200,
        help_text=_("Hvem kommunerne kan ringe og skrive til."),
    )
    supplier_aware_at = DanishMomentField(label=_("Leverandøren blev klar over det"), required=False)

    def clean_supplier_aware_at(self) -> datetime | None:
        """What is known has happened."""
        return _not_ahead(self.cleaned_data["supplier_aware_at"])

    def facts(self) -> Facts:
        """Return who told what and when."""
        given = self.cleaned_data
        return Facts(
            given["title"],
            given["told_by"],
            given["told_contact"],
            given.get("supplier_aware_at"),
            given.get("told_at"),
        )


class AlarmForm(FactsForm):
    """The secretariat's alarm."""

    told_at = DanishMomentField(label="Sekretariatet fik det at vide", required=False)
    field_order = ["title", "known", "unknown", "next_update_at", "supplier_aware_at", "told_at"]

    def clean_told_at(self) -> datetime | None:
        """What was told has been told."""
        return _not_ahead(self.cleaned_data["told_at"])


class ForwardForm(AlarmForm):
    """A mail about a breach that came to the secretariat, sent on as it stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the mail and when it came."""
        super().__init__(*args, **kwargs)
        self.fields["known"].label = "Mailens tekst"
        self.fields["known"].help_text = "Sæt mailen ind, som den er, uden oplysninger om enkeltpersoner."
        self.fields["unknown"].label = "Sekretariatets bemærkning"
        self.fields["told_at"].label = "Mailen kom til sekretariatet"
        self.fields["told_at"].required = True
        self.fields["told_by"].help_text = "Mailens afsender."


class ReportForm(FactsForm):
    """What a supplier writes to its customers."""

    systems = forms.MultipleChoiceField(
        label=_("Hvilke systemer vedrører det?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[],
        help_text=_("Uden hak går orienteringen til alle jeres kunder blandt kommunerne."),
    )
    field_order = ["systems", "title", "known", "unknown", "next_update_at", "supplier_aware_at"]

    def __init__(self, *args: Any, systems: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the supplier's own systems."""
        super().__init__(*args, **kwargs)
        self.fields["supplier_aware_at"].label = _("I blev klar over det")
        self.fields["supplier_aware_at"].required = True
        if systems:
            self.fields["systems"].choices = systems  # type: ignore[attr-defined]
        else:
            del self.fields["systems"]


class IncidentListForm(forms.Form):
    """Find among the incidents."""

    q = forms.CharField(label="Søg", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Alle"), *IncidentState.choices])
