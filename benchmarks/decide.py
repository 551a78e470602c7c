"""decide: a municipality decides on 60 reports together, against deciding on them one by one.

Both are the product's own action under the municipality's own role, from the click to committed: `ours` is
called once with all systems, `one_by_one` once for each. What both leave behind is compared before anything
is timed: the decisions, the rows of the log, where each stands upwards, and the letters.
"""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max

from audits.municipal.actions import Decision, decide
from audits.municipal.models import ReceivedReport, ReceivedSystem
from audits.municipal.states import DecisionState
from benchmarks.matrix_fill import insertion
from benchmarks.timing import Result, Side, measure
from benchmarks.web import superuser
from tenants.actions import onboard
from tenants.models import Letter, Municipality, Standing
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.municipal.models import MunicipalLogEntry

REPORTS = 60
METTE = Actor.system("Mette Aalborg")
DECISION = Decision(
    state=DecisionState.APPROVED_REMARKS,
    remark="Vi følger selv op på brugernes rettigheder.",
    next_audit_on=date(2027, 11, 1),
    journal_number="2026-1234",
)
DRAWN = """
CREATE TEMP TABLE drawn AS
SELECT n, gen_random_uuid() AS report, gen_random_uuid() AS system, gen_random_uuid() AS key
  FROM generate_series(1, %(reports)s) n
"""
REPORT = {
    "id": "report",
    "report_id": "key",
    "version": "1",
    "kind": "'new'",
    "case_number": "'T-2026-' || n",
    "supplier_name": "'Åløkke Data ' || n",
    "concept": "3",
    "summary": "repeat('Tilsynet er gennemført. ', 20)",
    "published_at": "now() + n * interval '1 second'",
    "is_current": "true",
}
SYSTEM = {
    "id": "system",
    "report_id": "report",
    "name": "'Ældreomsorg ' || n",
    "level": "'yellow'",
    "text": "'Databehandleren skal bringe adgangsstyringen i orden i system ' || n || '.'",
    "state": "'received'",
    "state_since": "now()",
    "rating": "'yellow'",
}


def run(rounds: int = 15, *, reports: int = REPORTS) -> Result:
    """Decide in turn, together and one by one; see benchmarks.timing.measure."""
    with acting_as(Caller.owner()):
        onboard(kommunekode="0851", by=METTE, since=date(2022, 3, 1))
        aalborg = Municipality.objects.get()
    caller = Caller.municipality(aalborg)
    fill(aalborg.schema_name, reports)

    def ready() -> int:
        make_undecided(aalborg.schema_name)
        connection.close()
        with acting_as(Caller.owner(aalborg.schema_name)):
            return MunicipalLogEntry.objects.aggregate(last=Max("number"))["last"] or 0

    def together(_: Any) -> None:
        with acting_as(caller):
            decide(by=METTE, systems=_systems(), decision=DECISION)

    def one_by_one(_: Any) -> None:
        with acting_as(caller):
            for system in _systems():
                decide(by=METTE, systems=[system], decision=DECISION)

    def left(last: int, _: Any) -> dict[str, Any]:
        return outcome(aalborg, last)

    ours = Side("ours", together, prepare=ready, outcome=left)
    each = Side("one_by_one", one_by_one, prepare=ready, outcome=left)
    return measure("decide", ours, [each], rounds=rounds)


def fill(schema: str, reports: int) -> None:
    """Make as many reports on one system each, all waiting for a decision."""
    with superuser() as server:
        cursor = server.cursor()
        cursor.execute(DRAWN, {"reports": reports})
        cursor.execute(insertion(schema, ReceivedReport, REPORT, "drawn"))
        cursor.execute(insertion(schema, ReceivedSystem, SYSTEM, "drawn"))
        server.execute("VACUUM ANALYZE")


def make_undecided(schema: str) -> None:
    """Set the municipality back to where it has decided on nothing."""
    with superuser() as server:
        server.execute(
            f"UPDATE \"{schema}\".audits_municipal_receivedsystem SET state = 'received', rating = level,"
            " conclusion = '', remark = '', journal_number = '', next_audit_on = NULL, decided_at = NULL,"
            " decided_by_id = NULL, decided_by_name = ''"
        )
        server.execute("DELETE FROM tenants_standing WHERE kind = 'audit_report'")
        server.execute("DELETE FROM tenants_letter")
        server.execute("VACUUM ANALYZE")


def outcome(municipality: Municipality, last: int) -> dict[str, Any]:
    """Return what was stored, in the log after row number `last`, without the moments at which it was."""
    with acting_as(Caller.owner(municipality.schema_name)):
        systems = ReceivedSystem.objects.order_by("id").values_list(
            "id",
            "state",
            "rating",
            "conclusion",
            "remark",
            "next_audit_on",
            "journal_number",
            "decided_by_name",
        )
        log = (
            MunicipalLogEntry.objects.filter(number__gt=last)
            .order_by("subject_id")
            .values_list(
                "subject_kind",
                "subject_id",
                "action",
                "before",
                "after",
                "reason",
                "data",
                "by_id",
                "by_name",
            )
        )
        standings = Standing.objects.filter(kind="audit_report").order_by("subject_id")
        letters = Letter.objects.order_by("subject_id")
        return {
            "systems": list(systems),
            "log": list(log),
            "standings": list(
                standings.values_list(
                    "subject_id", "joint_id", "system_id", "state", "version", "valid_until"
                )
            ),
            "letters": list(letters.values_list("subject_id", "kind", "joint_id", "text", "written_by_name")),
        }


def _systems() -> list[ReceivedSystem]:
    return list(ReceivedSystem.objects.select_related("report").order_by("name"))
