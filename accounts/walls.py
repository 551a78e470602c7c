"""Walls around people: the door signs them in; others see names and addresses of their own."""

from walls.declare import OWN_MUNICIPALITY, OWN_SUPPLIER, Function, Rights, Shared

SHARED = [
    Shared(
        "accounts_person",
        "the door signs in; nobody else sees a person but through the work for an organisation",
        door="SIU",
    ),
    Shared(
        "accounts_engagement",
        "who works for whom; changed through the definer functions only",
        secretariat="S",
        municipality=Rights("S", OWN_MUNICIPALITY),
        supplier=Rights("S", OWN_SUPPLIER),
        door="S",
    ),
    Shared(
        "accounts_colleague",
        "the view on who works there now",
        secretariat="S",
        municipality="S",
        supplier="S",
        is_view=True,
    ),
    Shared("accounts_invitation", "taken up at the door", door="SU"),
    Shared(
        "accounts_calendarfeed",
        "hashes of secret calendar addresses; the door knows by them who asks",
        municipality=Rights("SIUD", OWN_MUNICIPALITY),
        door=Rights("SU", columns={"U": "used_at"}),
    ),
    Shared(
        "accounts_rowlink",
        "hashes of links to one row of a municipality; the door knows by them whose row, not what it holds",
        municipality=Rights("SIU", OWN_MUNICIPALITY, columns={"U": "revoked_at"}),
        door=Rights("SU", columns={"U": "visit_hash, opened_at"}),
    ),
    Shared(
        "accounts_savedfilter",
        "lists as people at the secretariat want to see them again; shared among them by link",
        secretariat="SIUD",
    ),
    Shared("accounts_session", "who is signed in where; whose key is known is signed in", door="SIUD"),
    Shared(
        "mfa_authenticator",
        "secrets of second factors, sealed; the door checks codes, nobody else reads or changes them",
        door="SIUD",
    ),
    Shared("account_emailaddress", "sign-in addresses, kept by django-allauth", door="SIUD"),
    Shared("account_emailconfirmation", "kept by django-allauth", door="SIUD"),
]
FUNCTIONS = [
    Function(
        "accounts_invite_v1(text,text,text,text,text,uuid,uuid,text,text[],text,text,uuid,timestamptz,text)",
        ("secretariat", "municipalities", "suppliers"),
        "inviting answers the same whether the person exists or not",
    ),
    Function(
        "accounts_withdraw_invitation_v1(uuid)",
        ("secretariat",),
        "an unused invitation about a matter is withdrawn; whom only it let in is let in no more",
    ),
    Function(
        "accounts_end_v1(uuid)",
        ("secretariat", "municipalities", "suppliers"),
        "an organisation ends its own people's access",
    ),
    Function(
        "accounts_take_away_factor_v1(uuid)",
        ("secretariat",),
        "who has lost the device begins anew; the secretariat sees no secret by it",
    ),
    Function(
        "accounts_languages_v1(text[])",
        ("secretariat", "suppliers"),
        "a mail to somebody at a supplier is written in the language that person reads",
    ),
    Function(
        "accounts_choose_language_v1(text[],text)",
        ("secretariat", "suppliers"),
        "the language is chosen on the supplier's site, or known to the secretariat",
    ),
]
