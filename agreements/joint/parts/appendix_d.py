"""Appendix D: other terms, and every departure from the common wording."""

from collections.abc import Iterator
from typing import Any

from django import forms

from agreements.joint.parts.base import Facts, Fault, Part, PartForm, Rows, Values, long_text
from documents.models import WordTemplate


class AppendixDForm(PartForm):
    """Liability, price, law; in the EU's structure also whether others may join."""

    docking = forms.BooleanField(
        label="Andre kan tiltræde bestemmelserne (punkt 5)",
        required=False,
        help_text="Med alle parters samtykke, fx når kommuner går sammen om en opgave.",
    )
    liability = long_text("D.1 Ansvar", rows=3)
    price = long_text("D.2 Vederlag", rows=3)
    law = long_text("D.3 Lovvalg og værneting", rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what the text's structure has no place for."""
        super().__init__(*args, **kwargs)
        if self.facts.structure != WordTemplate.Structure.EU2021_915:
            del self.fields["docking"]


class DepartureForm(PartForm):
    """One departure: which clause, and what is agreed instead. It never weakens the clauses."""

    clause = forms.CharField(
        label="Punkt",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input-char-8"}),
        help_text="Fx 7.3 eller C.4.",
    )
    text = forms.CharField(label="Aftalt i stedet", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def check(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """A clause is departed from once."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        clause = str(row.get("clause", "")).strip().casefold()
        if clause in seen:
            yield Fault("Punktet står her to gange. Saml fravigelsen på én linje.", "clause", number)
        seen.add(clause)


APPENDIX_D = Part(
    "bilag-d",
    "Andre forhold og fravigelser",
    "Bilag D",
    AppendixDForm,
    Rows(
        "departures",
        "D.4 Fravigelser fra den fælles aftaletekst",
        DepartureForm,
        "En fravigelse må aldrig stille de registrerede ringere.",
    ),
    check,
)
