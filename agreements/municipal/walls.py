"""Walls of a municipality's agreements: deliveries put them there, the municipality works on them."""

from walls.declare import Function, Municipal

MUNICIPAL = [
    Municipal("agreements_municipal_agreement", "SU", "comes by delivery only"),
    Municipal("agreements_municipal_agreementquestion", "SI", "the answer comes by delivery"),
    Municipal("agreements_municipal_signedcopy", "SI", "a signed copy is never changed"),
    Municipal("agreements_municipal_mandate", "SIU", "its own mandates; revoked, never removed"),
    Municipal("agreements_municipal_owncontacts", "SIU", "who stands for it in its agreements"),
]
FUNCTIONS = [
    Function(
        "agreements_municipal_report_up_v1(uuid, text, uuid)",
        ("municipalities",),
        "a municipality tells upwards where one of its own agreements stands",
    ),
    Function(
        "agreements_municipal_tell_mandate_v1(uuid)",
        ("municipalities",),
        "a municipality tells which mandate the secretariat holds from it",
    ),
]
