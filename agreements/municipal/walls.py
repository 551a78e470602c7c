"""Walls of a municipality's agreements: deliveries put them there, the municipality works on them."""

from walls.declare import Function, Municipal

MUNICIPAL = [
    Municipal("agreements_municipal_agreement", "SU", "comes by delivery only"),
    Municipal("agreements_municipal_agreementquestion", "SI", "the answer comes by delivery"),
    Municipal("agreements_municipal_signedcopy", "SI", "a signed copy is never changed"),
]
FUNCTIONS = [
    Function(
        "agreements_municipal_report_up_v1(uuid, text, uuid)",
        ("municipalities",),
        "a municipality tells upwards where one of its own agreements stands",
    ),
]
