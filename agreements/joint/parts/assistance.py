"""Appendix C.3 and C.4: assistance, retention and erasure."""

from django import forms

from agreements.joint.parts.base import Part, PartForm, Rows, long_text


class AssistanceForm(PartForm):
    """How the processor helps, what it costs, and how data are erased."""

    assistance = long_text("C.3 Bistand til den dataansvarlige", hint="Ét punkt på hver linje.")
    assistance_price = forms.CharField(
        label="Vederlag for bistand",
        max_length=400,
        help_text="Fx »Bistand er en del af ydelsen og betales ikke særskilt.«",
    )
    erasure = long_text("C.4 Sletterutine")
    legal_retention = long_text("Opbevaring, som lovgivningen kræver", required=False, rows=2, limit=1000)


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
