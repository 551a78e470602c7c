"""Fields of »Bilag B«: the dated version that a new sub-processor gives."""

from datetime import date
from typing import Any

EXPLAINED = {
    "aftale_nr": "Aftalens nummer",
    "aftale_titel": "Aftalens titel",
    "dataansvarlig": "Kommunens navn",
    "databehandler": "Leverandørens navn",
    "version": "Bilagets version; den underskrevne aftales er 1",
    "gaelder_fra": "Den dag, versionen gælder fra",
    "afloeser.version": "Den version, der afløses",
    "godkendelsestype": "»generel« eller »specifik« (aftalens punkt 7.2)",
    "varsel.nummer": "Varslets nummer",
    "varsel.navn": "Den varslede underdatabehandlers navn",
    "varsel.modtaget": "Den dag, kommunen modtog varslet",
    "varsel.svar": "En sætning om kommunens svar",
    "underdatabehandlere": "De godkendte underdatabehandlere (B.1)",
    "underdatabehandlere[].navn": "Navn",
    "underdatabehandlere[].regnr": "CVR- eller registreringsnummer",
    "underdatabehandlere[].adresse": "Adresse",
    "underdatabehandlere[].land": "Land for behandlingen",
    "underdatabehandlere[].behandling": "Hvad underdatabehandleren gør",
    "underdatabehandlere[].overfoerselsgrundlag": "Overførselsgrundlag",
}
OPTIONAL = {"aftale_titel", "varsel.nummer", "varsel.svar"}
EXAMPLE: dict[str, Any] = {
    "aftale_nr": "FA-2026-0007-0851",
    "aftale_titel": "Nordlys Omsorg",
    "dataansvarlig": "Aalborg Kommune",
    "databehandler": "Nordlys Data A/S",
    "version": 2,
    "gaelder_fra": date(2026, 6, 1),
    "afloeser": {"version": 1},
    "godkendelsestype": "generel",
    "varsel": {
        "nummer": "UV-2026-0003",
        "navn": "Fjordhost ApS",
        "modtaget": date(2026, 3, 2),
        "svar": "Kommunen har meddelt, at den ikke har indsigelse.",
    },
    "underdatabehandlere": [
        {
            "navn": "Fjordhost ApS",
            "regnr": "10150817",
            "adresse": "Kajen 4, 9000 Aalborg",
            "land": "Danmark",
            "behandling": "Drift af servere",
            "overfoerselsgrundlag": "Ingen overførsel (EU/EØS)",
        },
        {
            "navn": "Skyhavn Ltd",
            "regnr": "IE 3456789A",
            "adresse": "12 Quay Street, Dublin",
            "land": "Irland",
            "behandling": "Sikkerhedskopier",
            "overfoerselsgrundlag": "Ingen overførsel (EU/EØS)",
        },
    ],
}
