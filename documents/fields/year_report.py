"""Fields of »Kommunens årsrapport«: what a municipality got of the joint work, and what it did with it."""

from datetime import date
from typing import Any

EXPLAINED = {
    "kommune": "Kommunens navn",
    "dato": "Dagen, rapporten er dannet",
    "aar": "Året, rapporten handler om",
    "udgave": "Rapportens udgave",
    "dannet_af": "Hvem der har dannet rapporten",
    "faaet": "Hvad kommunen har fået: en linje for hvert tal",
    "faaet[].hvad": "Hvad tallet er",
    "faaet[].antal": "Tallet",
    "arbejde": "Sætninger om det arbejde, fællesskabet har udført for kommunen",
    "resultater": "Konklusionerne på kommunens systemer",
    "resultater[].konklusion": "Konklusionen med ord",
    "resultater[].antal": "Antallet af systemer",
    "forhold": "De fundne forhold efter slags",
    "forhold[].slags": "Slags",
    "forhold[].antal": "Antallet",
    "forhold[].afsluttet": "Hvor mange der er afsluttet",
    "forhold[].aabne": "Hvor mange der følges op på",
    "stillingtagen": "Hvad kommunen har besluttet, pr. system",
    "stillingtagen[].hvad": "Beslutningen med ord",
    "stillingtagen[].antal": "Antallet af systemer",
    "aftaler": "Kommunens databehandleraftaler",
    "aftaler[].hvad": "Hvad tallet er",
    "aftaler[].antal": "Tallet",
    "egne": "Kommunens egne tilsyn med det, der ikke er fælles",
    "egne[].hvad": "Hvad tallet er",
    "egne[].antal": "Tallet",
    "plan": "Sætningen om, at årets plan er tiltrådt, eller tom",
    "flere_aabne": "Hvor mange åbne forhold og opgaver, der ikke er plads til i oversigten",
    "aabent": "Det, der stadig er åbent, med den nærmeste frist først",
    "aabent[].hvad": "Hvad der mangler",
    "aabent[].om": "Systemet eller aftalen, det handler om",
    "aabent[].leverandoer": "Leverandørens navn",
    "aabent[].frist": "Fristen som dato, eller tom",
}
OPTIONAL = {
    "plan",
    "flere_aabne",
    "udgave",
    "dannet_af",
    "arbejde",
    "resultater",
    "resultater[].konklusion",
    "resultater[].antal",
    "aftaler",
    "aftaler[].hvad",
    "aftaler[].antal",
    "egne",
    "egne[].hvad",
    "egne[].antal",
    "aabent[].leverandoer",
}
EXAMPLE: dict[str, Any] = {
    "kommune": "Aalborg Kommune",
    "dato": date(2026, 11, 23),
    "aar": 2026,
    "udgave": 1,
    "dannet_af": "Mette Madsen, Aalborg Kommune",
    "faaet": [
        {"hvad": "Fælles tilsyn ført for os", "antal": 42},
        {"hvad": "Af vores systemer omfattet af dem", "antal": 61},
    ],
    "arbejde": [
        "Sekretariatet har ført 42 tilsyn hos 37 leverandører, som kommunen ellers selv skulle have ført."
    ],
    "resultater": [{"konklusion": "Grøn", "antal": 50}, {"konklusion": "Gul", "antal": 11}],
    "forhold": [{"slags": "Mindre afvigelse", "antal": 9, "afsluttet": 6, "aabne": 3}],
    "stillingtagen": [
        {"hvad": "Tilsyn godkendt", "antal": 48},
        {"hvad": "Mangler stillingtagen", "antal": 13},
    ],
    "aftaler": [{"hvad": "Gældende aftaler", "antal": 120}],
    "egne": [{"hvad": "Egne tilsyn afsluttet", "antal": 4}],
    "plan": "Planen for 2026 er tiltrådt af Mette Madsen, Aalborg Kommune.",
    "flere_aabne": 0,
    "aabent": [
        {
            "hvad": "Rapporten mangler stillingtagen",
            "om": "Nordlys Omsorg",
            "leverandoer": "Nordlys Data A/S",
            "frist": date(2026, 12, 15),
        }
    ],
}
