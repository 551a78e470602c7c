"""Reminding many of agreements that have ended: suppliers of proof, municipalities of what expired."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agreements.joint.addresses import municipality_addresses, supplier_addresses
from agreements.joint.endings.actions import queue_deletion_reminder
from agreements.joint.endings.reading import REMINDERS, Followed, followed
from agreements.joint.letters import to_municipality
from agreements.joint.models import CommonText, IssuedAgreement
from agreements.municipal.states import AgreementState
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import history, record

S = AgreementState


@dataclass(frozen=True)
class Reminder:
    """One agreement of those marked: who would be written to, or why nobody is."""

    row: Followed
    to: str
    addresses: list[str]
    stop: str


def reminders(ids: Iterable[UUID]) -> list[Reminder]:
    """Return for each marked agreement that still ends who would be written to."""
    wanted = set(ids)
    return [_reminder(row) for row in followed() if row.issued.id in wanted]


def _reminder(row: Followed) -> Reminder:
    if row.standing.state == S.UNDER_NOTICE:
        return Reminder(row, "", [], "Aftalen er opsagt, men ikke ophørt endnu.")
    if row.proof_waits:
        return Reminder(row, "", [], "Dokumentationen er modtaget; kommunen skal tage stilling til den.")
    if _reminded_today(row.issued):
        return Reminder(row, "", [], "Der er allerede rykket i dag.")
    if row.standing.state == S.EXPIRED:
        member = row.issued.municipality_id
        to, addresses = row.issued.municipality_name, municipality_addresses([member])[member]
    else:
        supplier = row.issued.common_text.supplier
        to, addresses = supplier.name, supplier_addresses(supplier.id)
    return Reminder(row, to, addresses, "" if addresses else f"{to} har ingen e-mailadresse.")


def _reminded_today(issued: IssuedAgreement) -> bool:
    last = history(issued).filter(action__in=REMINDERS).first()
    return last is not None and timezone.localdate(last.at) == timezone.localdate()


@transaction.atomic
def remind_many(*, ids: Iterable[UUID], by: Actor) -> list[Reminder]:
    """Write about each marked agreement that waits for somebody; returns those that were written about.

    Raises NotPossibleError where none of them waits for anybody.
    """
    marked = list(ids)
    # Who reminds at the same time waits here, and then sees what is left.
    texts = IssuedAgreement.objects.filter(pk__in=marked).values("common_text_id")
    list(CommonText.objects.select_for_update(of=("self",)).filter(pk__in=texts).order_by("pk"))
    sent = [each for each in reminders(marked) if not each.stop]
    if not sent:
        raise NotPossibleError("Ingen af de markerede aftaler venter på nogen, der kan rykkes.")
    for each in sent:
        _write(each, by)
    return sent


def _write(reminder: Reminder, by: Actor) -> None:
    issued, standing = reminder.row.issued, reminder.row.standing
    if standing.state != S.EXPIRED:
        queue_deletion_reminder(issued, standing, by)
        return
    text = issued.common_text
    context = {"number": issued.number, "title": text.title, "valid_until": standing.valid_until}
    to_municipality(issued.municipality_id, issued.id, "agreements/expired", context, text.id)
    record(issued, "remind_expired", by=by)
