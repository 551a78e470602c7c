"""Fields of »Årsberetning til bestyrelsen«: totals only, never one municipality's."""

from datetime import date
from typing import Any

from documents.fields.common import SECRETARIAT, SENDER

EXPLAINED = {
    **{path: words for path, words in SENDER.items() if path.startswith("sekretariat.") or path == "dato"},
    "aar": "Året, beretningen handler om",
    "udgave": "Beretningens udgave",
    "kort": "Året i få sætninger",
    "fremdrift": "Tilsynene kvartal for kvartal",
    "fremdrift[].kvartal": "Kvartalet, fx 2. kvartal 2026; til sidst hele året",
    "fremdrift[].planlagt": "Hvor mange der er planlagt, men ikke varslet",
    "fremdrift[].varslet": "Hvor mange der er varslet og ligger hos leverandøren",
    "fremdrift[].gennemgang": "Hvor mange sekretariatet gennemgår",
    "fremdrift[].sendt": "Hvor mange der er sendt til kommunerne",
    "fremdrift[].i_alt": "Tilsyn i alt",
    "resultater": "Konklusionerne pr. system i de sendte rapporter",
    "resultater[].konklusion": "Konklusionen med ord",
    "resultater[].antal": "Antallet af systemer",
    "forhold": "Forholdene i de sendte rapporter efter slags",
    "forhold[].slags": "Slags",
    "forhold[].aabne": "Hvor mange der følges op på",
    "forhold[].afsluttet": "Hvor mange der er afsluttet",
    "forhold[].i_alt": "Antallet",
    "kontrolmaal": "Forholdene efter kontrolmål",
    "kontrolmaal[].navn": "Kontrolmålets bogstav og navn",
    "kontrolmaal[].antal": "Antallet",
    "stillingtagen": "Kommunernes stillingtagen i alt, pr. system; små tal er lagt sammen",
    "stillingtagen[].hvad": "Stillingtagen med ord",
    "stillingtagen[].antal": "Antallet",
    "stillingtagen[].andel": "Andelen i procent",
    "smaa_tal": "Sætningen om, hvorfor små tal er lagt sammen",
    "aftaler": "Databehandleraftalerne i alt; små tal er lagt sammen",
    "aftaler[].hvad": "Hvor aftalen står",
    "aftaler[].antal": "Antallet",
    "aftaler[].andel": "Andelen i procent",
}
OPTIONAL = {
    "sekretariat.adresse",
    "sekretariat.mail",
    "sekretariat.telefon",
    "udgave",
    "resultater",
    "resultater[].konklusion",
    "resultater[].antal",
    "kontrolmaal",
    "kontrolmaal[].navn",
    "kontrolmaal[].antal",
    "aftaler",
    "aftaler[].hvad",
    "aftaler[].antal",
    "aftaler[].andel",
}
EXAMPLE: dict[str, Any] = {
    "sekretariat": SECRETARIAT,
    "dato": date(2026, 11, 23),
    "aar": 2026,
    "udgave": 1,
    "kort": ["Foreningen har 63 medlemskommuner.", "182 tilsyn er planlagt, og 120 rapporter er sendt."],
    "fremdrift": [
        {
            "kvartal": "1. kvartal 2026",
            "planlagt": 0,
            "varslet": 2,
            "gennemgang": 5,
            "sendt": 40,
            "i_alt": 47,
        }
    ],
    "resultater": [{"konklusion": "Grøn", "antal": 150}, {"konklusion": "Gul", "antal": 40}],
    "forhold": [{"slags": "Mindre afvigelse", "aabne": 12, "afsluttet": 18, "i_alt": 30}],
    "kontrolmaal": [{"navn": "B. Tekniske foranstaltninger", "antal": 14}],
    "stillingtagen": [{"hvad": "Tilsyn godkendt", "antal": 2100, "andel": 84}],
    "smaa_tal": "Tal, som færre end fem kommuner står bag, er lagt sammen med andre.",
    "aftaler": [{"hvad": "Gældende", "antal": 1800, "andel": 71}],
}
