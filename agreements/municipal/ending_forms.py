"""Forms for the end of an agreement: notice, prolonging, and proof of deletion or return."""

from typing import Any

from django import forms
from django.utils import timezone

from agreements.municipal.forms import long
from agreements.municipal.states import AtTheEnd
from secretariat.pagekit.forms import DanishDateField
from workflows.deadlinefield import DeadlineField

FILE_HINT = "Helst PDF. Højst 200 MB."


class NoticeForm(forms.Form):
    """A notice of termination."""

    given_on = DanishDateField(label="Opsigelsens dato")
    ends_on = DanishDateField(label="Aftalen ophører den")
    agreed_earlier = forms.BooleanField(
        label="Parterne er enige om en dato før opsigelsesvarslets udløb", required=False
    )
    reason = long("Hvorfor opsiges aftalen?", "Den anden part kan læse det.")
    file = forms.FileField(label="Opsigelsen som dokument", required=False, help_text=FILE_HINT)

    def clean_given_on(self) -> Any:
        """Refuse a day that lies ahead."""
        day = self.cleaned_data["given_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Datoen ligger ude i fremtiden.")
        return day

    def clean(self) -> dict[str, Any] | None:
        """The end does not come before the notice."""
        given, ends = self.cleaned_data.get("given_on"), self.cleaned_data.get("ends_on")
        if given and ends and ends < given:
            self.add_error("ends_on", "Aftalen kan ikke ophøre, før den er opsagt.")
        return self.cleaned_data


class TakeBackForm(forms.Form):
    """Why the notice is taken back, and that the other party agrees."""

    agreed = forms.BooleanField(label="Leverandøren er enig i, at aftalen fortsætter")
    reason = long("Hvorfor fortsætter aftalen?")


class ProlongForm(forms.Form):
    """Until when an expired agreement goes on, and what that rests on."""

    valid_until = DanishDateField(
        label="Gælder til", required=False, help_text="Tom, hvis aftalen gælder, til den opsiges."
    )
    reason = long("Hvad bygger forlængelsen på?", "Fx »Tillæg til hovedaftalen af 3. maj 2026«.")

    def clean_valid_until(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["valid_until"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError("Datoen skal ligge efter i dag.")
        return day


class DemandForm(forms.Form):
    """Why deletion or return is asked for now."""

    reason = long("Besked til leverandøren", "Fx hvornår brugen af systemet er hørt op.")


class EvidenceForm(forms.Form):
    """Proof that came by mail: what was done, when, and the declaration."""

    kind = forms.ChoiceField(
        label="Hvad er der sket?",
        choices=[(AtTheEnd.DELETE, "Oplysningerne er slettet"), (AtTheEnd.RETURN, "De er leveret tilbage")],
        widget=forms.RadioSelect,
    )
    done_on = DanishDateField(label="Hvornår er det sket?")
    text = forms.CharField(
        label="Bemærkning", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(label="Leverandørens erklæring", required=False, help_text=FILE_HINT)

    def clean_done_on(self) -> Any:
        """Refuse a day that lies ahead."""
        day = self.cleaned_data["done_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Datoen ligger ude i fremtiden.")
        return day

    def clean(self) -> dict[str, Any] | None:
        """Something must show it: a file, or words that say how it is known."""
        if not self.cleaned_data.get("file") and not (self.cleaned_data.get("text") or "").strip():
            self.add_error("file", "Læg erklæringen op, eller skriv, hvordan I ved det.")
        return self.cleaned_data


class ReturnEvidenceForm(forms.Form):
    """Why the proof is not enough, and by when it must come."""

    reason = long("Hvad mangler der?", "Sendes til leverandøren.")
    due = DeadlineField(label="Ny frist")

    def clean_due(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["due"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError("Fristen skal ligge efter i dag.")
        return day


class AcceptEvidenceForm(forms.Form):
    """What is kept all the same, because the law says so."""

    kept_by_law = forms.CharField(
        label="Opbevares efter lov",
        required=False,
        max_length=2000,
        help_text="Skriv, hvad der ikke er slettet, hvem der har det, og hvilken lov der kræver det, "
        "fx aflevering til arkiv. Tom, hvis alt er slettet eller leveret tilbage.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
