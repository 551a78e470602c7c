"""Appendix A: what the processing is. No counts: they differ from municipality to municipality."""

from collections.abc import Iterator

from django import forms

from agreements.joint.parts.base import Facts, Fault, Part, PartForm, Values, long_text, ticks

OPERATIONS = (
    "indsamling",
    "registrering",
    "organisering",
    "systematisering",
    "opbevaring",
    "tilpasning eller ændring",
    "genfinding",
    "søgning",
    "brug",
    "videregivelse",
    "sammenstilling eller samkøring",
    "begrænsning",
    "sletning",
)
ORDINARY = (
    "navn",
    "adresse",
    "telefonnummer",
    "e-mailadresse",
    "fødselsdato",
    "stilling og ansættelsessted",
    "brugernavn og logoplysninger",
    "billeder",
    "oplysninger om sagsforløb",
)
CONFIDENTIAL = (
    "økonomiske forhold",
    "sociale forhold",
    "familieforhold",
    "karakterer og faglige vurderinger",
    "beskyttet adresse",
    "oplysninger om børns trivsel",
)
SPECIAL = (
    "race eller etnisk oprindelse",
    "politisk overbevisning",
    "religiøs overbevisning",
    "filosofisk overbevisning",
    "fagforeningsmæssigt tilhørsforhold",
    "genetiske data",
    "biometriske data til entydig identifikation",
    "helbredsoplysninger",
    "seksuelle forhold eller seksuel orientering",
)
SUBJECTS = (
    "borgere",
    "børn",
    "elever",
    "forældre og værger",
    "pårørende",
    "patienter",
    "ansatte",
    "ansøgere",
    "tidligere ansatte",
    "frivillige",
    "kontaktpersoner hos samarbejdspartnere",
)
DURATIONS = [
    ("main", "Så længe hovedaftalen gælder"),
    ("other", "En anden periode (skriv den nedenfor)"),
]


class AppendixAForm(PartForm):
    """Purpose, operations, data, people and how long."""

    purpose = long_text("A.1 Formålet med behandlingen")
    operations = ticks("A.2 Behandlingens karakter", OPERATIONS)
    ordinary = ticks("A.3 Almindelige oplysninger (artikel 6)", ORDINARY, required=False)
    ordinary_other = forms.CharField(label="Andre almindelige oplysninger", required=False, max_length=300)
    confidential = ticks("Fortrolige oplysninger", CONFIDENTIAL, required=False)
    special = ticks("Særlige kategorier (artikel 9)", SPECIAL, required=False)
    cpr = forms.BooleanField(label="CPR-numre behandles", required=False)
    criminal = forms.BooleanField(label="Oplysninger om strafbare forhold behandles", required=False)
    subjects = ticks("A.4 Kategorier af registrerede", SUBJECTS)
    duration = forms.ChoiceField(label="A.5 Varighed", choices=DURATIONS, widget=forms.RadioSelect)
    duration_other = forms.CharField(label="Anden periode", required=False, max_length=300)


def check(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """Some data must be processed, and the level of security must fit what is."""
    if not any(
        values.get(key)
        for key in ("ordinary", "ordinary_other", "confidential", "special", "cpr", "criminal")
    ):
        yield Fault("Sæt mindst ét hak ved de oplysninger, der behandles.", "ordinary")
    if values.get("duration") == "other" and not values.get("duration_other"):
        yield Fault("Skriv perioden.", "duration_other")
    if facts.of("sikkerhed").get("level") == "lav":
        for name, why in needs_more_than_low(values):
            yield Fault(f"Sikkerhedsniveauet i bilag C.2 er lavt. Hæv det, når der behandles {why}.", name)


def needs_more_than_low(values: Values) -> Iterator[tuple[str, str]]:
    """Yield field and words for what rules out a low level of security."""
    if values.get("special"):
        yield "special", "særlige kategorier af oplysninger (artikel 9)"
    if values.get("cpr"):
        yield "cpr", "CPR-numre"


APPENDIX_A = Part("bilag-a", "Oplysninger om behandlingen", "Bilag A", AppendixAForm, check=check)
