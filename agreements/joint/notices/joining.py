"""Whose agreement came after a notice was closed: its appendix B lacks a sub-processor that is in use."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from agreements.joint.notices.states import NoticeState
from agreements.municipal.notices.access import LIVE
from agreements.municipal.notices.states import NoticeState as LineState

# In use for a text: it passed with one that has the text, or, where nobody had it then, with anybody. A text
# whose own appendix B names the company needs nothing, and who objected to it is not given it by way of a
# newer agreement. One that registered the notice itself has chosen among the agreements it had.
_FOUND = """
WITH lines AS (
    SELECT l.notice_id, l.municipality_id, l.common_text_id, l.agreement_id, s.state
      FROM agreements_joint_noticedagreement l
      JOIN agreements_joint_subprocessornotice n ON n.id = l.notice_id AND n.state = %(closed)s
      JOIN tenants_standing s ON s.kind = 'subprocessor_notice' AND s.subject_id = l.id
                             AND s.municipality_id = l.municipality_id
), used AS (
    SELECT notice_id, common_text_id FROM lines GROUP BY 1, 2 HAVING bool_or(state = ANY (%(passed)s))
)
SELECT n.id, s.municipality_id, t.id
  FROM agreements_joint_subprocessornotice n
  JOIN agreements_joint_commontext t ON t.supplier_id = n.supplier_id
  JOIN tenants_standing s ON s.kind = 'agreement' AND s.joint_id = t.id AND s.state = ANY (%(live)s)
  JOIN tenants_municipality m ON m.id = s.municipality_id AND m.state IN ('member', 'leaving')
 WHERE n.state = %(closed)s
   AND (NOT EXISTS (SELECT FROM agreements_joint_noticedtext x WHERE x.notice_id = n.id)
        OR EXISTS (SELECT FROM agreements_joint_noticedtext x
                    WHERE x.notice_id = n.id AND x.common_text_id = t.id))
   AND (EXISTS (SELECT FROM used u WHERE u.notice_id = n.id AND u.common_text_id = t.id)
        OR EXISTS (SELECT FROM used u WHERE u.notice_id = n.id)
           AND NOT EXISTS (SELECT FROM lines l WHERE l.notice_id = n.id AND l.common_text_id = t.id))
   AND NOT EXISTS (SELECT FROM lines l WHERE l.notice_id = n.id AND l.agreement_id = s.subject_id)
   AND NOT EXISTS (SELECT FROM lines l WHERE l.notice_id = n.id AND l.municipality_id = s.municipality_id
                                         AND l.state = ANY (%(against)s))
   AND NOT EXISTS (SELECT FROM tenants_letter w
                     JOIN agreements_joint_issuedagreement i ON i.delivered_at < w.written_at
                    WHERE w.kind = 'notice_registered' AND w.joint_id = n.id
                      AND w.municipality_id = s.municipality_id AND i.id = s.subject_id)
   AND NOT EXISTS (SELECT FROM agreements_joint_reliance own JOIN agreements_joint_reliance noticed
                            ON noticed.processor_id = own.processor_id AND noticed.notice_id = n.id
                         WHERE own.common_text_id = t.id AND own.notice_id IS NULL)
 ORDER BY n.used_from, n.number
"""
_GIVEN: dict[str, str | list[str]] = {
    "closed": NoticeState.CLOSED.value,
    "live": list(LIVE),
    "passed": [LineState.NO_OBJECTION.value, LineState.IN_EFFECT.value],
    "against": [LineState.OBJECTION.value, LineState.NOT_USED.value, LineState.TERMINATED.value],
}


@dataclass(frozen=True)
class Joined:
    """A member with an agreement on a text that a closed notice has not reached."""

    municipality_id: UUID
    text_id: UUID


def joined_later() -> dict[UUID, list[Joined]]:
    """Return by closed notice who lacks it, the oldest notice first. Act as the secretariat.

    Read after the index of who rests on whom, which knows the texts that name the company themselves.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, _GIVEN)
        rows: list[tuple[UUID, UUID, UUID]] = cursor.fetchall()
    found: dict[UUID, list[Joined]] = defaultdict(list)
    for notice_id, municipality_id, text_id in rows:
        found[notice_id].append(Joined(municipality_id, text_id))
    return dict(found)
