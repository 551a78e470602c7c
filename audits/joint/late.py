"""Who came to a report after it was sent: found by what is, as with the common texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from secretariat.pagekit.dates import in_words
from workflows.values import value_on

# One dated value says it of agreements and of reports alike.
LATE_JOINERS = "agreements.late_joiners"
BY_ITSELF = "by_itself"
# Of each system the report that was sent last and was not withdrawn; while a new version of it is being
# written, nobody gets the old one, nor the report before it.
_FOUND = """
WITH stands AS (
    SELECT DISTINCT ON (x.system_id) x.system_id, x.name, a.id AS audit_id, a.case_number, a.supplier_id,
           a.state, v.id AS version_id, v.number, v.report_id, f.sent
      FROM audits_joint_auditsystem x
      JOIN audits_joint_audit a ON a.id = x.audit_id AND a.state <> 'withdrawn'
      JOIN LATERAL (SELECT id, number, report_id, kind FROM audits_joint_reportversion
                     WHERE audit_id = a.id AND sent_at IS NOT NULL ORDER BY number DESC LIMIT 1) v
        ON v.kind <> 'withdrawal'
      JOIN LATERAL (SELECT min(sent_at) AS sent FROM audits_joint_reportversion
                     WHERE audit_id = a.id AND sent_at IS NOT NULL) f ON true
     ORDER BY x.system_id, f.sent DESC
)
SELECT s.version_id, s.number, s.audit_id, s.case_number, p.name, m.id, m.name, m.member_since,
       array_agg(s.system_id ORDER BY s.name), array_agg(s.name ORDER BY s.name), min(u.created_at), s.sent
  FROM stands s
  JOIN register_supplier p ON p.id = s.supplier_id
  JOIN register_systemuse u ON u.system_id = s.system_id AND u.is_active
  JOIN tenants_municipality m ON m.id = u.municipality_id AND m.state IN ('member', 'leaving')
 WHERE s.state IN ('published', 'follow_up', 'closed')
   AND NOT EXISTS (SELECT FROM tenants_standing t
                    WHERE t.kind = 'audit_report' AND t.municipality_id = m.id AND t.joint_id = s.report_id
                      AND t.system_id = s.system_id)
   AND NOT EXISTS (SELECT FROM tenants_recipient w
                    WHERE w.kind = 'audit_report' AND w.municipality_id = m.id AND w.joint_id = s.report_id
                      AND w.state = 'waiting')
 GROUP BY s.version_id, s.number, s.audit_id, s.case_number, p.name, m.id, m.name, m.name_sort,
          m.member_since, s.sent
 ORDER BY m.name_sort, p.name, s.case_number
"""


@dataclass(frozen=True)
class LateReport:
    """A member that lacks the report that stands on systems it uses, and why it came later."""

    version_id: UUID
    number: int
    audit_id: UUID
    case_number: str
    supplier: str
    municipality_id: UUID
    municipality: str
    member_since: date | None
    system_ids: list[UUID]
    systems: list[str]
    used_since: datetime
    sent: datetime

    @property
    def key(self) -> str:
        """Return what the row is called in a form."""
        return f"{self.version_id}:{self.municipality_id}"

    @property
    def why(self) -> str:
        """Return in Danish why the municipality did not get the report when it was sent."""
        sent = timezone.localtime(self.sent).date()
        if self.member_since and self.member_since > sent:
            return f"Blev medlem {in_words(self.member_since)}; rapporten blev sendt {in_words(sent)}."
        if self.used_since > self.sent:
            began = in_words(timezone.localtime(self.used_since).date())
            return f"Begyndte at bruge {self.systems[0]} {began}; rapporten blev sendt {in_words(sent)}."
        return f"Bruger {self.systems[0]}, men var ikke med, da rapporten blev sendt {in_words(sent)}."


def find() -> list[LateReport]:
    """Return who lacks the report that stands on a system it uses. Act as the secretariat."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND)
        return [LateReport(*row) for row in cursor.fetchall()]


def chosen(keys: Iterable[str]) -> list[LateReport]:
    """Return those of the late joiners that a form names."""
    named = set(keys)
    return [each for each in find() if each.key in named]


def given_by_itself() -> bool:
    """Return whether late joiners get what stands without a click."""
    return str(value_on(LATE_JOINERS, timezone.localdate())) == BY_ITSELF
