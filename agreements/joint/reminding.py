"""What waits for somebody among the agreements, for the reminders."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from django.utils import timezone

from accounts.sites import hosts_of, municipality_url, supplier_url
from agreements.joint.addresses import municipality_addresses, supplier_addresses
from agreements.joint.models import CommonText, IssuedAgreement, Round
from agreements.joint.states import TextState
from tenants.models import Standing
from workflows.calendar import deadline_after
from workflows.reminding import Matter, reminds
from workflows.values import value_on

SUPPLIER = {"supplier": "leverandørens kontaktpersoner", "worker": "sagsbehandleren"}
MUNICIPALITY = {"municipality": "kommunens kontaktpersoner", "worker": "sagsbehandleren"}
TO_DECIDE = ("for_decision", "wanted")
TO_SIGN = ("to_sign", "signed_by_one", "signed")


@reminds(
    "agreements.supplier_reads",
    label="En aftaletekst ligger hos leverandøren til gennemlæsning",
    parties=SUPPLIER,
    template="agreements/supplier_reminder",
)
def supplier_reads() -> Iterator[Matter]:
    """Texts whose pen the supplier holds, until the round's day."""
    running = Round.objects.filter(outcome=Round.Outcome.OPEN, common_text__state=TextState.AT_SUPPLIER)
    for each in running.select_related("common_text__supplier"):
        text = each.common_text
        yield Matter(
            subject=text,
            due=each.due,
            title=f"{text.number} {text.title}",
            link=supplier_url("agreements:text", text.id),
            to={"supplier": tuple(supplier_addresses(text.supplier_id)), "worker": _worker(text)},
            reply_to=text.case_worker_email,
        )


@reminds(
    "agreements.municipality_decides",
    label="En aftale venter på kommunens stillingtagen",
    parties=MUNICIPALITY,
    template="agreements/municipality_reminder",
)
def municipality_decides() -> Iterator[Matter]:
    """Agreements that a municipality has neither chosen, declined nor asked about."""
    yield from _at_municipalities(TO_DECIDE)


@reminds(
    "agreements.municipality_signs",
    label="En aftale venter på underskrift eller registrering i kommunen",
    parties=MUNICIPALITY,
    template="agreements/municipality_reminder",
)
def municipality_signs() -> Iterator[Matter]:
    """Agreements that a municipality wants, and that do not apply yet."""
    yield from _at_municipalities(TO_SIGN)


def _at_municipalities(states: tuple[str, ...]) -> Iterator[Matter]:
    standings = list(Standing.objects.filter(kind="agreement", state__in=states))
    issued = IssuedAgreement.objects.select_related("common_text", "sending").in_bulk(
        [each.subject_id for each in standings]
    )
    members = {each.municipality_id for each in standings}
    hosts, addresses = hosts_of(members), municipality_addresses(members)
    usual = cache(_usual_end)  # thousands stand since the same few days
    for standing in standings:
        agreement = issued.get(standing.subject_id)
        if agreement is None:  # its own, taken in by the municipality: nobody else's matter
            continue
        text = agreement.common_text
        yield Matter(
            subject=agreement,
            due=_asked_for(standing, agreement) or usual(timezone.localdate(standing.since)),
            title=f"{agreement.number} {text.title}",
            link=municipality_url(
                hosts.get(standing.municipality_id, ""), "agreements:agreement", agreement.id
            ),
            to={
                "municipality": tuple(addresses[standing.municipality_id]),
                "worker": _worker(text),
            },
            reply_to=text.case_worker_email,
            case=text.id,
        )


def _asked_for(standing: Standing, agreement: IssuedAgreement) -> date | None:
    return agreement.sending.answer_by if standing.state in TO_DECIDE else None


def _usual_end(since: date) -> date:
    """Return until when it may wait where it stands since a day, where no day was asked for."""
    return deadline_after(since, value_on("agreement.municipality_answer_working_days", since))


def _worker(text: CommonText) -> tuple[str, ...]:
    return (text.case_worker_email,) if text.case_worker_email else ()
