"""What each municipality may fill in for itself; everything else is alike in all agreements of the text."""

from collections.abc import Iterator, Mapping

from django import forms

from agreements.joint.parts.base import Facts, Fault, Part, PartForm, Values

MAY_VARY = {
    "subjects": "Kategorier af registrerede (A.4): kommunen kan fravælge nogle af tekstens",
    "data_types": "Typer af personoplysninger (A.3): kommunen kan fravælge nogle af tekstens",
    "number_band": "Antal registrerede (A.4): kommunen vælger et interval",
    "retention": "Opbevaringsperioder (C.4): kommunen kan sætte sin egen periode for tekstens linjer",
    "contacts": "Kommunens kontaktpunkter og fælles postkasser (punkt 15)",
    "journal_number": "Kommunens journalnummer",
}
USUAL = ["contacts", "journal_number"]  # the municipality's own; they touch nothing that was agreed on


class OwnForm(PartForm):
    """Which fields may differ from municipality to municipality."""

    may_vary = forms.MultipleChoiceField(
        label="Hver kommune kan selv udfylde",
        choices=list(MAY_VARY.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kommunen kan aldrig tilføje oplysninger eller personer, som teksten ikke har.",
    )
    retention_most = forms.IntegerField(
        label="Længste opbevaring, en kommune kan vælge (måneder)",
        required=False,
        min_value=1,
        max_value=1200,
        error_messages={"min_value": "Skriv et tal på mindst 1.", "invalid": "Skriv et helt tal."},
        widget=forms.NumberInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
    )


def check(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """A longest retention has a meaning only where retention may vary."""
    if values.get("retention_most") and "retention" not in (values.get("may_vary") or []):
        yield Fault("Sæt hak ved opbevaringsperioder, eller fjern grænsen.", "retention_most")


def words_of(values: Mapping[str, Values]) -> list[str]:
    """Return what a text lets each municipality fill in, in the words both parties read."""
    chosen = (values.get("kommunen") or {}).get("may_vary", USUAL)
    return [words for key, words in MAY_VARY.items() if key in chosen]


OWN = Part(
    "kommunen",
    "Hvad hver kommune selv udfylder",
    "Kommunens oplysninger",
    OwnForm,
    check=check,
    explanation="Leverandøren godkender sammen med teksten, hvad der kan være forskelligt.",
    optional=True,
)
