"""What has happened on a case since somebody at the secretariat was last there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from audits.joint.models import Audit, CaseVisit
from audits.joint.story import story_of
from workflows.actors import Actor
from workflows.deeds import READ
from workflows.story import entries, rows_of

SAME_VISIT = timedelta(minutes=30)  # going from tab to tab, or reloading, is one visit
MOST = 5


@dataclass(frozen=True)
class News:
    """What others have done since a moment: how many things, and the newest in words."""

    since: datetime
    number: int
    lines: list[str]


def visit(audit: Audit, actor: Actor) -> datetime | None:
    """Note that the actor is on the case now, and return when the visit before this one was.

    Only a mark of where one's own eyes have been: the log of the case tells nothing of it.
    """
    now = timezone.now()
    found, first = CaseVisit.objects.get_or_create(
        audit=audit, person_id=actor.id, defaults={"here_at": now, "before": None}
    )
    if first:
        return None
    if now - found.here_at > SAME_VISIT:
        found.before = found.here_at
    if found.before is None or now - found.here_at > timedelta(minutes=1):
        found.here_at = now
        found.save(update_fields=["here_at", "before"])
    return found.before


def news_of(audit: Audit, actor: Actor) -> News | None:
    """Return what others have done since the actor's last visit; None where it is nothing."""
    since = visit(audit, actor)
    if since is None:
        return None
    story = story_of(audit)
    rows = rows_of(story).filter(at__gt=since).exclude(by_id=actor.id).exclude(action=READ)
    if not (number := rows.count()):
        return None
    return News(since, number, [each.sentence for each in entries(story, rows[:MOST])])


def changed_since_visit(audit_ids: list[UUID], actor: Actor) -> set[UUID]:
    """Return those of the cases that the actor has been on and that have another state since."""
    seen = CaseVisit.objects.filter(audit_id__in=audit_ids, person_id=actor.id)
    rows = seen.values_list("audit_id", "here_at", "audit__state_since")
    return {audit_id for audit_id, here_at, state_since in rows if state_since > here_at}
