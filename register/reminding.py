"""What waits for the municipalities in the register, for the reminders."""

from collections.abc import Iterator

from django.utils import timezone

from accounts.addresses import municipality_addresses
from accounts.sites import hosts_of, municipality_url
from register.confirming import round_on
from register.models import ListConfirmation, SystemUse
from register.scoring import model_on
from register.thresholds import COUNTED_MEMBERS
from register.wanted import asked_by_member
from tenants.models import Municipality
from workflows.calendar import add_working_days
from workflows.reminding import Matter, reminds

ROUND_IS_OVER = 10  # working days after a round's last day


@reminds(
    "register.confirm_list",
    label="En kommune skal bekræfte listen over sine systemer",
    parties={"municipality": "kommunens kontaktpersoner"},
    template="register/confirm_list",
)
def lists_to_confirm() -> Iterator[Matter]:
    """Members that have not confirmed their list in the round that is open."""
    current = round_on(timezone.localdate())
    if current is None:
        return
    done = ListConfirmation.objects.filter(round_from=current.opened).values("municipality_id")
    members = list(Municipality.objects.filter(state__in=COUNTED_MEMBERS).exclude(pk__in=done))
    ids = [member.pk for member in members]
    hosts, addresses = hosts_of(ids), municipality_addresses(ids)
    for member in members:
        yield Matter(
            subject=member,
            due=current.due,
            title=f"Listen over {member.name}s systemer",
            link=municipality_url(hosts.get(member.pk, ""), "register:confirm_own"),
            to={"municipality": tuple(addresses[member.pk])},
        )


@reminds(
    "register.facts_wanted",
    label="En kommune mangler at oplyse noget, som kan ændre det anbefalede koncept",
    parties={"municipality": "kommunens kontaktpersoner"},
    template="register/facts_wanted",
)
def facts_wanted() -> Iterator[Matter]:
    """Members that are asked for facts which can change a concept; due with the round that is open.

    What comes to lack after a round stands on the municipality's front page until the next one.
    """
    today = timezone.localdate()
    current = round_on(today)
    if current is None or today > add_working_days(current.due, ROUND_IS_OVER):
        return
    uses = SystemUse.objects.filter(is_active=True, municipality__state__in=COUNTED_MEMBERS)
    asked = asked_by_member(uses, model_on(today))
    members = list(Municipality.objects.filter(pk__in=asked))
    hosts, addresses = hosts_of(list(asked)), municipality_addresses(list(asked))
    for member in members:
        number = asked[member.pk]
        yield Matter(
            subject=member,
            due=current.due,
            title=f"{number} {'system' if number == 1 else 'systemer'} mangler oplysninger",
            link=municipality_url(hosts.get(member.pk, ""), "register:own_facts"),
            to={"municipality": tuple(addresses[member.pk])},
        )
