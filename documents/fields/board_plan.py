"""Fields of »Tilsynsplan til bestyrelsen«."""

from datetime import date
from typing import Any

from documents.fields.common import SECRETARIAT, SENDER

EXPLAINED = {
    **{path: words for path, words in SENDER.items() if path.startswith("sekretariat.") or path == "dato"},
    "aar": "Året, planen gælder",
    "udgave": "Planens udgave",
    "graense": "Hvor mange medlemskommuner der mindst skal bruge et system med en indgået aftale",
    "antal_tilsyn": "Antallet af planlagte tilsyn",
    "antal_systemer": "Antallet af systemer i dem",
    "gentagelser": "Sætninger om, hvor ofte der føres tilsyn efter hvert koncept",
    "kvartaler": "Kvartalerne, der er planlagt tilsyn i",
    "kvartaler[].navn": "Kvartalet, fx 2. kvartal 2026",
    "kvartaler[].antal": "Antallet af tilsyn i kvartalet",
    "tilsyn": "De planlagte tilsyn i rækkefølge",
    "tilsyn[].kvartal": "Kvartalet",
    "tilsyn[].leverandoer": "Leverandørens navn",
    "tilsyn[].systemer": "Systemernes navne som en liste",
    "tilsyn[].koncept": "Tilsynskonceptets nummer, 1–6",
    "tilsyn[].sagsbehandler": "Sagsbehandlerens navn",
}
OPTIONAL = {
    "sekretariat.adresse",
    "sekretariat.mail",
    "sekretariat.telefon",
    "graense",
    "antal_tilsyn",
    "antal_systemer",
    "gentagelser",
    "kvartaler",
    "kvartaler[].navn",
    "kvartaler[].antal",
    "tilsyn[].koncept",
    "tilsyn[].sagsbehandler",
}
EXAMPLE: dict[str, Any] = {
    "sekretariat": SECRETARIAT,
    "dato": date(2026, 11, 23),
    "aar": 2027,
    "udgave": 1,
    "graense": 5,
    "antal_tilsyn": 2,
    "antal_systemer": 3,
    "gentagelser": [
        "Koncept 2 (bekræftelse): hver 24. måned",
        "Koncept 5 (uafhængig tredjeparts tilsyn): hver 12. måned, regnet fra den næste erklærings "
        "periode og tre måneder frem",
    ],
    "kvartaler": [{"navn": "1. kvartal 2027", "antal": 1}, {"navn": "2. kvartal 2027", "antal": 1}],
    "tilsyn": [
        {
            "kvartal": "1. kvartal 2027",
            "leverandoer": "Nordlys Data A/S",
            "systemer": ["Nordlys Omsorg", "Nordlys Vagtplan"],
            "koncept": 5,
            "sagsbehandler": "Sara Holm",
        },
        {
            "kvartal": "2. kvartal 2027",
            "leverandoer": "Kystens Skoledata ApS",
            "systemer": ["Kyst Skole"],
            "koncept": 2,
            "sagsbehandler": "Lise Lund",
        },
    ],
}
