"""Walls of the shared log, legal values, jobs and outbox."""

from walls.declare import Function, Rights, Shared

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
    Shared("workflows_seal", "the log's chain; the definer function alone adds to it", secretariat="S"),
    Shared("workflows_logheads", "the daily heads of all chains", secretariat="S", jobs="SI"),
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
        "workflows_reminderrule",
        "when whom is reminded, no case data; a municipality's own tasks are reminded of by them",
        secretariat="SIUD",
        municipality="S",
    ),
    Shared("workflows_sentreminder", "which steps have been followed", secretariat="SI"),
    Shared("workflows_reminderstop", "whose reminders rest, and why", secretariat="SIU"),
    Shared("workflows_caseaddress", "whoever knows a token answers on its case", secretariat="S", jobs="SI"),
    Shared("workflows_mailabout", "what a collected mail is about", secretariat="SI"),
    Shared("workflows_mailbounce", "which mails did not arrive", secretariat="SIU", jobs="SI"),
    Shared("workflows_incomingmail", "mail that came in, for the secretariat alone", secretariat="SIU"),
    Shared("workflows_mailboxposition", "how far the mailbox has been read", secretariat="SIU"),
    Shared(
        "workflows_mailtext",
        "the wording of mails, no case data; a version is never rewritten",
        secretariat="SI",
        supplier="S",
        municipality="S",
        door="S",
        jobs="S",
    ),
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

TRIGGERS = [
    f"{table}_append_only" for table in ("workflows_logentry", "workflows_seal", "workflows_logheads")
]
_EVERY_CELL = "bigint, timestamptz, text, uuid, text, text, text, text, jsonb, uuid, text"
FUNCTIONS = [
    Function(
        "workflows_hold_back_mail_v1(uuid, text)",
        ("secretariat",),
        "a mail that has not been tried yet is taken out of the outbox",
    ),
    Function(
        f"workflows_canonical_v1({_EVERY_CELL})",
        ("secretariat", "municipalities"),
        "the text of a log row that is hashed; pages give it to who wants to recompute",
    ),
    Function("workflows_chains_v1()", ("jobs",), "which logs there are to seal"),
    Function("workflows_seal_v1(text, boolean)", ("jobs",), "adds to one chain what is not sealed yet"),
    Function("workflows_chain_ends_v1()", ("jobs",), "what the daily heads tell"),
    Function(
        "workflows_own_heads_v1()",
        ("municipalities",),
        "the daily heads as far as the municipality's own chain goes",
    ),
]
