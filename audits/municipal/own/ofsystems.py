"""The last supervision of each of the municipality's systems, joint or own, and when the next one is."""

from uuid import UUID

from audits.municipal.models import ReceivedSystem

# One row for each system: the last report or own supervision, whichever is later. Both count alike.
LAST_OF_SYSTEM = """
    SELECT DISTINCT ON (system_id) * FROM (
        SELECT s.system_id, r.published_at AS last_at, r.concept, s.level, s.state AS decision,
               s.next_audit_on, r.next_audit AS next_words, false AS is_own, r.id AS last_id
          FROM audits_municipal_receivedsystem s
          JOIN audits_municipal_receivedreport r ON r.id = s.report_id
         WHERE r.is_current AND r.withdrawn_at IS NULL
         UNION ALL
        SELECT o.system_id, o.decided_at, o.concept, o.rating, o.result, o.next_audit_on, '', true, o.id
          FROM audits_municipal_ownaudit o WHERE o.state = 'finished'
    ) AS every ORDER BY system_id, last_at DESC
"""
# What is planned for each system: the own supervision that is not finished, and the adopted plan's line.
OPEN_OF_SYSTEM = """
    SELECT system_id, id AS own_id, state AS own_state, planned_on AS own_on
      FROM audits_municipal_ownaudit WHERE state IN ('planned', 'started')
"""
LINE_OF_SYSTEM = """
    SELECT system_id, supervisor, concept AS plan_concept, next_on AS plan_on
      FROM audits_municipal_planline WHERE plan_id = (
          SELECT id FROM audits_municipal_plan WHERE state IN ('adopted', 'adopted_changed')
           ORDER BY year DESC, version DESC LIMIT 1)
"""


def reports_of(system_id: UUID) -> list[ReceivedSystem]:
    """Return what reports have said of a system, the newest first; act as the municipality."""
    rows = ReceivedSystem.objects.filter(system_id=system_id).select_related("report")
    return list(rows.order_by("-report__published_at"))
