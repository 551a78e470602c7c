"""The main menu of each site."""

from accounts.permissions import P
from secretariat.pagekit.navigation import Entry

IMPORTS = (
    "/register/indlaesning/",
    "/register/manglende/",
    "/register/bekraeftelser/",
    "/register/rettelser/",
    "/register/screening/",
    "/register/pointmodel/",
)
NAVIGATION: dict[str, tuple[Entry, ...]] = {
    "secretariat": (
        Entry("Min dag", "front", P.DESK_VIEW),
        Entry("Tilsyn", "audits:list", P.AUDITS_VIEW),
        Entry("Aftaler", "agreements:list", P.AGREEMENTS_VIEW),
        Entry("Systemer", "register:systems", P.REGISTER_VIEW, IMPORTS),
        Entry("Leverandører", "register:suppliers", P.REGISTER_VIEW, ("/register/kontakter/",)),
        Entry("Overblik", "overviews:year", P.AUDITS_VIEW),
        Entry("Post", "post:mails", P.DESK_VIEW),
        Entry("Påmindelser", "reminders:list", P.VALUES_MANAGE, ("/kalender/",)),
        Entry("Skabeloner", "wordtemplates:list", P.TEMPLATES_MANAGE),
        Entry("Personer", "people", P.PEOPLE_MANAGE),
    ),
    "municipality": (
        Entry("Nyt til jer", "front", P.OWN_VIEW),
        Entry("Tilsyn", "audits:list", P.OWN_VIEW),
        Entry("Aftaler", "agreements:list", P.OWN_VIEW, ("/raad/",)),
        Entry("Systemer", "register:own_systems", P.OWN_VIEW),
        Entry("Dokumentation", "package:list", P.OWN_PACKAGE),
        Entry("Årsrapport", "yearreports:year", P.OWN_VIEW),
        Entry("Personer", "people", P.OWN_PEOPLE_MANAGE, ("/api-noegler/",)),
    ),
    "supplier": (
        Entry("Det venter på jer", "front", P.SUPPLIER_ANSWER),
        Entry("Tilsyn", "audits:list", P.SUPPLIER_ANSWER),
        Entry("Systemer", "register:supplier_systems", P.SUPPLIER_ANSWER),
        Entry("Vores dokumentation", "statements:list", P.SUPPLIER_ANSWER),
        Entry("Aftaletekster", "agreements:list", P.SUPPLIER_NEGOTIATE),
        Entry("Personer", "people", P.SUPPLIER_PEOPLE_MANAGE),
    ),
}
