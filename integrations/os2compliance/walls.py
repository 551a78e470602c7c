"""Walls of the API: each keeps its own keys, the door knows them by hash; numbers come by function."""

from walls.declare import OWN_MUNICIPALITY, Function, Rights, Shared

_OWN_ENGAGEMENT = "EXISTS (SELECT 1 FROM accounts_engagement e WHERE e.id = engagement_id)"

SHARED = [
    Shared(
        "integrations_os2compliance_apikey",
        "hashes of keys; the door knows by them whose key it is, and notes that it was used",
        municipality=Rights(
            "SIU",
            OWN_MUNICIPALITY,
            check=f"{OWN_MUNICIPALITY} AND {_OWN_ENGAGEMENT}",
            columns={"U": "expires_at, revoked_at"},
        ),
        door=Rights("SU", columns={"U": "used_at"}),
    ),
    Shared(
        "integrations_os2compliance_publicnumber",
        "integers for outside systems; given and found by function only, as a list would tell what there is",
    ),
]
FUNCTIONS = [
    Function(
        "integrations_os2compliance_numbers_v1(text[],uuid[])",
        ("municipalities",),
        "gives rows that the caller already knows their integers; tells nothing of them",
    ),
    Function(
        "integrations_os2compliance_own_supplier_v1(integer)",
        ("municipalities",),
        "which of the caller's own suppliers an integer stands for; none of another's",
    ),
    Function(
        "integrations_os2compliance_stages_v1()",
        ("municipalities",),
        "how far joint supervision of the caller's own systems is: planned, begun or sent; no text, no names",
    ),
]
