"""Walls of the shared log, legal values, jobs and outbox."""

from walls.declare import Rights, Shared

SHARED = [
    Shared(
        "workflows_logentry",
        "append-only; each writes, only the secretariat reads",
        secretariat="SI",
        supplier=Rights("I", "false", check="true"),
        municipality=Rights("I", "false", check="true"),
        door=Rights("I", "false", check="true"),
        jobs=Rights("I", "false", check="true"),
    ),
    Shared(
        "workflows_legalvalue",
        "dated legal values, no case data",
        secretariat="SIU",
        municipality="S",
        supplier="S",
        jobs="S",
        door="S",
    ),
    Shared(
        "workflows_closedday",
        "the calendar",
        secretariat="SIUD",
        municipality="S",
        supplier="S",
        jobs="S",
        door="S",
    ),
    Shared("workflows_job", "work for the worker", secretariat="SI", jobs="SU"),
    Shared(
        "workflows_outboxmail",
        "each may put a mail in; the worker sends; the secretariat sees what was sent",
        secretariat="SI",
        supplier=Rights("I", "false", check="true"),
        municipality=Rights("I", "false", check="true"),
        door=Rights("I", "false", check="true"),
        jobs="SIU",
    ),
]
