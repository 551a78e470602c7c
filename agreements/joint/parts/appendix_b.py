"""Appendix B: sub-processors, and the notice before a new one is used."""

from collections.abc import Iterator

from django import forms

from agreements.joint.countries import CHOICES as COUNTRIES
from agreements.joint.parts import transfers
from agreements.joint.parts.base import Facts, Fault, Part, PartForm, Rows, Values, choice, long_text
from agreements.joint.parts.periods import PeriodField
from agreements.municipal.notices.periods import WORKING_DAYS, read_period

KINDS = [
    ("generel", "Generel godkendelse: databehandleren varsler nye underdatabehandlere"),
    ("specifik", "Specifik godkendelse: hver underdatabehandler skal godkendes først"),
]
UNITS = [("dage", "dage"), ("uger", "uger"), ("måneder", "måneder")]
DAYS_OF = {"dage": 1, "uger": 7, "måneder": 30, WORKING_DAYS: 7 / 5}


class AppendixBForm(PartForm):
    """Kind of authorisation, notice and objection."""

    authorisation = choice("Godkendelse (punkt 7.2)", KINDS)
    notice_number = forms.IntegerField(
        label="B.2 Varsel",
        min_value=1,
        error_messages={"min_value": "Skriv et tal på mindst 1.", "invalid": "Skriv et helt tal."},
        widget=forms.NumberInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
    )
    notice_unit = forms.ChoiceField(label="Varslets enhed", choices=UNITS)
    objection_within = PeriodField(
        after="efter varslet",
        label="Frist for indsigelse",
        required=False,
        help_text="Kun ved generel godkendelse. Tælles fra den dag, kommunen får varslet.",
    )
    objection_grounds = long_text(
        "Grunde til indsigelse", required=False, rows=3, hint="Kun ved generel godkendelse.", limit=1000
    )


class SubProcessorForm(PartForm):
    """One row of B.1: every cell must be filled in."""

    name = forms.CharField(label="Navn", max_length=200)
    registration_number = forms.CharField(label="CVR- eller registreringsnummer", max_length=40)
    address = forms.CharField(label="Adresse", max_length=300)
    country = forms.ChoiceField(label="Land for behandlingen", choices=COUNTRIES)
    processing = forms.CharField(
        label="Behandlingen", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    transfer_basis = forms.ChoiceField(label="Overførselsgrundlag", choices=transfers.CHOICES, required=False)

    def clean(self) -> Values | None:
        """A country outside the EEA needs a basis."""
        country, basis = self.cleaned_data.get("country"), self.cleaned_data.get("transfer_basis", "")
        if country and (why := transfers.outside(country, basis, self.facts.limits.eea)):
            self.add_error("transfer_basis", why)
        return self.cleaned_data


def check(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """The option chosen in 7.2 and the text of B.2 must agree, and C.6 must know the third countries."""
    general = values.get("authorisation") == "generel"
    for name, label in (("objection_within", "fristen"), ("objection_grounds", "grundene")):
        if general and not values.get(name):
            yield Fault(f"Ved generel godkendelse skal {label} for indsigelse skrives.", name)
        if not general and values.get(name):
            yield Fault(f"Ved specifik godkendelse er der ingen indsigelse. Fjern {label}.", name)
    if facts.of("steder"):
        moved = [each for each in facts.of("steder").get("places", []) if each.get("kind") == "transfer"]
        for number, row in enumerate(rows):
            if found := transfers.unlisted(row, moved, facts.limits.eea):
                name, why = found
                yield Fault(why, name, number)


def warn(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """A short notice, and a basis that may not fit the country, are for a person to judge."""
    number, unit = values.get("notice_number"), values.get("notice_unit", "dage")
    if number and number * DAYS_OF[unit] < facts.limits.notice_days_least:
        yield Fault(
            f"Varslet om nye underdatabehandlere er {number} {unit}; kommunerne plejer at kræve mindst "
            f"{facts.limits.notice_days_least} dage.",
            "notice_number",
        )
    within = read_period(str(values.get("objection_within") or ""))
    if number and within and within.number * DAYS_OF[within.unit] > number * DAYS_OF[unit]:
        yield Fault(
            f"Fristen for indsigelse ({within}) er længere end varslet ({number} {unit}): "
            "underdatabehandleren kan være taget i brug, før kommunerne skal svare.",
            "objection_within",
        )
    for place, row in enumerate(rows):
        if doubt := transfers.doubtful(row["country"], row.get("transfer_basis", ""), facts.limits.adequate):
            yield Fault(f"{row['name']}: {doubt}", "transfer_basis", place)


APPENDIX_B = Part(
    "bilag-b",
    "Underdatabehandlere",
    "Bilag B",
    AppendixBForm,
    Rows(
        "subprocessors",
        "B.1 Godkendte underdatabehandlere",
        SubProcessorForm,
        "Lad linjerne stå tomme, hvis der ingen er.",
    ),
    check,
    warn=warn,
)
