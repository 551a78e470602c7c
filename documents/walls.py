"""Walls of files, blobs and templates."""

from walls.declare import OWN_SUPPLIER, Function, Rights, Shared

_MUNICIPAL_KINDS = "'appendix_b', 'termination', 'package', 'decision', 'year_report', 'own_plan'"
SHARED = [
    Shared(
        "documents_storedfile",
        "files of the joint work; a supplier sees and adds its own, a municipality has its own table",
        secretariat="SIU",
        supplier=Rights("SI", OWN_SUPPLIER),
        jobs="SU",
    ),
    Shared(
        "documents_partialupload",
        "uploads in pieces; a supplier its own, the secretariat clears away what was left behind",
        secretariat="SD",
        supplier=Rights("SIUD", OWN_SUPPLIER, columns={"U": "received"}),
    ),
    Shared(
        "documents_wordtemplate",
        "the secretariat's templates; a municipality reads those of the documents it makes in its own name",
        secretariat="SIU",
        municipality=Rights("S", f"kind IN ({_MUNICIPAL_KINDS}) AND state = 'in_force'"),
        jobs="S",
    ),
    Shared(
        "documents_blob",
        "written by definer functions; asked about by the secretariat",
        secretariat="S",
        jobs="S",
    ),
    Shared(
        "documents_blobholder", "who holds what; asked about by the secretariat", secretariat="S", jobs="S"
    ),
]
FUNCTIONS = [
    Function(
        "documents_hold_blob_v1(text, bigint)",
        ("secretariat", "municipalities", "suppliers"),
        "whoever stores content is noted as its holder, without learning whether it was there before",
    ),
    Function(
        "documents_wait_for_turn_v1(uuid)",
        ("secretariat", "suppliers"),
        "two uploads of a supplier at once keep to its limit together",
    ),
    Function(
        "documents_drop_blob_v1(text, interval)",
        ("jobs",),
        "the sweep lets a blob go that nobody holds and nobody is storing",
    ),
]
