"""Who is to have a version of a report about which systems, and who lacks its own file of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Wanted:
    """A municipality that lacks its own file of a version, and the systems the file is to be about."""

    version_id: UUID
    municipality_id: UUID
    name: str
    system_ids: list[UUID]


# A new version is for those that use a system now, a correction for those that have the report: about the
# systems they have it on. Who waits by name for a version is looked up like the others.
_MISSING = """
WITH asked AS (
    SELECT v.id, v.report_id, v.audit_id, v.kind FROM audits_joint_reportversion v
     WHERE v.id = ANY (%(versions)s) AND v.body_id IS NOT NULL
), wanted AS (
    SELECT v.id AS version_id, u.municipality_id, array_agg(u.system_id ORDER BY u.system_id) AS system_ids
      FROM asked v
      JOIN audits_joint_auditsystem x ON x.audit_id = v.audit_id
      JOIN register_systemuse u ON u.system_id = x.system_id AND u.is_active
     WHERE v.kind = 'new' GROUP BY v.id, u.municipality_id
     UNION ALL
    SELECT v.id, s.municipality_id, array_agg(s.system_id ORDER BY s.system_id)
      FROM asked v
      JOIN tenants_standing s ON s.kind = 'audit_report' AND s.joint_id = v.report_id
     WHERE v.kind = 'correction' GROUP BY v.id, s.municipality_id
)
SELECT w.version_id, m.id, m.name, w.system_ids
  FROM wanted w
  JOIN tenants_municipality m ON m.id = w.municipality_id AND m.state IN ('member', 'leaving')
 WHERE NOT EXISTS (SELECT FROM audits_joint_reportcopy c
                    WHERE c.version_id = w.version_id AND c.municipality_id = m.id
                      AND c.system_ids = w.system_ids)
   AND NOT EXISTS (SELECT FROM tenants_recipient r
                    WHERE r.delivery_id = w.version_id AND r.municipality_id = m.id AND r.state = 'delivered')
 ORDER BY w.version_id, m.name_sort
"""


def missing(version_ids: Sequence[UUID]) -> list[Wanted]:
    """Return who lacks its own file of which version, in one query. Act as the secretariat."""
    if not version_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, {"versions": list(version_ids)})
        return [Wanted(*row) for row in cursor.fetchall()]
