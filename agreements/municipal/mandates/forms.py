"""Forms of contacts and mandates."""

from typing import Any

from django import forms

from agreements.municipal.forms import long
from agreements.municipal.mandates.access import Contact, Contacts
from agreements.municipal.mandates.actions import Given
from agreements.municipal.mandates.models import Mandate
from secretariat.pagekit.forms import DanishDateField
from tenants.models import MandateCover


class ContactsForm(forms.Form):
    """Contact person and signatory; nobody named means the municipality's default."""

    contact_name = forms.CharField(label="Kontaktperson", max_length=150, required=False)
    contact_title = forms.CharField(label="Kontaktpersonens stilling", max_length=100, required=False)
    contact_email = forms.EmailField(label="Kontaktpersonens e-mail", required=False)
    contact_phone = forms.CharField(label="Kontaktpersonens telefon", max_length=30, required=False)
    signatory_name = forms.CharField(label="Underskriver", max_length=150, required=False)
    signatory_title = forms.CharField(label="Underskriverens stilling", max_length=100, required=False)
    signatory_email = forms.EmailField(
        label="Underskriverens postkasse",
        required=False,
        help_text="Hertil sendes besked om aftaler til underskrift.",
    )

    def clean(self) -> dict[str, Any] | None:
        """Refuse what belongs to nobody: an address or a title without a name."""
        given = self.cleaned_data
        for role, words in (("contact", "kontaktpersonens"), ("signatory", "underskriverens")):
            rest = any(given.get(f"{role}_{key}") for key in ("title", "email", "phone"))
            if rest and not given.get(f"{role}_name"):
                self.add_error(f"{role}_name", f"Skriv også {words} navn.")
        return given

    def contacts(self) -> Contacts:
        """Return who was named."""
        given = self.cleaned_data
        contact = Contact(*(given[f"contact_{key}"] for key in ("name", "title", "email", "phone")))
        return Contacts(contact, Contact(*(given[f"signatory_{key}"] for key in ("name", "title", "email"))))


class MandateForm(forms.Form):
    """A mandate: who, what, from when to when, and the signed paper."""

    holder = forms.ChoiceField(
        label="Hvem får fuldmagten?", choices=Mandate.Holder.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label="Navn", required=False, max_length=150, help_text="Udfyldes, når det er en person i kommunen."
    )
    title = forms.CharField(label="Stilling", required=False, max_length=100)
    email = forms.EmailField(label="E-mail", required=False)
    covers = forms.MultipleChoiceField(
        label="Hvad gælder fuldmagten?",
        choices=[(value, label.capitalize()) for value, label in MandateCover.choices],
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = DanishDateField(label="Gælder fra")
    valid_until = DanishDateField(label="Gælder til og med", required=False)
    file = forms.FileField(label="Den underskrevne fuldmagt", help_text="Helst PDF. Højst 200 MB.")

    def clean(self) -> dict[str, Any] | None:
        """A person has a name, the days stand in order, and the secretariat signs no agreement."""
        given = self.cleaned_data
        to_person = given.get("holder") == Mandate.Holder.PERSON
        if to_person and not given.get("name"):
            self.add_error("name", "Skriv, hvem der får fuldmagten.")
        if not to_person and MandateCover.SIGN in given.get("covers", []):
            self.add_error(
                "covers", "Sekretariatet er ikke part i aftalen og kan ikke underskrive for kommunen."
            )
        start, end = given.get("valid_from"), given.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", "Datoen skal ikke ligge før den dag, fuldmagten gælder fra.")
        return given

    def given(self) -> Given:
        """Return what the mandate says."""
        found = self.cleaned_data
        return Given(
            Mandate.Holder(found["holder"]),
            found["name"],
            found["title"],
            found["email"],
            tuple(MandateCover(each) for each in found["covers"]),
            found["valid_from"],
            found["valid_until"],
        )


class RevokeForm(forms.Form):
    """Why a mandate is taken back."""

    reason = long("Hvorfor kaldes fuldmagten tilbage?")
