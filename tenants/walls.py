"""The walls of the tenants room and of the packages' tables that belong to nobody else."""

from walls.declare import MINE, OWN_MUNICIPALITY, Function, Municipal, Rights, Shared

SHARED = [
    Shared(
        "tenants_municipality",
        "the members' names and schemas; a municipality and a supplier may know who the members are",
        secretariat="SU",
        municipality="S",
        supplier="S",
        door="S",
        jobs="S",
    ),
    Shared(
        "tenants_domain", "which host name belongs to which municipality", secretariat="S", door="S", jobs="S"
    ),
    Shared(
        "tenants_standing",
        "where each municipality's records stand; written by report_up only",
        secretariat="S",
        municipality=Rights("S", OWN_MUNICIPALITY),
    ),
    Shared(
        "tenants_letter",
        "what a municipality has said upwards; written by report_up only",
        secretariat=Rights("SU", columns={"U": "answered_at, answer, answered_by_name"}),
        municipality=Rights("S", OWN_MUNICIPALITY),
    ),
    Shared(
        "tenants_heldmandate",
        "what a municipality lets the secretariat do in its name; written by its own function",
        secretariat="S",
        municipality=Rights("S", OWN_MUNICIPALITY),
    ),
    Shared("tenants_recipient", "who was sent what, and when it became visible there", secretariat="S"),
    Shared("tenants_schemastep", "recorded schema changes; the owner's alone"),
    Shared("django_migrations", "the owner's alone"),
    Shared("django_content_type", "names of models, no case data", secretariat="S", door="S"),
    Shared("auth_permission", "not used"),
    Shared("auth_group", "not used"),
    Shared("auth_group_permissions", "not used"),
]
MUNICIPAL = [Municipal("django_migrations", "S", "which version its schema has")]
FUNCTIONS = [
    Function(
        "walls_ensure_supplier_role_v1(uuid)",
        ("secretariat",),
        "a supplier gets its database role when its first person is invited",
    ),
    Function("walls_is_member_v1(text)", ("jobs",), "no job runs for one that is no member any more"),
]
__all__ = ["FUNCTIONS", "MINE", "MUNICIPAL", "SHARED"]
