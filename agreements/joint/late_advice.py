"""Who uses a system whose negotiation was broken off, and came too late to get the advice then."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from agreements.joint.models import CommonText
from agreements.joint.states import TextState
from tenants.models import Municipality

# A text in use among the members about the same system has taken the broken off one's place.
_FOUND = """
SELECT DISTINCT x.common_text_id, u.municipality_id
  FROM agreements_joint_commontextsystem x
  JOIN agreements_joint_commontext t ON t.id = x.common_text_id AND t.state = %s
  JOIN register_systemuse u ON u.system_id = x.system_id AND u.is_active
  JOIN tenants_municipality m ON m.id = u.municipality_id AND m.state IN ('member', 'leaving')
 WHERE NOT EXISTS (SELECT FROM agreements_joint_advice a
                    WHERE a.common_text_id = t.id AND a.municipality_id = m.id)
   AND NOT EXISTS (SELECT FROM agreements_joint_commontextsystem y
                     JOIN agreements_joint_commontext s ON s.id = y.common_text_id AND s.state = %s
                    WHERE y.system_id = x.system_id)
"""


@dataclass(frozen=True)
class Unadvised:
    """A negotiation that was broken off, and the members that lack its advice."""

    text: CommonText
    members: list[Municipality]


def unadvised() -> list[Unadvised]:
    """Return what was broken off with those that lack the advice; act as the secretariat."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [TextState.BROKEN_OFF.value, TextState.SENT.value])
        rows: list[tuple[UUID, UUID]] = cursor.fetchall()
    texts = CommonText.objects.select_related("supplier").filter(pk__in={text for text, _ in rows})
    members = Municipality.objects.in_bulk([member for _, member in rows])
    return [
        Unadvised(
            text,
            sorted(
                (members[member] for key, member in rows if key == text.id), key=lambda each: each.name_sort
            ),
        )
        for text in texts.order_by("number")
    ]
