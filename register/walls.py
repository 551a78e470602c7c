"""The register's walls: a municipality reaches its own uses, a supplier its own systems and contacts."""

from walls.declare import MINE, OWN_MUNICIPALITY, OWN_SUPPLIER, Rights, Shared

_OWN_USE = "SELECT 1 FROM register_systemuse u WHERE u.municipality_id = (SELECT walls_caller_id())"
_OWN_SYSTEM = (
    "EXISTS (SELECT 1 FROM register_system s "
    "WHERE s.id = system_id AND s.supplier_id = (SELECT walls_caller_id()))"
)
_OWN_SUPPLIER = (
    "EXISTS (SELECT 1 FROM register_system s JOIN register_systemuse u ON u.system_id = s.id "
    "WHERE s.supplier_id = register_supplier.id AND u.municipality_id = (SELECT walls_caller_id()))"
)
_REPORTABLE = (
    "subjects, subjects_is_estimate, subjects_basis, subjects_source, special_categories, cpr, "
    "other_protected, special_processing, told, is_active, reported_at, reported_by_name, updated_at"
)
# What decides a municipality's own points; never why the secretariat thinks so.
_SEEN_OF_ASSESSMENT = (
    "system_id, screening, personal_data, special_categories, cpr, other_protected, special_processing"
)

SHARED = [
    Shared(
        "register_supplier",
        "the secretariat keeps it; a municipality sees who delivers the systems it uses; a supplier itself",
        secretariat="SIU",
        municipality=Rights("S", _OWN_SUPPLIER),
        supplier=Rights("S", f"id {MINE}"),
    ),
    Shared("register_supplierchange", "names, mergers, sales and groups", secretariat="SIU"),
    Shared(
        "register_suppliercontact",
        "whom the secretariat writes to at a supplier; a supplier sees its own; each chooses a language",
        secretariat="SIUD",
        supplier=Rights("SU", OWN_SUPPLIER, columns={"U": "language"}),
    ),
    Shared(
        "register_system",
        "names of systems, no municipality's facts: those it uses, those it delivers",
        secretariat="SIU",
        municipality=Rights("S", f"EXISTS ({_OWN_USE} AND u.system_id = register_system.id)"),
        supplier=Rights("S", OWN_SUPPLIER),
    ),
    Shared("register_systemname", "spellings, to recognise a system by", secretariat="SID"),
    Shared(
        "register_systemassessment",
        "the secretariat's own view of a system; a municipality reads its answers, not the reasons",
        secretariat="SIU",
        municipality=Rights(
            "S",
            f"EXISTS ({_OWN_USE} AND u.system_id = register_systemassessment.system_id)",
            columns={"S": _SEEN_OF_ASSESSMENT},
        ),
    ),
    Shared("register_scoreresult", "stored results with every member's facts", secretariat="SI"),
    Shared(
        "register_systemuse",
        "a municipality's own uses; it reports numbers and what it no longer uses",
        secretariat="SIU",
        municipality=Rights("SU", OWN_MUNICIPALITY, columns={"U": _REPORTABLE}),
    ),
    Shared(
        "register_missingsystemreport",
        "what a municipality misses in its list, answered by the secretariat",
        secretariat="SU",
        municipality=Rights("SI", OWN_MUNICIPALITY),
    ),
    Shared(
        "register_listconfirmation",
        "that a municipality has looked its list through; never rewritten",
        secretariat="S",
        municipality=Rights("SI", OWN_MUNICIPALITY),
    ),
    Shared(
        "register_systemcorrection",
        "what a supplier says of its own systems, decided by the secretariat",
        secretariat="SU",
        supplier=Rights("SI", OWN_SUPPLIER, check=f"{OWN_SUPPLIER} AND state = 'proposed' AND {_OWN_SYSTEM}"),
    ),
    Shared(
        "register_usequestion",
        "whether a municipality still uses a system; only it answers",
        secretariat="SI",
        municipality=Rights("SU", OWN_MUNICIPALITY, columns={"U": "answer, answered_at, answered_by_name"}),
    ),
    Shared("register_importrun", "files read into the register", secretariat="SIU"),
    Shared("register_importplan", "what a confirmed file will add", secretariat="SIUD"),
    Shared("register_importline", "the lines of a file", secretariat="SID"),
]
