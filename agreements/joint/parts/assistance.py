"""Appendix C.3 and C.4: assistance, retention and erasure."""

from django import forms

from agreements.joint.parts.base import Part, PartForm, Rows, Values, long_text
from agreements.joint.parts.periods import PeriodField


class AssistanceForm(PartForm):
    """How the processor helps, what it costs, and how data are erased."""

    assistance = long_text("C.3 Bistand til den dataansvarlige", hint="Ét punkt på hver linje.")
    assistance_price = forms.CharField(
        label="Vederlag for bistand",
        max_length=400,
        help_text="Fx »Bistand er en del af ydelsen og betales ikke særskilt.«",
    )
    erasure = long_text("C.4 Sletterutine")
    copies_within = PeriodField(
        after="efter sletningen",
        label="Frist for at overskrive sikkerhedskopier",
        required=False,
        help_text="Tælles fra sletningen i systemet. Tomt, når fristen står i sletterutinen.",
    )
    erased_within = PeriodField(
        after="efter ydelsens ophør",
        label="Frist for sletning eller tilbagelevering ved ophør",
        required=False,
        help_text="Tælles fra den dag, ydelsen ophører. Tomt, når fristen står i sletterutinen.",
    )
    legal_retention = long_text("Opbevaring, som lovgivningen kræver", required=False, rows=2, limit=1000)


def erasure_words(values: Values, at_the_end: str) -> str:
    """Return C.4's routine and deadlines as they are read; `at_the_end` is the choice made in clause 11.1."""
    words = [values["erasure"]]
    if within := values.get("copies_within"):
        words.append(f"Sikkerhedskopier overskrives senest {within}.")
    if within := values.get("erased_within"):
        done = "slettes" if at_the_end == "slet" else "leveres tilbage, og kopier slettes,"
        words.append(f"Oplysningerne {done} senest {within}.")
    return " ".join(words)


class RetentionForm(PartForm):
    """One row of C.4: what is kept, for how long, counted from what."""

    what = forms.CharField(label="Oplysninger", max_length=200)
    period = forms.CharField(label="Opbevares i", max_length=100)
    event = forms.CharField(label="Regnet fra", max_length=200)


ASSISTANCE = Part(
    "bistand",
    "Bistand, opbevaring og sletning",
    "Bilag C.3 og C.4",
    AssistanceForm,
    Rows("retention", "Opbevaringsperioder", RetentionForm, at_least=1),
)
