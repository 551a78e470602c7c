"""Appendix C.5 and C.6: where the data are, and transfers to third countries."""

from collections.abc import Iterator

from django import forms

from agreements.joint.countries import CHOICES as COUNTRIES
from agreements.joint.countries import name_of
from agreements.joint.parts import transfers
from agreements.joint.parts.base import Facts, Fault, Part, PartForm, Rows, Values

KINDS = [("place", "Sted (C.5)"), ("transfer", "Overførsel (C.6)")]


class PlacesForm(PartForm):
    """Whether data must stay in Denmark, and whether they may leave the EEA."""

    only_denmark = forms.BooleanField(
        label="Et af systemerne er omfattet af lokationskravet",
        required=False,
        help_text="Databeskyttelseslovens § 3, stk. 9: oplysningerne skal opbevares i Danmark.",
    )
    localisation_reference = forms.CharField(
        label="Hvor det er bestemt",
        required=False,
        max_length=200,
        help_text="Bekendtgørelsen og systemets navn i den. Står ikke i aftalen.",
    )
    transfers_allowed = forms.BooleanField(
        label="Overførsel til tredjelande er tilladt efter bilag C.6", required=False
    )


class PlaceForm(PartForm):
    """One row: a place where data are processed, or a transfer to a third country."""

    kind = forms.ChoiceField(label="Linjens art", choices=KINDS, initial="place")
    where = forms.CharField(label="Adresse (C.5) eller modtager (C.6)", max_length=300)
    country = forms.ChoiceField(label="Land", choices=COUNTRIES)
    what = forms.CharField(label="Hvad der sker der", max_length=300)
    basis = forms.ChoiceField(label="Overførselsgrundlag (C.6)", choices=transfers.CHOICES, required=False)
    assessment = forms.CharField(
        label="Vurdering af overførslen (C.6)",
        max_length=200,
        required=False,
        help_text="Dokumentets navn og dato.",
    )

    def clean(self) -> Values | None:
        """A transfer needs a basis; one by article 46 an assessment too (Schrems II)."""
        given = self.cleaned_data
        if given.get("kind") != "transfer" or not given.get("country"):
            return given
        if given["country"] in self.facts.limits.eea:
            self.add_error(
                "country",
                f"{name_of(given['country'])} er i EU/EØS; det er ikke en overførsel til et tredjeland.",
            )
        elif why := transfers.outside(given["country"], given.get("basis", ""), self.facts.limits.eea):
            self.add_error("basis", why)
        elif given.get("basis") in transfers.NEEDS_ASSESSMENT and not given.get("assessment"):
            self.add_error(
                "assessment",
                "Et grundlag efter artikel 46 kræver en vurdering af overførslen. Skriv hvilken.",
            )
        return given


def check(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """Denmark only under the localisation rule, the EEA only unless transfers are allowed."""
    moved = [row for row in rows if row.get("kind") == "transfer"]
    if not any(row.get("kind") == "place" for row in rows):
        yield Fault("Skriv mindst ét sted, hvor oplysningerne behandles.")
    for number, row in enumerate(rows):
        if row.get("kind") == "place":
            yield from _place_faults(number, row, values, moved, facts)
    if values.get("transfers_allowed") and not moved:
        yield Fault("Skriv de overførsler, der er tilladt, eller fjern hakket.", "transfers_allowed")
    if moved and not values.get("transfers_allowed"):
        yield Fault("Der står overførsler i C.6, men hakket mangler.", "transfers_allowed")
    yield from _forgotten(moved, facts)


def _place_faults(
    number: int, row: Values, values: Values, moved: list[Values], facts: Facts
) -> Iterator[Fault]:
    country = row.get("country", "")
    allowed = facts.limits.localisation
    if values.get("only_denmark") and allowed and country not in allowed:
        where = " eller ".join(sorted(name_of(each) for each in allowed))
        yield Fault(
            f"Systemet er omfattet af lokationskravet, så stedet skal ligge i {where}.", "country", number
        )
    elif country not in facts.limits.eea and country not in {each.get("country") for each in moved}:
        yield Fault(
            "Stedet ligger uden for EU/EØS. Skriv en overførsel med grundlag i C.6 til samme land.",
            "country",
            number,
        )


def _forgotten(moved: list[Values], facts: Facts) -> Iterator[Fault]:
    for row in facts.of("bilag-b").get("subprocessors", []):
        if transfers.unlisted(row, moved, facts.limits.eea):
            yield Fault(
                f"Underdatabehandleren {row['name']} behandler i {name_of(row['country'])}. Skriv "
                f"overførslen i C.6 til {row['name']} med det grundlag, der står i bilag B.1.",
                "transfers_allowed",
            )


def warn(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """What the localisation rule does not forbid by its words, and a basis to look up."""
    if values.get("only_denmark") and facts.limits.localisation:
        if not values.get("localisation_reference"):
            yield Fault("Skriv, hvor det er bestemt, at systemet er omfattet.", "localisation_reference")
        for row in facts.of("bilag-b").get("subprocessors", []):
            if row["country"] not in facts.limits.localisation:
                yield Fault(
                    f"Systemet er omfattet af lokationskravet, men underdatabehandleren {row['name']} "
                    f"behandler i {name_of(row['country'])}. Se efter, at oplysningerne ikke opbevares der.",
                    "only_denmark",
                )
    for number, row in enumerate(rows):
        if row.get("kind") == "transfer" and (
            doubt := transfers.doubtful(row["country"], row.get("basis", ""), facts.limits.adequate)
        ):
            yield Fault(f"{row['where']}: {doubt}", "basis", number)


PLACES = Part(
    "steder",
    "Steder og tredjelande",
    "Bilag C.5 og C.6",
    PlacesForm,
    Rows("places", "Steder og overførsler", PlaceForm),
    check,
    warn=warn,
    internal=("localisation_reference",),
)
