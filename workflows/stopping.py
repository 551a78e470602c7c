"""Stopping the reminders of one case, with a reason, and letting them go on."""

from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.models import ReminderStop

LONGEST = 1000


class Stops:
    """Whose reminders rest now or have rested, read once for a whole look at what waits."""

    def __init__(self) -> None:
        self._now: set[UUID] = set()
        self._former: dict[UUID, list[tuple[date, date]]] = {}
        for case_id, since, ended in ReminderStop.objects.values_list("case_id", "since", "ended_at"):
            if ended is None:
                self._now.add(case_id)
            else:
                span = timezone.localdate(since), timezone.localdate(ended)
                self._former.setdefault(case_id, []).append(span)

    def now(self, case_id: UUID) -> bool:
        """Return whether nobody is reminded about the case now."""
        return case_id in self._now

    def covered(self, case_id: UUID, day: date) -> bool:
        """Return whether a step's day fell while the case was stopped, and so is passed over."""
        return any(since <= day < ended for since, ended in self._former.get(case_id, ()))


def stop_of(case_id: UUID) -> ReminderStop | None:
    """Return the stop that counts now for a case."""
    return ReminderStop.objects.filter(case_id=case_id, ended_at=None).first()


@transaction.atomic
def stop_reminders(*, case: models.Model, permission: str, reason: str, by: Actor) -> ReminderStop:
    """Remind nobody about the case until it goes on. Raises NotPossibleError without a reason, or where
    it is stopped already.
    """
    _lock(case, permission, by)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor der ikke skal sendes påmindelser.")
    if stop_of(case.pk):
        raise NotPossibleError("Påmindelserne er allerede stoppet.")
    row = ReminderStop(case_id=case.pk, reason=reason.strip()[:LONGEST], by_name=by.signature)
    row.save(force_insert=True)
    record(case, "stop_reminders", by=by, reason=row.reason)
    return row


@transaction.atomic
def resume_reminders(*, case: models.Model, permission: str, by: Actor) -> ReminderStop:
    """Remind again from now on; what fell due meanwhile is not written. Raises
    NotPossibleError where it is not stopped.
    """
    _lock(case, permission, by)
    row = stop_of(case.pk)
    if row is None:
        raise NotPossibleError("Påmindelserne er ikke stoppet.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record(case, "resume_reminders", by=by)
    return row


def _lock(case: models.Model, permission: str, by: Actor) -> None:
    if not by.may(permission):
        raise NotPermittedError("Du har ikke adgang til at styre sagens påmindelser.")
    type(case)._default_manager.select_for_update(of=("self",)).get(pk=case.pk)
