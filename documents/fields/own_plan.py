"""Fields of »Kommunens tilsynsplan«."""

from datetime import date
from typing import Any

EXPLAINED = {
    "kommune": "Kommunens navn",
    "aar": "Året, planen gælder",
    "udgave": "Planens udgave",
    "forelagt": "Den dag, planen blev forelagt kommunen",
    "forelagt_af": "Den, der forelagde planen",
    "tiltraadt": "Den dag, kommunen tiltrådte planen",
    "tiltraadt_af": "Den, der tiltrådte planen for kommunen",
    "bemaerkning": "Kommunens bemærkning til tiltrædelsen; tomt, når der ingen er",
    "journalnummer": "Kommunens journalnummer; tomt, når der intet er",
    "antal_faelles": "Antallet af systemer under fælles tilsyn",
    "antal_egne": "Antallet af systemer, kommunen selv fører tilsyn med",
    "antal_uden": "Antallet af systemer, der ikke føres tilsyn med",
    "koncepter": "Tilsynskoncepternes navne",
    "aendringer": "Sætninger om, hvad kommunen har ændret i det forelagte",
    "systemer": "Systemerne, der føres tilsyn med",
    "systemer[].navn": "Systemets navn",
    "systemer[].leverandoer": "Leverandørens navn",
    "systemer[].point": "Point efter Datatilsynets model, fx 7 eller 3–5",
    "systemer[].anbefalet": "Det anbefalede mindste koncept, 1–6",
    "systemer[].koncept": "Det valgte koncept, 1–6",
    "systemer[].interval": "Hvor ofte, fx »hver 12. måned«",
    "systemer[].naeste": "Kvartalet for det næste tilsyn",
    "systemer[].hvem": "Fælles tilsyn eller kommunens eget tilsyn",
    "systemer[].begrundelse": "Begrundelsen for valget",
    "uden_tilsyn": "Systemer, der ikke føres tilsyn med",
    "uden_tilsyn[].navn": "Systemets navn",
    "uden_tilsyn[].leverandoer": "Leverandørens navn",
    "uden_tilsyn[].begrundelse": "Hvorfor der ikke føres tilsyn",
}
OPTIONAL = {
    "udgave",
    "forelagt",
    "forelagt_af",
    "bemaerkning",
    "journalnummer",
    "antal_faelles",
    "antal_egne",
    "antal_uden",
    "koncepter",
    "aendringer",
    "systemer[].leverandoer",
    "systemer[].point",
    "systemer[].anbefalet",
    "uden_tilsyn",
    "uden_tilsyn[].navn",
    "uden_tilsyn[].leverandoer",
    "uden_tilsyn[].begrundelse",
}
EXAMPLE: dict[str, Any] = {
    "kommune": "Aalborg Kommune",
    "aar": 2027,
    "udgave": 1,
    "forelagt": date(2026, 11, 23),
    "forelagt_af": "Sara Holm, Sekretariatet",
    "tiltraadt": date(2026, 12, 3),
    "tiltraadt_af": "Mette Holm, Aalborg Kommune",
    "bemaerkning": "Planen er drøftet i informationssikkerhedsudvalget.",
    "journalnummer": "85.02.00-K07-3-26",
    "antal_faelles": 1,
    "antal_egne": 1,
    "antal_uden": 1,
    "koncepter": ["1. Intet yderligere tilsyn", "2. Bekræftelse", "3. Skriftlig status"],
    "aendringer": [
        "Kyst Skole: kommunens eget tilsyn, koncept 2, hver 24. måned, 3. kvartal 2027 i stedet for "
        "kommunens eget tilsyn, koncept 3, hver 18. måned, 2. kvartal 2027"
    ],
    "systemer": [
        {
            "navn": "Nordlys Omsorg",
            "leverandoer": "Nordlys Data A/S",
            "point": "8",
            "anbefalet": 5,
            "koncept": 5,
            "interval": "hver 12. måned",
            "naeste": "1. kvartal 2027",
            "hvem": "fælles tilsyn",
            "begrundelse": "Fælles tilsyn, sag 2027-0012.",
        },
        {
            "navn": "Kyst Skole",
            "leverandoer": "Kystens Skoledata ApS",
            "point": "5",
            "anbefalet": 3,
            "koncept": 2,
            "interval": "hver 24. måned",
            "naeste": "3. kvartal 2027",
            "hvem": "kommunens eget tilsyn",
            "begrundelse": "Systemet afvikles i 2028.",
        },
    ],
    "uden_tilsyn": [
        {
            "navn": "Lyskryds Syd",
            "leverandoer": "Kystsoft ApS",
            "begrundelse": "Ingen personoplysninger.",
        }
    ],
}
