"""Fields of »Kommunens stillingtagen til et tilsyn«: what was decided on each system, when and by whom."""

from datetime import date
from typing import Any

EXPLAINED = {
    "kommune": "Kommunens navn",
    "databehandler": "Leverandørens navn",
    "sag_nr": "Tilsynets sagsnummer",
    "rapport": "Rapporten, der er taget stilling til",
    "koncept": "Tilsynskonceptet",
    "modtaget": "Den dag, kommunen modtog rapporten",
    "dato": "Den dag, dokumentet er dannet",
    "systemer": "Kommunens systemer i rapporten",
    "systemer[].navn": "Systemets navn",
    "systemer[].konklusion": "Rapportens konklusion om systemet",
    "systemer[].stilling": "Hvad kommunen har besluttet",
    "systemer[].vurdering": "Kommunens egen vurdering af databehandleren",
    "systemer[].tekst": "Kommunens konklusion, bemærkninger og hvad der så sker",
    "systemer[].besluttet": "Hvem der besluttede, og hvornår",
}
OPTIONAL = {"sag_nr", "koncept", "modtaget", "systemer[].konklusion", "systemer[].vurdering"}
EXAMPLE: dict[str, Any] = {
    "kommune": "Aalborg Kommune",
    "databehandler": "Nordlys Data A/S",
    "sag_nr": "2026-0147",
    "rapport": "Tilsynsrapport 2026-0147, version 1",
    "koncept": "3. Skriftlig status",
    "modtaget": date(2026, 4, 12),
    "dato": date(2026, 11, 23),
    "systemer": [
        {
            "navn": "Nordlys Omsorg",
            "konklusion": "gul",
            "stilling": "Tilsyn godkendt med bemærkninger",
            "vurdering": "gul",
            "tekst": "Databehandleren skal bringe adgangsstyringen i orden.",
            "besluttet": "Mette Holm, Aalborg Kommune, 20. april 2026",
        }
    ],
}
