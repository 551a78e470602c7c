"""Fields of »Tillæg«: what stands before the appendices when an agreement that applies is changed."""

from datetime import date
from typing import Any

EXPLAINED = {
    "tillaeg_nr": "Tillæggets nummer",
    "aftale_nr": "Nummeret på den aftale, der ændres",
    "aftale_version": "Den version, der er aftalt før",
    "version": "Den version, aftalen svarer til med tillægget",
    "system_navne": "Systemernes navne som en liste",
    "dataansvarlig": "Kommunens navn",
    "databehandler": "Leverandørens navn",
    "aendringer": "Det, der ændres",
    "aendringer[].punkt": "Aftalens punkt, og hvad det handler om",
    "aendringer[].foer": "Det, der gjaldt før",
    "aendringer[].nu": "Det, der gælder nu",
    "gaelder_tidligst": "Den første dag, tillægget kan gælde fra; tom, når der ikke er aftalt en",
    "bilag_ja_nej": "Bilagene følger efter underskrifterne",
}
OPTIONAL = {"gaelder_tidligst", "bilag_ja_nej"}
EXAMPLE: dict[str, Any] = {
    "tillaeg_nr": "FA-2026-0007-v2-0851",
    "aftale_nr": "FA-2026-0007-0851",
    "aftale_version": 1,
    "version": 2,
    "system_navne": ["Nordlys Omsorg", "Nordlys Vagtplan"],
    "dataansvarlig": "Aalborg Kommune",
    "databehandler": "Nordlys Data A/S",
    "aendringer": [
        {"punkt": "Punkt 10: Frist for underretning om brud (timer)", "foer": "24", "nu": "12"},
        {"punkt": "Bilag C.5: Lokaliteter", "foer": "Havnegade 12, Odense", "nu": "Kajen 4, Aalborg"},
    ],
    "gaelder_tidligst": date(2026, 7, 1),
    "bilag_ja_nej": True,
}
