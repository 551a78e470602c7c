"""Clauses 2.3, 10.2, 11.1 and 15: the service, the main agreement, the parties' functions and the choices."""

from collections.abc import Iterator
from typing import cast

from django import forms

from agreements.joint.countries import CHOICES as COUNTRIES
from agreements.joint.parts.base import Facts, Fault, FunctionalMailbox, Part, PartForm, Values, long_text


class ServiceForm(PartForm):
    """What is delivered, under which main agreement, and the supplier's address."""

    service = forms.CharField(
        label="Ydelsen",
        max_length=300,
        help_text="Indgår i sætningen »Databehandleren leverer …«, fx »drift og support af et "
        "journalsystem«.",
    )
    main_agreement = forms.CharField(
        label="Hovedaftale",
        max_length=200,
        help_text="Uden datoer og numre, som er forskellige fra kommune til kommune, fx »parternes "
        "aftale om levering af systemet«.",
    )
    address = forms.CharField(label="Leverandørens adresse", max_length=200)
    postcode = forms.CharField(
        label="Postnummer", max_length=12, widget=forms.TextInput(attrs={"class": "input-char-8"})
    )
    city = forms.CharField(label="By", max_length=80)
    country = forms.ChoiceField(label="Land", choices=COUNTRIES)


TERMINATION_UNITS = [("måneder", "måneder"), ("uger", "uger"), ("dage", "dage")]
ONE_OF = {"måneder": "måned", "uger": "uge", "dage": "dag"}


def termination_words(contacts: Values) -> str:
    """Return the period of notice as it is read, fx "3 måneder"; nothing where the text has none."""
    number, unit = contacts.get("termination_number"), contacts.get("termination_unit", "")
    if not number or unit not in ONE_OF:
        return ""
    return f"{number} {ONE_OF[unit] if number == 1 else unit}"


class ContactsForm(PartForm):
    """Functions at the supplier, the hours for a breach, and what happens to the data at the end."""

    contact_function = forms.CharField(
        label="Kontaktpunkt", max_length=100, help_text="En funktion, ikke et navn, fx »Kundeservice«."
    )
    contact_mailbox = FunctionalMailbox(label="Fælles postkasse")
    contact_phone = forms.CharField(label="Telefon", max_length=30)
    breach_mailbox = FunctionalMailbox(
        label="Fælles postkasse ved brud på sikkerheden",
        help_text="Skal læses døgnet rundt, hvis ydelsen kræver det.",
    )
    breach_phone = forms.CharField(label="Telefon ved brud på sikkerheden", max_length=30)
    dpo_mailbox = FunctionalMailbox(label="Databeskyttelsesrådgiverens postkasse", required=False)
    breach_hours = forms.IntegerField(
        label="Frist for underretning om brud (timer)",
        min_value=1,
        help_text="Punkt 10.2. Regnes fra, at databehandleren bliver opmærksom på bruddet.",
        error_messages={
            "min_value": "Skriv et antal timer på mindst 1.",
            "invalid": "Skriv et helt antal timer.",
        },
        widget=forms.NumberInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
    )
    breach_hours_reason = long_text(
        "Begrundelse for en lang frist",
        required=False,
        rows=2,
        limit=1000,
        hint="Skal skrives, når fristen er længere end kommunerne plejer at gå med til. Står ikke i aftalen.",
    )
    at_the_end = forms.ChoiceField(
        label="Når ydelsen ophører (punkt 11.1)",
        choices=[
            ("slet", "Oplysningerne slettes, og det bekræftes skriftligt"),
            ("returner", "Oplysningerne leveres tilbage, og kopier slettes"),
        ],
        widget=forms.RadioSelect,
    )
    termination_number = forms.IntegerField(
        label="Opsigelsesvarsel",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Tomt, når aftalen kun ophører med hovedaftalen. Skrives i bilag A.5.",
        error_messages={"min_value": "Skriv et tal på mindst 1.", "invalid": "Skriv et helt tal."},
        widget=forms.NumberInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
    )
    termination_unit = forms.ChoiceField(
        label="Opsigelsesvarslets enhed", choices=TERMINATION_UNITS, required=False, initial="måneder"
    )

    def clean_breach_hours(self) -> int:
        """Refuse more hours than the municipality itself has for notifying the authority (article 33)."""
        hours: int = self.cleaned_data["breach_hours"]
        most = self.facts.limits.breach_hours_most
        if hours > most:
            raise forms.ValidationError(
                f"Fristen kan højst være {most} timer: så lang tid har kommunen selv til at anmelde "
                "bruddet til Datatilsynet."
            )
        return hours

    def clean(self) -> Values | None:
        """Refuse addresses of persons, long hours without a reason, and a number without its unit."""
        if self.cleaned_data.get("termination_number") and not self.cleaned_data.get("termination_unit"):
            self.add_error("termination_unit", "Vælg, om varslet er i dage, uger eller måneder.")
        hours, given = self.cleaned_data.get("breach_hours"), self.cleaned_data.get("breach_hours_reason")
        if hours and hours > self.facts.limits.breach_hours_reason and not given:
            self.add_error(
                "breach_hours_reason",
                f"Fristen er længere end {self.facts.limits.breach_hours_reason} timer. Skriv, hvorfor den "
                f"er "
                "accepteret.",
            )
        for name in ("contact_mailbox", "breach_mailbox", "dpo_mailbox"):
            field = cast(FunctionalMailbox, self.fields[name])
            try:
                field.refuse_personal(self.cleaned_data.get(name, ""), self.facts)
            except forms.ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data


def warn(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """Hours beyond the usual are lawful."""
    hours, usual = values.get("breach_hours"), facts.limits.breach_hours_usual
    if hours and hours > usual:
        yield Fault(
            f"Fristen for underretning om brud er {hours} timer; kommunerne plejer at kræve {usual} timer.",
            "breach_hours",
        )


SERVICE = Part("ydelse", "Ydelse og leverandør", "Punkt 2", ServiceForm)
CONTACTS = Part(
    "kontakt",
    "Kontaktpunkter, brud og ophør",
    "Punkt 10, 11 og 15",
    ContactsForm,
    explanation="Aftalen holder ingen personnavne: skriv funktioner og fælles postkasser.",
    warn=warn,
    internal=("breach_hours_reason",),
)
