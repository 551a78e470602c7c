"""Walls of a municipality's own supervision tables."""

from walls.declare import Function, Municipal

MUNICIPAL = [
    Municipal("audits_municipal_receivedreport", "S", "written by delivery only"),
    Municipal("audits_municipal_receivedsystem", "SU", "its decision"),
    Municipal("audits_municipal_receivedfinding", "S", "written by delivery only"),
    Municipal("audits_municipal_receivedcomment", "S", "written by delivery only"),
    Municipal("audits_municipal_findingstand", "SIU", "what it does about a finding itself"),
    Municipal("audits_municipal_receivedfile", "S", "written by delivery only"),
    Municipal("audits_municipal_followuptask", "SIU", "its own tasks"),
    Municipal("audits_municipal_remark", "SI", "remarks and questions are never rewritten"),
    Municipal("audits_municipal_yearreport", "SI", "its year reports as they were made"),
    Municipal("audits_municipal_systemopinion", "SIU", "what system owners were asked, and what they said"),
    Municipal("audits_municipal_plan", "SIU", "its plan; adopted, never removed"),
    Municipal("audits_municipal_planline", "SIUD", "a plan that is not adopted is drafted again"),
    Municipal("audits_municipal_ownaudit", "SIU", "its own supervision"),
    Municipal("audits_municipal_ownauditfile", "SIU", "files are taken off, never removed"),
    Municipal("audits_municipal_ownaudittask", "SIU", "what follows from it"),
    Municipal("audits_municipal_taskreminder", "SI", "who was reminded of which task"),
]
FUNCTIONS = [
    Function(
        "audits_municipal_opinion_read_v1(text, text)",
        ("municipalities",),
        "a system owner's link reads one row of the municipality that it is of, and what belongs to it",
    ),
    Function(
        "audits_municipal_opinion_opened_v1(text, text)",
        ("municipalities",),
        "that a system owner opened the link stands in the municipality's log",
    ),
    Function(
        "audits_municipal_opinion_write_v1(text, text, text, text)",
        ("municipalities",),
        "a system owner's link writes the opinion that it is of, nothing else",
    ),
    Function(
        "audits_municipal_plan_up_v1(uuid)",
        ("municipalities",),
        "tells upwards where the caller's own plan stands; no lines, no reasons, no names",
    ),
    Function(
        "audits_municipal_report_up_v1(uuid)",
        ("municipalities",),
        "tells upwards where the caller's own record stands; reads the caller's own schema only",
    ),
    Function(
        "audits_municipal_decisions_up_v1(uuid[])",
        ("municipalities",),
        "the same for many decisions at once",
    ),
    Function(
        "audits_municipal_finding_up_v1(uuid)",
        ("municipalities",),
        "tells upwards what the caller does about a finding, and until when; no reasons, no names",
    ),
]
