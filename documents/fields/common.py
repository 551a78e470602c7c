"""Fields and invented values that several kinds of document share."""

from typing import Any

SENDER = {
    "sekretariat.navn": "Sekretariatets navn",
    "sekretariat.adresse": "Sekretariatets adresse på én linje",
    "sekretariat.mail": "Sekretariatets fælles postkasse",
    "sekretariat.telefon": "Sekretariatets telefonnummer",
    "sag_nr": "Sagens nummer",
    "dato": "Dokumentets dato",
    "sagsbehandler.navn": "Sagsbehandlerens navn",
}
LETTER = {
    **SENDER,
    "sagsbehandler.telefon": "Sagsbehandlerens telefonnummer",
    "sagsbehandler.mail": "Sagsbehandlerens e-mail",
    "leverandoer.navn": "Leverandørens navn",
    "leverandoer.cvr": "Leverandørens CVR- eller udenlandske registreringsnummer",
    "leverandoer.adresse": "Leverandørens adresse på én linje",
    "modtager": "Hvem brevet er stilet til hos leverandøren",
    "portal_adresse": "Adressen på leverandørens sider",
    "system_navne": "Systemernes navne som en liste",
}
SECRETARIAT = {
    "navn": "Det Fælles Databehandlersekretariat",
    "adresse": "Rådhuspladsen 1, 8800 Viborg",
    "mail": "post@sekretariat.example",
    "telefon": "70 00 00 01",
}
CASE_WORKER = {"navn": "Sara Holm", "telefon": "70 00 00 02", "mail": "sara@sekretariat.example"}
SUPPLIER = {"navn": "Nordlys Data A/S", "cvr": "10150817", "adresse": "Havnegade 12, 5000 Odense C"}
CONCEPT = {"nummer": 3, "navn": "Skriftlig status"}
LETTER_VALUES: dict[str, Any] = {
    "sekretariat": SECRETARIAT,
    "sagsbehandler": CASE_WORKER,
    "leverandoer": SUPPLIER,
    "modtager": "Att.: databeskyttelse@nordlys.example",
    "portal_adresse": "https://leverandoer.eksempel.example",
    "sag_nr": "2026-0147",
    "system_navne": ["Nordlys Omsorg", "Nordlys Vagtplan"],
}
