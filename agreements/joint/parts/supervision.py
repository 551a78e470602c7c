"""Appendix C.7 and C.8: how the municipalities supervise."""

from collections.abc import Iterator

from django import forms

from agreements.joint.parts.base import Facts, Fault, Part, PartForm, Values, long_text
from agreements.joint.parts.periods import PeriodField

# Danish labels of the six concepts of the authority's guide on supervising processors (October 2021).
CONCEPTS = {
    1: "Intet yderligere tilsyn",
    2: "Bekræftelse",
    3: "Skriftlig status",
    4: "Certificering eller adfærdskodeks",
    5: "Dokumentation for uafhængig kontrol",
    6: "Inspektion",
}

KINDS = {
    "isae3000_high_2": "ISAE 3000-erklæring, type 2, med høj grad af sikkerhed",
    "isae3000_high_1": "ISAE 3000-erklæring, type 1, med høj grad af sikkerhed",
    "isae3000_limited_2": "ISAE 3000-erklæring, type 2, med begrænset grad af sikkerhed",
    "isae3000_limited_1": "ISAE 3000-erklæring, type 1, med begrænset grad af sikkerhed",
    "isae3402_2": "ISAE 3402-erklæring, type 2",
    "isae3402_1": "ISAE 3402-erklæring, type 1",
    "soc2_2": "SOC 2-rapport, type 2",
    "soc2_1": "SOC 2-rapport, type 1",
    "iso27001": "Certifikat efter ISO/IEC 27001 eller 27701 med anvendelseserklæring",
    "code": "Adfærdskodeks eller certificering efter databeskyttelsesforordningens artikel 40 og 42",
    "written": "Skriftlig status på databehandlerens eget ansvar",
    "management": "Ledelseserklæring",
    "confirmation": "Bekræftelse af, at alt er uændret",
    "inspection": "Inspektion hos databehandleren",
    "other": "Anden dokumentation",
}
INDEPENDENT = tuple(key for key in KINDS if key.startswith(("isae", "soc")))
# Which kinds carry the concepts that build on somebody else's look.
CARRIED_BY = {4: ("iso27001", "code", *INDEPENDENT), 5: INDEPENDENT, 6: ("inspection", *INDEPENDENT)}
USUAL_CONCEPT = 5


class SupervisionForm(PartForm):
    """Concept, statement, interval, deadline, cost and notice."""

    concept = forms.TypedChoiceField(
        label="C.7 Tilsynskoncept",
        choices=[(number, f"{number}: {name}") for number, name in CONCEPTS.items()],
        coerce=int,
    )
    concept_reason = long_text(
        "Begrundelse for et lavere koncept",
        required=False,
        rows=2,
        limit=1000,
        hint="Skal skrives, når konceptet er lavere end det, pointmodellen anbefaler. Står ikke i aftalen.",
    )
    statement_kind = forms.ChoiceField(label="Dokumentationens art", choices=[("", "Vælg"), *KINDS.items()])
    statement = forms.CharField(
        label="Dokumentationen, som den står i bilaget",
        max_length=300,
        required=False,
        help_text="Udfyld kun, når den skal beskrives nærmere end ved sin art.",
    )
    interval = forms.CharField(label="Hvor ofte", max_length=100)
    delivered = PeriodField(
        before="senest",
        after="efter erklæringsperiodens udløb",
        label="Afleveres senest",
        help_text="Tælles fra udløbet af den periode, dokumentationen dækker.",
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

    def clean(self) -> Values:
        """Documentation of another kind needs words; a known kind has its own."""
        given = self.cleaned_data
        kind = given.get("statement_kind")
        if kind and not given.get("statement"):
            if kind == "other":
                self.add_error("statement", "Beskriv dokumentationen.")
            else:
                given["statement"] = KINDS[kind]
        return given


def check(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """A concept below the one the point model recommends needs a reason."""
    wanted = facts.recommended
    concept = int(values.get("concept") or 0)
    if wanted and concept and concept < wanted.concept and not values.get("concept_reason"):
        yield Fault(
            f"Pointmodellen anbefaler mindst koncept {wanted.concept} for {_named(wanted.systems)}"
            f"{'' if wanted.is_certain else ' (regnet højt, fordi registret mangler oplysninger)'}. "
            "Vælg et højere koncept, eller skriv en begrundelse.",
            "concept_reason",
        )


def warn(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """A concept that is lower than usual, or that the documentation does not carry."""
    concept, kind = int(values.get("concept") or 0), values.get("statement_kind", "")
    wanted = facts.recommended
    if wanted and concept and concept < wanted.concept:
        yield Fault(
            f"Tilsynskoncept {concept} er lavere end det anbefalede, som er {wanted.concept}.", "concept"
        )
    elif concept and concept < USUAL_CONCEPT and facts.of("sikkerhed").get("level") in ("middel", "høj"):
        yield Fault(
            f"Tilsynskoncept {concept} er valgt, selv om sikkerhedsniveauet ikke er lavt; koncept "
            f"{USUAL_CONCEPT} er det sædvanlige.",
            "concept",
        )
    if concept in CARRIED_BY and kind and kind not in CARRIED_BY[concept]:
        yield Fault(
            f"Koncept {concept} ({CONCEPTS[concept].lower()}) bygger på en anden slags dokumentation end "
            f"»{KINDS[kind]}«.",
            "statement_kind",
        )


def _named(systems: tuple[str, ...]) -> str:
    return ", ".join(systems) or "systemerne"


SUPERVISION = Part(
    "tilsyn",
    "Tilsyn",
    "Bilag C.7 og C.8",
    SupervisionForm,
    check=check,
    warn=warn,
    internal=("concept_reason",),
)
