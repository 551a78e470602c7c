"""Appendix C.7 and C.8: how the municipalities supervise."""

from django import forms

from agreements.joint.parts.base import Part, PartForm, long_text

# Danish labels of the six concepts of the authority's guide on supervising processors (October 2021).
CONCEPTS = {
    1: "Intet yderligere tilsyn",
    2: "Bekræftelse",
    3: "Skriftlig status",
    4: "Certificering eller adfærdskodeks",
    5: "Dokumentation for uafhængig kontrol",
    6: "Inspektion",
}


class SupervisionForm(PartForm):
    """Concept, statement, interval, deadline, cost and notice."""

    concept = forms.TypedChoiceField(
        label="C.7 Tilsynskoncept",
        choices=[(number, f"{number}: {name}") for number, name in CONCEPTS.items()],
        coerce=int,
    )
    statement = forms.CharField(
        label="Dokumentation",
        max_length=300,
        help_text="Fx »ISAE 3000-erklæring, type 2, med høj grad af sikkerhed«.",
    )
    interval = forms.CharField(label="Hvor ofte", max_length=100)
    delivered = forms.CharField(
        label="Afleveres", max_length=200, help_text="Fx »senest tre måneder efter periodens udløb«."
    )
    cost = forms.CharField(label="Omkostninger", max_length=300)
    inspection_notice_days = forms.IntegerField(
        label="Varsel for inspektion (dage)",
        min_value=0,
        max_value=90,
        error_messages={"max_value": "Skriv højst 90 dage.", "invalid": "Skriv et helt antal dage."},
        widget=forms.NumberInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
    )
    subprocessors = long_text("C.8 Tilsyn med underdatabehandlere", rows=3)


SUPERVISION = Part("tilsyn", "Tilsyn", "Bilag C.7 og C.8", SupervisionForm)
