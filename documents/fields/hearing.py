"""Fields of »Høring over udkast til tilsynsrapport«."""

from datetime import date
from typing import Any

from documents.fields.common import LETTER, LETTER_VALUES

EXPLAINED = {
    **LETTER,
    "hoeringsfrist": "Sidste dag for bemærkninger",
    "udkast_version": "Udkastets version",
    "forhold": "De forhold, udkastet indeholder; kan være tom",
    "forhold[].nr": "Forholdets nummer",
    "forhold[].system": "Systemet, forholdet angår",
    "forhold[].slags": "Anbefaling, mindre afvigelse, væsentlig afvigelse, kritisk afvigelse eller ikke "
    "dokumenteret",
    "forhold[].overskrift": "Forholdet i få ord",
    "forhold[].beskrivelse": "Hvad der er fundet",
}
OPTIONAL = {
    "modtager",
    "sekretariat.mail",
    "sekretariat.telefon",
    "sekretariat.adresse",
    "leverandoer.adresse",
    "sagsbehandler.mail",
    "forhold[].system",
    "forhold[].slags",
}
EXAMPLE: dict[str, Any] = {
    **LETTER_VALUES,
    "dato": date(2026, 5, 18),
    "hoeringsfrist": date(2026, 6, 2),
    "udkast_version": "0.1",
    "forhold": [
        {
            "nr": 1,
            "system": "Nordlys Omsorg",
            "slags": "Mindre afvigelse",
            "overskrift": "Adgange er ikke gennemgået.",
            "beskrivelse": "Proceduren siger hvert halve år; den seneste gennemgang er fra januar 2025.",
        },
        {
            "nr": 2,
            "system": "Nordlys Vagtplan",
            "slags": "Ikke dokumenteret",
            "overskrift": "Genskabelse fra sikkerhedskopi.",
            "beskrivelse": "Der er ikke afleveret dokumentation for en afprøvet genskabelse i perioden.",
        },
    ],
}
