"""Asking a system owner, asking again, and taking the link back."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from accounts.rowlinks import make_link, revoke_links
from audits.municipal.models import ReceivedSystem
from audits.municipal.opinions.models import SystemOpinion
from tenants.hosts import HostMunicipality
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.mail import queue_mail

KIND = "audit_opinion"
OPEN_FOR = timedelta(days=7)  # after the day that was asked for; a late answer is an answer
TEMPLATE = "audits/owner_opinion"
Address = Callable[[str], str]


@transaction.atomic
def ask_owner(
    *,
    by: Actor,
    municipality: HostMunicipality,
    address: Address,
    system: ReceivedSystem,
    name: str,
    email: str,
    answer_by: date,
    question: str = "",
) -> SystemOpinion:
    """Mail a system owner a link to what the report says of one system, and a field for the answer.

    `address` makes the link's address of its secret; a municipality's role knows no host names.

    Raises NotPermittedError for who may neither decide nor ask, NotPossibleError where the system has been
    decided on, the report does not count any more, or the day is past.
    """
    _may_ask(by)
    _check(system)
    if answer_by < timezone.localdate():
        raise NotPossibleError("Svarfristen kan ikke ligge før i dag.")
    opinion = SystemOpinion(
        system=system,
        name=name,
        email=email,
        question=question,
        answer_by=answer_by,
        asked_by_id=by.id,
        asked_by_name=by.signature,
    )
    opinion.save(force_insert=True)
    record(system.report, "ask_owner", by=by, data={"name": name, "system": system.name})
    _send(opinion, municipality, address)
    return opinion


@transaction.atomic
def send_again(
    *, by: Actor, municipality: HostMunicipality, address: Address, opinion: SystemOpinion
) -> None:
    """Mail a new link to the same address; the former one ends."""
    _may_ask(by)
    _check(opinion.system)
    if opinion.withdrawn_at is not None:
        raise NotPossibleError("Linket er trukket tilbage. Bed om en ny udtalelse.")
    record(opinion.system.report, "send_owner_again", by=by, data={"name": opinion.name})
    _send(opinion, municipality, address)


@transaction.atomic
def withdraw(*, by: Actor, opinion: SystemOpinion) -> None:
    """End the link at once; what was written stays. Twice is once."""
    _may_ask(by)
    locked = SystemOpinion.objects.select_for_update().get(pk=opinion.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        revoke_links(locked.id)
        record(opinion.system.report, "withdraw_owner", by=by, data={"name": opinion.name})


def _may_ask(by: Actor) -> None:
    if not (by.may(P.OWN_DECIDE) or by.may(P.OWN_ASK)):
        raise NotPermittedError("Du har ikke adgang til at bede om udtalelser.")


def _check(system: ReceivedSystem) -> None:
    if not system.report.counts:
        raise NotPossibleError("Rapporten gælder ikke længere.")
    if not system.is_open:
        raise NotPossibleError(f"I har taget stilling til {system.name}. Tag stillingen op igen først.")


def _send(opinion: SystemOpinion, municipality: HostMunicipality, address: Address) -> None:
    last_day = max(opinion.answer_by, timezone.localdate())
    until = timezone.make_aware(datetime.combine(last_day, time(23, 59))) + OPEN_FOR
    token = make_link(municipality_id=municipality.id, kind=KIND, subject_id=opinion.id, expires_at=until)
    report = opinion.system.report
    context = {
        "name": opinion.name,
        "municipality": municipality.name,
        "system": opinion.system.name,
        "supplier": report.supplier_name,
        "question": opinion.question,
        "answer_by": opinion.answer_by,
        "until": timezone.localdate(until),
        "by": opinion.asked_by_name,
        "link": address(token),
    }
    queue_mail(to=[opinion.email], template=TEMPLATE, context=context)
