"""Walls of a municipality's agreements: deliveries put them there, the municipality works on them."""

from walls.declare import Function, Municipal

MUNICIPAL = [
    Municipal("agreements_municipal_agreement", "SIU", "comes by delivery, or is an own one taken in"),
    Municipal("agreements_municipal_agreementquestion", "SI", "the answer comes by delivery"),
    Municipal("agreements_municipal_signedcopy", "SI", "a signed copy is never changed"),
    Municipal("agreements_municipal_signaturecheck", "SI", "a result is never changed"),
    Municipal("agreements_municipal_remark", "SI", "a remark is never changed"),
    Municipal("agreements_municipal_keptfile", "SIU", "its own files; taken off, never removed"),
    Municipal("agreements_municipal_lastvisit", "SIU", "when each person last looked"),
    Municipal("agreements_municipal_intake", "SIU", "its existing agreements on their way in"),
    Municipal("agreements_municipal_intakefile", "SIU", "the pile"),
    Municipal("agreements_municipal_intakeline", "SIU", "the index"),
    Municipal("agreements_municipal_mandate", "SIU", "its own mandates; revoked, never removed"),
    Municipal("agreements_municipal_owncontacts", "SIU", "who stands for it in its agreements"),
    Municipal("agreements_municipal_deletionevidence", "SIU", "proof comes by delivery or by hand"),
    Municipal("agreements_municipal_notice", "SI", "delivered, or registered when it came by mail"),
    Municipal("agreements_municipal_agreementnotice", "SIU", "its clock and its answer"),
    Municipal("agreements_municipal_incident", "SU", "comes by delivery; read and assessed here"),
    Municipal("agreements_municipal_incidenttext", "S", "comes by delivery, never changed"),
    Municipal("agreements_municipal_breachnote", "SIU", "its own documentation of a breach"),
    Municipal("agreements_municipal_appendixb", "SI", "a dated version is never changed"),
]
FUNCTIONS = [
    Function(
        "agreements_municipal_start_intake_v1(uuid)",
        ("municipalities",),
        "the worker takes in what the municipality has confirmed, under the municipality's own role",
    ),
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
    Function(
        "agreements_municipal_notice_up_v1(uuid)",
        ("municipalities",),
        "a municipality tells what it has answered to a notice of a new sub-processor",
    ),
    Function(
        "agreements_municipal_notice_registered_v1(uuid)",
        ("municipalities",),
        "a municipality tells of a notice that it received by mail",
    ),
    Function(
        "agreements_municipal_incident_read_v1(uuid)",
        ("municipalities",),
        "a municipality tells that it has opened what it got about an incident",
    ),
    Function(
        "agreements_municipal_incident_tell_v1(uuid)",
        ("municipalities",),
        "a municipality chooses to tell the secretariat what it noted about an incident",
    ),
]
