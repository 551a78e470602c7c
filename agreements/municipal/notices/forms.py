"""What is filled in about a notice: its facts, the day it came, and an answer."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.municipal.countries import CHOICES as COUNTRIES
from agreements.municipal.models import Agreement
from agreements.municipal.notices.access import live_agreements
from agreements.municipal.notices.actions import Facts
from agreements.municipal.notices.states import NoticeState
from agreements.municipal.transfers import CHOICES as BASES
from agreements.municipal.transfers import outside
from register.portfolio.spelling import tidy
from secretariat.pagekit.forms import DanishDateField
from workflows.values import value_on

EEA = "agreement.eea_countries"
LONGEST_CHAIN = 9
LONGEST_AGO = timedelta(days=365)
FACTS = (
    "name",
    "registration_number",
    "address",
    "contact",
    "country",
    "level",
    "purpose",
    "transfer_basis",
    "used_from",
)


class FactsForm(forms.Form):
    """The facts of a new sub-processor, as every notice must have them."""

    name = forms.CharField(label=_("Underdatabehandlerens navn"), max_length=200)
    registration_number = forms.CharField(label=_("CVR- eller registreringsnummer"), max_length=40)
    address = forms.CharField(label=_("Adresse"), max_length=300)
    contact = forms.CharField(
        label=_("Kontakt"), max_length=200, help_text=_("Postkasse eller telefon hos underdatabehandleren.")
    )
    country = forms.ChoiceField(label=_("Land for behandlingen"), choices=COUNTRIES)
    level = forms.IntegerField(
        label=_("Led i kæden"),
        min_value=1,
        max_value=LONGEST_CHAIN,
        initial=1,
        help_text=_("1: leverandørens egen underdatabehandler. 2: underdatabehandlerens underdatabehandler."),
        widget=forms.NumberInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
    )
    purpose = forms.CharField(
        label=_("Formål"),
        max_length=500,
        help_text=_("Hvad underdatabehandleren skal gøre med oplysningerne."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    transfer_basis = forms.ChoiceField(
        label=_("Overførselsgrundlag"),
        choices=BASES,
        required=False,
        help_text=_("Kun når landet ligger uden for EU/EØS."),
    )
    used_from = DanishDateField(label=_("Tages i brug fra"))

    def clean_name(self) -> str:
        """Refuse a name that nothing is to be seen of."""
        return _visible(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any] | None:
        """A country outside the EEA needs a basis."""
        country, basis = self.cleaned_data.get("country"), self.cleaned_data.get("transfer_basis", "")
        eea = frozenset(value_on(EEA, timezone.localdate()))
        if country and (why := outside(country, basis, eea)):
            self.add_error("transfer_basis", why)
        return self.cleaned_data

    def facts(self) -> Facts:
        """Return what was filled in."""
        return Facts(**{key: self.cleaned_data[key] for key in FACTS})


class ReceivedForm(FactsForm):
    """A notice that came by mail, with the day it was received."""

    received_on = DanishDateField(
        label="Modtaget den", help_text="Den dag, I modtog varslet. Fristen løber fra den dag. Fx 12.3.2026."
    )

    def clean_received_on(self) -> Any:
        """Refuse a day ahead, and one so long ago that it must be a slip."""
        day, today = self.cleaned_data["received_on"], timezone.localdate()
        if day > today:
            raise forms.ValidationError("Datoen ligger ude i fremtiden.")
        if day < today - LONGEST_AGO:
            raise forms.ValidationError("Datoen ligger mere end et år tilbage. Er den rigtig?")
        return day


class RegisterForm(ReceivedForm):
    """The municipality registers a notice about some of its own agreements."""

    agreements = forms.ModelMultipleChoiceField(
        queryset=Agreement.objects.none(),
        label="Aftaler, som varslet vedrører",
        widget=forms.CheckboxSelectMultiple,
        help_text="Vælg kun aftaler med den leverandør, der har varslet.",
        error_messages={"required": "Sæt mindst ét hak."},
    )
    field_order = ["agreements", "received_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the agreements in force."""
        super().__init__(*args, **kwargs)
        field = self.fields["agreements"]
        field.queryset = live_agreements()  # type: ignore[attr-defined]
        field.label_from_instance = (  # type: ignore[attr-defined]
            lambda each: f"{each.supplier_name}: {each.title} ({each.number})"
        )

    def clean_agreements(self) -> list[Agreement]:
        """A notice comes from one supplier."""
        chosen = list(self.cleaned_data["agreements"])
        if len({each.supplier_id for each in chosen}) > 1:
            raise forms.ValidationError("Vælg kun aftaler med én leverandør.")
        return chosen


class ObjectionForm(forms.Form):
    """Why the municipality objects."""

    reason = forms.CharField(
        label="Begrundelse",
        max_length=4000,
        help_text="Sendes til leverandøren sammen med indsigelsen.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class OutcomeForm(forms.Form):
    """How an objection ended."""

    note = forms.CharField(
        label="Hvad er der aftalt?",
        max_length=2000,
        help_text="Fx hvad leverandøren har skrevet, og hvornår.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoticeFilterForm(forms.Form):
    """Find among the notices."""

    q = forms.CharField(label="Søg", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Alle"), *NoticeState.choices])


def _visible(name: str) -> str:
    if not tidy(name):
        raise forms.ValidationError("Skriv et navn.")
    return name
