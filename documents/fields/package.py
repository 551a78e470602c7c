"""Fields of »Dokumentationspakke, brev«: the municipality's answers to the authority's four questions."""

from datetime import date
from typing import Any

EXPLAINED = {
    "kommune": "Kommunens navn",
    "modtager": "Hvem brevet er stilet til",
    "dato": "Den dag, pakken er dannet",
    "periode_fra": "Den første dag, pakken handler om",
    "periode_til": "Den sidste dag, pakken handler om",
    "omfang": "De databehandlere eller systemer, pakken handler om",
    "databehandlere": "Svaret på det første spørgsmål: afsnit for afsnit",
    "plan": "Svaret på det andet spørgsmål: plan, hyppighed, begrundelse, tiltrådt af hvem og hvornår",
    "udfoert": "Svaret på det tredje spørgsmål: de tilsyn, der er ført",
    "opfulgt": "Svaret på det fjerde spørgsmål: hvordan der er fulgt op",
    "mangler": "Det, der mangler, sætning for sætning; tomt, når intet mangler",
    "bilag": "Bilagene i rækkefølge",
    "bilag[].nummer": "Bilagets nummer",
    "bilag[].titel": "Bilagets titel",
    "bilag[].dato": "Bilagets dato",
    "bilag[].fil": "Filens navn i pakken, eller hvorfor den ikke er med",
    "antal_bilag": "Antallet af bilag, der er vedlagt",
    "underskriver": "Den, der har dannet pakken for kommunen",
}
OPTIONAL = {"modtager", "omfang", "antal_bilag", "bilag[].dato", "bilag[].fil"}
EXAMPLE: dict[str, Any] = {
    "kommune": "Aalborg Kommune",
    "modtager": "Datatilsynet",
    "dato": date(2026, 11, 23),
    "periode_fra": date(2026, 1, 1),
    "periode_til": date(2026, 11, 23),
    "omfang": "Nordlys Data A/S",
    "databehandlere": [
        "Nordlys Data A/S (CVR 10150817)",
        "– Nordlys Omsorg: følsomme oplysninger, CPR-nummer. Aftale FA-2026-0007-0851, gældende.",
    ],
    "plan": ["Planen for 2026 er tiltrådt den 12. januar 2026 af Mette Holm, Aalborg Kommune."],
    "udfoert": ["Nordlys Omsorg: fælles tilsyn, skriftlig status. Konklusion: gul."],
    "opfulgt": ["Forhold 1, mindre afvigelse: Oprydning i brugere. Under udbedring."],
    "mangler": ["Nordlys Vagtplan: Der er ikke ført tilsyn i perioden."],
    "bilag": [
        {
            "nummer": 1,
            "titel": "Databehandleraftale FA-2026-0007-0851, underskrevet",
            "dato": date(2026, 3, 12),
            "fil": "Bilag/001 Databehandleraftale.pdf",
        }
    ],
    "antal_bilag": 1,
    "underskriver": "Mette Holm, Aalborg Kommune",
}
