"""What the secretariat proposes in a new text; a part's words count once they are saved."""

from typing import Any

Values = dict[str, Any]

MEASURES = (
    "Personoplysninger er krypteret, når de er lagret, og når de sendes. Nøgler opbevares adskilt "
    "fra oplysningerne. "
    "Oplysninger til test og udvikling er pseudonymiseret.",
    "Systemet drives på to adskilte steder med overvågning døgnet rundt. Ændringer afprøves og "
    "godkendes, før de tages i brug.",
    "Der tages sikkerhedskopi hver dag, og den kan genskabes inden for 24 timer. Genskabelse "
    "afprøves mindst én gang om året.",
    "Foranstaltningerne gennemgås mindst én gang om året. Systemet afprøves af en uafhængig part for "
    "sårbarheder hvert år.",
    "Adgang over internettet sker med mindst to faktorer og over en krypteret forbindelse.",
    "Oplysninger overføres kun over krypterede forbindelser, TLS 1.2 eller nyere.",
    "Lagre med personoplysninger er adskilt fra andre kunders og kan kun nås af de medarbejdere, der "
    "driver dem.",
    "Driftssteder har adgangskontrol, videoovervågning, brandsikring og nødstrøm. Besøgende ledsages.",
    "Fjernarbejde sker fra virksomhedens egne, krypterede maskiner over VPN. Oplysninger gemmes ikke lokalt.",
    "Opslag, ændringer og sletninger logges med bruger og tidspunkt. Loggen opbevares i 12 måneder "
    "og gennemgås ved mistanke.",
    "Adgange gives efter arbejdsbetinget behov, gennemgås hvert halve år og lukkes, når behovet ophører.",
)
PROPOSED: dict[str, Values] = {
    "ydelse": {"main_agreement": "parternes aftale om levering og drift af systemet", "country": "DK"},
    "kontakt": {
        "contact_function": "Kundeservice",
        "breach_hours": 24,
        "breach_hours_reason": "",
        "at_the_end": "slet",
    },
    "bilag-a": {
        "duration": "main",
        "operations": ["indsamling", "registrering", "opbevaring", "søgning", "brug", "sletning"],
    },
    "bilag-b": {
        "authorisation": "generel",
        "notice_number": 60,
        "notice_unit": "dage",
        "objection_within": "30 dage efter varslet",
        "objection_grounds": "Indsigelsen skal bygge på forhold, der angår databeskyttelsen.",
    },
    "sikkerhed": {
        "instruction": "Databehandleren behandler oplysningerne for at drive og vedligeholde ydelsen "
        "og for at yde support til "
        "kommunens brugere. Oplysningerne må ikke bruges til databehandlerens egne formål.",
        "level": "høj",
        "level_reason": "Behandlingen omfatter mange borgere, og et brud kan få alvorlige følger for dem.",
        **{f"measure_{number}": text for number, text in enumerate(MEASURES, 1)},
    },
    "bistand": {
        "assistance": "Henvendelser fra registrerede sendes videre til kommunen senest to "
        "arbejdsdage efter modtagelsen.\n"
        "Kommunen kan selv finde, rette og slette en registrerets oplysninger i systemet.\n"
        "Ved brud får kommunen løbende de oplysninger, den skal bruge til sin anmeldelse.\n"
        "Databehandleren bidrager til kommunens risikovurdering og konsekvensanalyse.",
        "assistance_price": "Bistanden er en del af ydelsen og betales ikke særskilt.",
        "erasure": "Oplysninger slettes automatisk, når perioden er udløbet. "
        "Sletning ved ophør bekræftes skriftligt.",
        "copies_within": "90 dage efter sletningen",
        "erased_within": "30 dage efter ydelsens ophør",
        "retention": [
            {
                "what": "Oplysninger i systemet",
                "period": "Så længe kommunen bestemmer",
                "event": "Kommunens egen sletning",
            },
            {"what": "Logoplysninger", "period": "12 måneder", "event": "Registreringen"},
        ],
    },
    "steder": {},
    "tilsyn": {
        "concept": 5,
        "concept_reason": "",
        "statement_kind": "isae3000_high_2",
        "statement": "ISAE 3000-erklæring, type 2, med høj grad af sikkerhed",
        "interval": "Hvert år",
        "delivered": "senest 3 måneder efter erklæringsperiodens udløb",
        "cost": "Databehandleren betaler for erklæringen; kommunen betaler for den tid, den selv bruger.",
        "inspection_notice_days": 14,
        "subprocessors": "Databehandleren fører tilsyn med sine underdatabehandlere hvert år og "
        "sender resultatet til den "
        "dataansvarlige på anmodning.",
    },
    "bilag-d": {
        "liability": "Parternes ansvar følger databeskyttelsesforordningens artikel 82 og dansk rets "
        "almindelige regler.",
        "price": "Opfyldelsen af bestemmelserne er en del af prisen efter hovedaftalen.",
        "law": "Dansk ret gælder. Uenigheder afgøres ved danske domstole, hvis parterne ikke selv "
        "bliver enige.",
        "departures": [],
    },
    "kommunen": {"may_vary": ["contacts", "journal_number"], "retention_most": None},
}


def proposal_for(part: str) -> Values:
    """Return what a part starts with in a new text."""
    return dict(PROPOSED[part])


def complete_values(
    *, mailbox: str, service: str = "drift og support af systemet", city: str = "Viborg"
) -> dict[str, Values]:
    """Return values of every part that pass all checks, as a text with usual terms has them."""
    filled: dict[str, Values] = {
        "ydelse": {"service": service, "address": "Havnevej 1", "postcode": "8800", "city": city},
        "kontakt": {
            "contact_mailbox": mailbox,
            "contact_phone": "70 10 20 30",
            "breach_mailbox": mailbox,
            "breach_phone": "70 10 20 31",
            "dpo_mailbox": "",
        },
        "bilag-a": {
            "purpose": "Kommunen bruger systemet til at behandle sager og til at holde kontakt med "
            "de borgere, sagerne angår.",
            "ordinary": ["navn", "adresse", "telefonnummer", "e-mailadresse"],
            "ordinary_other": "",
            "confidential": ["sociale forhold"],
            "special": ["helbredsoplysninger"],
            "cpr": True,
            "criminal": False,
            "subjects": ["borgere", "ansatte"],
            "duration_other": "",
        },
        "bilag-b": {
            "subprocessors": [
                {
                    "name": "Nordhavn Hosting A/S",
                    "registration_number": "98915001",
                    "address": "Kajen 4, 8000 Aarhus C",
                    "country": "DK",
                    "processing": "Drift af servere og sikkerhedskopier",
                    "transfer_basis": "eea",
                }
            ]
        },
        "sikkerhed": {},
        "bistand": {"legal_retention": ""},
        "steder": {
            "only_denmark": False,
            "localisation_reference": "",
            "transfers_allowed": False,
            "places": [
                {
                    "kind": "place",
                    "where": "Kajen 4, 8000 Aarhus C",
                    "country": "DK",
                    "what": "Drift og sikkerhedskopier",
                    "basis": "",
                    "assessment": "",
                }
            ],
        },
        "tilsyn": {},
        "bilag-d": {},
        "kommunen": {},
    }
    return {key: {**proposal_for(key), **values} for key, values in filled.items()}
