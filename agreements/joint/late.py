"""Who came to a text after it was sent: found by what is, so no way of joining or starting is forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from agreements.joint.models import LateJoiner, OutsideRecipient
from agreements.joint.states import TextState
from secretariat.pagekit.dates import in_words
from workflows.models import Job
from workflows.values import value_on

LATE_JOINERS = "agreements.late_joiners"
BY_ITSELF, AFTER_CLICK = "by_itself", "after_click"
RUNNING = (Job.State.QUEUED, Job.State.RUNNING)
_FOUND = """
SELECT x.common_text_id, m.id, m.member_since, min(u.created_at), min(x.system_name), s.sent
  FROM agreements_joint_commontextsystem x
  JOIN agreements_joint_commontext t ON t.id = x.common_text_id AND t.state = %s
  JOIN LATERAL (SELECT min(created_at) AS sent FROM agreements_joint_sending
                 WHERE common_text_id = t.id) s ON s.sent IS NOT NULL
  JOIN register_systemuse u ON u.system_id = x.system_id AND u.is_active
  JOIN tenants_municipality m ON m.id = u.municipality_id AND m.state IN ('member', 'leaving')
 WHERE NOT EXISTS (SELECT FROM agreements_joint_sending d
                    WHERE d.common_text_id = t.id AND m.id = ANY (d.municipality_ids))
   AND NOT EXISTS (SELECT FROM agreements_joint_latejoiner l
                    WHERE l.common_text_id = t.id AND l.municipality_id = m.id)
 GROUP BY x.common_text_id, m.id, m.member_since, s.sent
"""


@dataclass(frozen=True)
class Found:
    """A member that lacks a text that stands, and why it came later."""

    text_id: UUID
    municipality_id: UUID
    why: str


def way_of_giving() -> str:
    """Return how late joiners get what stands: BY_ITSELF or AFTER_CLICK."""
    return str(value_on(LATE_JOINERS, timezone.localdate()))


def find() -> list[Found]:
    """Return the members that use a system of a text in force among the members, and were never sent it.

    Only what stands counts: a text that was withdrawn or superseded is in another state.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [TextState.SENT])
        rows = cursor.fetchall()
    return [Found(row[0], row[1], _why(*row[2:])) for row in rows]


def _why(member_since: date | None, used_since: datetime, system: str, sent: datetime) -> str:
    day = in_words(timezone.localtime(sent).date())
    if member_since and member_since > timezone.localtime(sent).date():
        return f"Blev medlem {in_words(member_since)}; teksten blev sendt {day}."
    if used_since > sent:
        began = in_words(timezone.localtime(used_since).date())
        return f"Begyndte at bruge {system} {began}; teksten blev sendt {day}."
    return f"Bruger {system}, men var ikke med, da teksten blev sendt {day}."


def note_found() -> int:
    """Put each late joiner on the list once, and return how many are new."""
    rows = [
        LateJoiner(common_text_id=each.text_id, municipality_id=each.municipality_id, why=each.why)
        for each in find()
    ]
    return len(LateJoiner.objects.bulk_create(rows, ignore_conflicts=True))


def waiting() -> QuerySet[LateJoiner]:
    """Return who waits for a text that still stands."""
    return (
        LateJoiner.objects.filter(state=LateJoiner.State.WAITING, common_text__state=TextState.SENT)
        .select_related("common_text__supplier", "municipality")
        .order_by("municipality__name_sort", "common_text__number")
    )


def had_by_link(rows: Iterable[LateJoiner]) -> dict[UUID, OutsideRecipient]:
    """Return {row id: what the municipality was sent by link before it joined}: a person looks at those."""
    found = list(rows)
    outside = OutsideRecipient.objects.filter(
        common_text_id__in=[each.common_text_id for each in found],
        cvr__in=[each.municipality.cvr for each in found],
    )
    known = {(each.common_text_id, each.cvr): each for each in outside}
    keys = {each.id: (each.common_text_id, each.municipality.cvr) for each in found}
    return {row: known[key] for row, key in keys.items() if key in known}


def to_give_by_itself() -> list[LateJoiner]:
    """Return who is to be given what stands without a click."""
    if way_of_giving() != BY_ITSELF:
        return []
    rows = list(waiting())
    known = had_by_link(rows)
    return [each for each in rows if each.id not in known]
