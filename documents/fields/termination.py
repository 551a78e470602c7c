"""Fields of »Opsigelse«: the municipality's letter that terminates an agreement."""

from datetime import date
from typing import Any

EXPLAINED = {
    "aftale_nr": "Aftalens nummer",
    "system_navne": "Systemernes navne som en liste",
    "dataansvarlig": "Kommunens navn",
    "databehandler": "Leverandørens navn",
    "databehandler_cvr": "Leverandørens CVR- eller udenlandske registreringsnummer",
    "dato": "Opsigelsens dato",
    "ophoerer": "Den dag, aftalen ophører",
    "varsel": "Opsigelsesvarslet, fx »3 måneder«; tomt, når aftalen ikke har et",
    "enige_ja_nej": "Parterne er enige om en dato før varslets udløb",
    "begrundelse": "Kommunens begrundelse",
    "ophoer_valg": "»slet« eller »returner« (aftalens punkt 11.1); tomt, når det ikke er kendt",
    "underskriver": "Den, der opsiger for kommunen",
}
OPTIONAL = {"databehandler_cvr", "varsel", "enige_ja_nej", "ophoer_valg"}
EXAMPLE: dict[str, Any] = {
    "aftale_nr": "FA-2026-0007-0851",
    "system_navne": ["Nordlys Omsorg", "Nordlys Vagtplan"],
    "dataansvarlig": "Aalborg Kommune",
    "databehandler": "Nordlys Data A/S",
    "databehandler_cvr": "10150817",
    "dato": date(2026, 3, 12),
    "ophoerer": date(2026, 6, 30),
    "varsel": "3 måneder",
    "enige_ja_nej": False,
    "begrundelse": "Systemet er udfaset og erstattet af et andet.",
    "ophoer_valg": "slet",
    "underskriver": "Mette Holm, Aalborg Kommune",
}
