"""Reminding municipalities of agreements that wait for them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from agreements.joint.matrix.choice import Choice
from agreements.joint.matrix.marks import Marks
from agreements.joint.matrix.reminding import Reminder, reminders
from tenants.models import Municipality
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record
from workflows.mail import queue_mail


@dataclass(frozen=True)
class Reminded:
    """What came of it: who was written to, and who was not and why."""

    sent: list[Reminder]
    stopped: list[Reminder]

    @property
    def agreements(self) -> int:
        """Return of how many agreements the municipalities were reminded."""
        return sum(len(each.lines) for each in self.sent)


@transaction.atomic
def remind(
    *, choice: Choice, marks: Marks, pause_days: int, reason: str, message: str, by: Actor
) -> Reminded:
    """Write one mail to each municipality about all its marked agreements that wait for it.

    One that was reminded within `pause_days` days is left out, also where two remind at the same time;
    0 says that it is to be written to all the same. Raises NotPossibleError where nobody is to be written to.
    """
    found = reminders(choice, marks, pause_days=pause_days, now=timezone.now())
    # Whoever comes second waits here, and then sees what the first has logged.
    ids = [each.municipality.id for each in found]
    list(Municipality.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    found = reminders(choice, marks, pause_days=pause_days, now=timezone.now())
    sent = [each for each in found if not each.stop]
    if not sent:
        raise NotPossibleError("Der er ingen kommuner at skrive til. Markér aftaler, der venter på kommunen.")
    for each in sent:
        _write(each, reason=reason, message=message, by=by)
    return Reminded(sent, [each for each in found if each.stop])


def _write(reminder: Reminder, *, reason: str, message: str, by: Actor) -> None:
    mail = queue_mail(
        to=reminder.addresses,
        template="agreements/reminder",
        context={"reminder": reminder, "message": message, "by": by.signature},
    )
    data = {
        "count": len(reminder.lines),
        "agreements": [str(each.cell.agreement_id) for each in reminder.lines],
        "mail": str(mail.id),
    }
    record(reminder.municipality, "remind_agreements", by=by, reason=reason, data=data)
