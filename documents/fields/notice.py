"""Fields of »Varsel om tilsyn«."""

from datetime import date
from typing import Any

from documents.fields.common import CONCEPT, LETTER, LETTER_VALUES

EXPLAINED = {
    **LETTER,
    "svarfrist": "Dagen, svaret skal være afleveret",
    "periode_fra": "Første dag i den periode, tilsynet ser på",
    "periode_til": "Sidste dag i den periode, tilsynet ser på",
    "koncept.nummer": "Tilsynskonceptets nummer, 1–6",
    "koncept.navn": "Tilsynskonceptets navn",
    "kommuner": "Navnene på de kommuner, brevet er skrevet for",
    "mandat": "En eller flere sætninger om, hvad kommunerne har givet sekretariatet fuldmagt til",
    "systemer": "De systemer, tilsynet omfatter",
    "systemer[].navn": "Systemets navn",
    "systemer[].beskrivelse": "Hvad systemet bruges til",
    "aftaletekster": "Aftalernes egen tekst om tilsyn, hvor sekretariatet har den; kan være tom",
    "aftaletekster[].system": "Systemet, aftalen gælder",
    "aftaletekster[].tekst": "Aftalens ord om tilsyn",
    "emner": "Hvad spørgeskemaet handler om",
    "laesere": "Sætninger om, hvem der kan læse det, leverandøren sender",
}
OPTIONAL = {
    "modtager",
    "koncept.nummer",
    "koncept.navn",
    "periode_fra",
    "periode_til",
    "aftaletekster",
    "aftaletekster[].system",
    "aftaletekster[].tekst",
    "emner",
    "systemer[].beskrivelse",
    "system_navne",
    "sekretariat.mail",
    "sekretariat.telefon",
    "sekretariat.adresse",
    "leverandoer.adresse",
    "sagsbehandler.mail",
}
EXAMPLE: dict[str, Any] = {
    **LETTER_VALUES,
    "dato": date(2026, 3, 12),
    "svarfrist": date(2026, 4, 16),
    "periode_fra": date(2025, 1, 1),
    "periode_til": date(2025, 12, 31),
    "koncept": CONCEPT,
    "kommuner": ["Aalborg Kommune", "Randers Kommune", "Skive Kommune", "Viborg Kommune"],
    "mandat": "Som medlemmer har de givet sekretariatet fuldmagt til at forberede og gennemføre tilsynet "
    "for dem.",
    "systemer": [
        {"navn": "Nordlys Omsorg", "beskrivelse": "Journal og planlægning i hjemmeplejen"},
        {"navn": "Nordlys Vagtplan", "beskrivelse": "Vagtplaner for ansatte i ældreplejen"},
    ],
    "aftaletekster": [
        {
            "system": "Nordlys Omsorg",
            "tekst": "»Databehandleren afleverer én gang om året en skriftlig status til den "
            "dataansvarlige.«",
        }
    ],
    "emner": [
        "efterlevelse af instruks",
        "tekniske og organisatoriske foranstaltninger",
        "sletning, tilbagelevering og opbevaring",
        "underdatabehandlere og overførsel til tredjelande",
        "de registreredes rettigheder",
        "brud på persondatasikkerheden",
    ],
    "laesere": [
        "Sekretariatets medarbejdere.",
        "De kommuner, der bruger systemerne, når rapporten er sendt: rapporten og de filer, der følger den.",
        "Andre leverandører og andre kommuner kan ikke læse det.",
    ],
}
