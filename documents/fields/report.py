"""Fields of »Tilsynsrapport«; each municipality's own file is taken from the one that is made of them."""

from datetime import date
from typing import Any

from documents.fields.common import CASE_WORKER, CONCEPT, SECRETARIAT, SENDER, SUPPLIER

EXPLAINED = {
    **SENDER,
    "modtager": "Hvem filen er til: kommunens navn i dens egen fil",
    "leverandoer.navn": "Databehandlerens navn",
    "leverandoer.cvr": "Databehandlerens CVR- eller udenlandske registreringsnummer",
    "rapport_version": "Rapportens version",
    "er_udkast": "Ja, når det er udkastet, der sendes i høring",
    "periode_fra": "Første dag i den periode, tilsynet ser på",
    "periode_til": "Sidste dag i den periode, tilsynet ser på",
    "koncept.nummer": "Tilsynskonceptets nummer, 1–6",
    "koncept.navn": "Tilsynskonceptets navn",
    "vejledning": "Den vejledning og version, koncept og point bygger på",
    "kvalitetslaeser": "Om en kvalitetslæser har læst rapporten",
    "sammenfatning": "Sammenfatningen",
    "sammenfatning_en": "Sammenfatningen på engelsk, eller tom",
    "system_navne": "Systemernes navne som en liste; i kommunens egen fil kun dem, kommunen bruger",
    "systemer": "Alle systemer, tilsynet omfatter; i kommunens egen fil kun dem, kommunen bruger",
    "systemer[].navn": "Systemets navn",
    "systemer[].vurdering": "grøn, gul eller rød",
    "systemer[].konklusion": "Konklusionen i ord",
    "systemer[].antal_forhold": "Antal forhold for systemet",
    "siden_sidst": "Hvad der er nyt siden sidste tilsyn; tom ved det første",
    "siden_sidst[].system": "Systemet, det nye angår",
    "siden_sidst[].tekst": "Hvad der er nyt",
    "anbefalinger": "Hvad kommunen selv skal gøre; kan være tom",
    "anbefalinger[].system": "Systemet, anbefalingen angår",
    "anbefalinger[].tekst": "Anbefalingen",
    "omfang": "Hvad tilsynet har omfattet, og hvordan det er gjort",
    "dokumentation": "Den dokumentation, rapporten bygger på; kan være tom",
    "dokumentation[].nr": "Dokumentets nummer",
    "dokumentation[].titel": "Dokumentets titel",
    "dokumentation[].slags": "Erklæring, politik, procedure …",
    "dokumentation[].periode": "Dokumentets dato eller periode",
    "dokumentation[].vedlagt": "Ja, når filen følger rapporten",
    "dokumentation[].adgang": "Om filen følger rapporten, kan læses på siden eller ligger hos sekretariatet",
    "dokumentation[].sha256": "Filens kontrolværdi; »forevist«, når den kun er set",
    "omraader": "Kontrolmålene A–I",
    "omraader[].bogstav": "A–I",
    "omraader[].navn": "Kontrolmålets navn",
    "omraader[].vurdering": "grøn, gul, rød eller tom",
    "omraader[].tekst": "Hvad tilsynet har set",
    "forhold_tekst": "En sætning om, at forholdene følger, eller at der ingen er om kommunens systemer",
    "forhold": "De fastholdte forhold; kan være tom",
    "forhold[].nr": "Forholdets nummer",
    "forhold[].overskrift": "Forholdet i få ord",
    "forhold[].system": "Systemet, forholdet angår",
    "forhold[].slags": "Anbefaling, mindre afvigelse, væsentlig afvigelse, kritisk afvigelse eller ikke "
    "dokumenteret",
    "forhold[].kontrolmaal": "Kontrolmålet, f.eks. »B. Tekniske foranstaltninger«",
    "forhold[].beskrivelse": "Hvad der er fundet",
    "forhold[].handling": "Hvad databehandleren skal gøre",
    "forhold[].frist": "Fristen, eller tom",
    "forhold[].status": "Forholdets status, da rapporten blev skrevet",
    "fulgt_op": "Forhold, som et tidligere tilsyn lod vente til dette; kan være tom",
    "fulgt_op[].sag": "Sagsnummeret på det tidligere tilsyn",
    "fulgt_op[].nr": "Forholdets nummer i det tidligere tilsyn",
    "fulgt_op[].system": "Systemet, forholdet angår",
    "fulgt_op[].overskrift": "Forholdet i få ord",
    "fulgt_op[].resultat": "Hvad opfølgningen viste",
    "underdatabehandlere": "Underdatabehandlerne; kan være tom",
    "underdatabehandlere[].navn": "Underdatabehandlerens navn",
    "underdatabehandlere[].land": "Landet, behandlingen sker i",
    "underdatabehandlere[].behandling": "Hvad underdatabehandleren gør",
    "underdatabehandlere[].overfoerselsgrundlag": "Grundlaget for overførsel, eller at der ingen er",
    "underdatabehandlere[].aendring": "Ændring siden sidste tilsyn",
    "hoering_tekst": "Om høringen: hvornår og med hvilket udfald",
    "hoeringssvar": "Databehandlerens bemærkninger med svar; kan være tom",
    "hoeringssvar[].forhold": "Det afsnit af udkastet, bemærkningen angår, f.eks. »Forhold 1: …«",
    "hoeringssvar[].system": "Systemet, bemærkningen angår, eller tom",
    "hoeringssvar[].bemaerkning": "Databehandlerens bemærkning",
    "hoeringssvar[].svar": "Om bemærkningen er imødekommet, og sekretariatets svar",
    "naeste_tilsyn": "Om opfølgning og næste tilsyn",
}
OPTIONAL = {
    "modtager",
    "sammenfatning_en",
    "siden_sidst",
    "siden_sidst[].system",
    "siden_sidst[].tekst",
    "forhold_tekst",
    "sekretariat.mail",
    "sekretariat.telefon",
    "sekretariat.adresse",
    "kvalitetslaeser",
    "vejledning",
    "systemer[].antal_forhold",
    "underdatabehandlere[].aendring",
    "dokumentation[].vedlagt",
    "dokumentation[].adgang",
    "forhold[].kontrolmaal",
    "hoeringssvar[].system",
    "fulgt_op",
    "fulgt_op[].sag",
    "fulgt_op[].nr",
    "fulgt_op[].system",
    "fulgt_op[].overskrift",
    "fulgt_op[].resultat",
    "sagsbehandler.navn",
    "periode_fra",
    "periode_til",
    "system_navne",
}
_SEEN = {
    "A": (
        "Efterlevelse af instruks",
        "grøn",
        "Procedurer er gennemgået i perioden og følger instruksen i aftalerne.",
    ),
    "B": (
        "Tekniske foranstaltninger",
        "gul",
        "Kryptering og logning er dokumenteret. Adgange er ikke gennemgået til tiden.",
    ),
    "C": (
        "Organisatoriske foranstaltninger",
        "grøn",
        "Politik, tavshedspligt og undervisning er dokumenteret.",
    ),
    "D": ("Sletning og tilbagelevering", "grøn", "Sletterutiner er dokumenteret med udtræk fra kørsler."),
    "E": ("Opbevaring", "grøn", "Oplysningerne opbevares kun på de aftalte steder."),
    "F": ("Underdatabehandlere", "grøn", "Listen svarer til bilag B, og der er ført tilsyn med begge."),
    "G": ("Tredjelande", "grøn", "Der sker ingen overførsel til tredjelande."),
    "H": (
        "Registreredes rettigheder",
        "grøn",
        "Der er procedurer, og systemet kan udtrække og slette for en person.",
    ),
    "I": (
        "Brud på persondatasikkerheden",
        "grøn",
        "Der er procedurer, og der har ikke været brud i perioden.",
    ),
}
EXAMPLE: dict[str, Any] = {
    "sekretariat": SECRETARIAT,
    "sagsbehandler": CASE_WORKER,
    "leverandoer": SUPPLIER,
    "sag_nr": "2026-0147",
    "dato": date(2026, 6, 24),
    "rapport_version": "1.0",
    "er_udkast": False,
    "modtager": "Fjordby Kommune",
    "periode_fra": date(2025, 1, 1),
    "periode_til": date(2025, 12, 31),
    "koncept": CONCEPT,
    "vejledning": "Datatilsynets vejledning om tilsyn med databehandlere, oktober 2021",
    "kvalitetslaeser": "Rapporten er læst af en kvalitetslæser, før den er sendt.",
    "sammenfatning": "Tilsynet viser, at databehandleren i det væsentlige overholder aftalerne. Der er "
    "konstateret "
    "to forhold, som databehandleren har lovet at rette op på.",
    "sammenfatning_en": "The audit shows that the processor complies with the agreements in all essentials. "
    "Two observations have been made, which the processor has promised to remedy.",
    "system_navne": ["Nordlys Omsorg", "Nordlys Vagtplan"],
    "siden_sidst": [
        {"system": "Nordlys Omsorg", "tekst": "Konklusionen er gul; ved sidste tilsyn var den grøn."}
    ],
    "forhold_tekst": "Forholdene står nedenfor, system for system.",
    "systemer": [
        {
            "navn": "Nordlys Omsorg",
            "vurdering": "gul",
            "konklusion": "Tilsynet giver anledning til bemærkninger; opfølgning er aftalt.",
            "antal_forhold": 2,
        },
        {
            "navn": "Nordlys Vagtplan",
            "vurdering": "grøn",
            "konklusion": "Tilsynet giver ikke anledning til bemærkninger.",
            "antal_forhold": 0,
        },
    ],
    "anbefalinger": [
        {
            "system": "Nordlys Omsorg",
            "tekst": "Gennemgå mindst hvert halve år, hvem hos kommunen der har administratoradgang.",
        }
    ],
    "omfang": "Tilsynet er gennemført skriftligt på grundlag af databehandlerens svar på spørgeskemaet og "
    "den "
    "dokumentation, der står nedenfor.",
    "dokumentation": [
        {
            "nr": 1,
            "titel": "ISAE 3000-erklæring",
            "slags": "Revisorerklæring, høj grad af sikkerhed",
            "periode": "2025",
            "vedlagt": True,
            "adgang": "Følger rapporten",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
        {
            "nr": 2,
            "titel": "Procedure for adgangsstyring",
            "slags": "Procedure",
            "periode": "4. november 2025",
            "vedlagt": False,
            "adgang": "Kan ikke åbnes, ligger hos sekretariatet (beskriver netværket)",
            "sha256": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        },
    ],
    "omraader": [
        {"bogstav": letter, "navn": name, "vurdering": result, "tekst": text}
        for letter, (name, result, text) in _SEEN.items()
    ],
    "forhold": [
        {
            "nr": 1,
            "overskrift": "Adgange er ikke gennemgået til tiden",
            "system": "Nordlys Omsorg",
            "slags": "Mindre afvigelse",
            "kontrolmaal": "B. Tekniske foranstaltninger",
            "beskrivelse": "Proceduren siger hvert halve år; den seneste gennemgang er fra januar 2025.",
            "handling": "Gennemgå adgangene, og send dokumentation for gennemgangen.",
            "frist": date(2026, 9, 22),
            "status": "Afventer handlingsplan",
        },
        {
            "nr": 2,
            "overskrift": "Databehandlerens liste over adgange mangler ejer",
            "system": "Nordlys Omsorg",
            "slags": "Anbefaling",
            "kontrolmaal": "B. Tekniske foranstaltninger",
            "beskrivelse": "Det fremgår ikke, hvem der har ansvaret for listen.",
            "handling": "Udpeg en ansvarlig for listen.",
            "frist": None,
            "status": "Følges op ved næste tilsyn",
        },
    ],
    "fulgt_op": [
        {
            "sag": "T-2025-0031",
            "nr": 2,
            "system": "Fjordlys Omsorg",
            "overskrift": "Politikken for adgang er ikke godkendt",
            "resultat": "Bragt i orden. Politikken er godkendt den 3. februar 2026.",
        }
    ],
    "underdatabehandlere": [
        {
            "navn": "Fjordhosting ApS",
            "land": "Danmark",
            "behandling": "Drift af servere",
            "overfoerselsgrundlag": "Ingen overførsel",
            "aendring": "Ingen",
        },
        {
            "navn": "Mailbud GmbH",
            "land": "Tyskland",
            "behandling": "Udsendelse af sms",
            "overfoerselsgrundlag": "Ingen overførsel",
            "aendring": "Ny siden 2024",
        },
    ],
    "hoering_tekst": "Udkastet har været i høring hos databehandleren fra 18. maj 2026 til 2. juni 2026.",
    "hoeringssvar": [
        {
            "forhold": "Forhold 1: Brugeres rettigheder gennemgås ikke",
            "system": "Fjordlys Omsorg",
            "bemaerkning": "Vi er enige. Gennemgangen er sat i gang og bliver færdig i august.",
            "svar": "Delvist imødekommet. Forholdet fastholdes med frist den 22. september 2026.",
        }
    ],
    "naeste_tilsyn": "Sekretariatet følger op på forholdene inden deres frister og giver kommunerne besked. "
    "Næste "
    "tilsyn er planlagt til foråret 2027, når den næste erklæring foreligger.",
}
