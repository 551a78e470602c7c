"""Finding the municipalities whose agreements end or expire, from what they have told upwards."""

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from agreements.joint.recipients import members
from tenants.models import Municipality, Standing
from walls.callers import Caller
from workflows.actors import Actor
from workflows.jobs import enqueue
from workflows.models import Job

KIND = "agreements.pass_dates"


def municipalities_due(today: date) -> list[Municipality]:
    """Return the members to look after: those not looked after today, and those with a day that has passed.

    The daily look is for agreements of a municipality's own, which nobody is told of.
    """
    passed = Q(state="under_notice", due__lt=today) | Q(state="in_force", valid_until__lt=today)
    due = set(Standing.objects.filter(passed, kind="agreement").values_list("municipality_id", flat=True))
    begun = timezone.make_aware(datetime.combine(today, time.min))
    seen = set(Job.objects.filter(kind=KIND, created_at__gte=begun).values_list("caller__holder", flat=True))
    return [each for each in members() if each.id in due or str(each.id) not in seen]


def enqueue_dates(*, today: date, by: Actor) -> list[UUID]:
    """Give each such municipality one job that runs under its own role; one that waits is not doubled.

    A municipality whose schema is locked is so a row with its name, and is tried again.
    """
    running = [Job.State.QUEUED, Job.State.RUNNING]
    busy = set(Job.objects.filter(kind=KIND, state__in=running).values_list("caller__holder", flat=True))
    return [
        enqueue(KIND, by=by, caller=Caller.municipality(each)).id
        for each in municipalities_due(today)
        if str(each.id) not in busy
    ]
