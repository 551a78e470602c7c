"""What waits for the municipalities in the register, for the reminders."""

from collections.abc import Iterator

from django.utils import timezone

from accounts.addresses import municipality_addresses
from accounts.sites import hosts_of, municipality_url
from register.confirming import round_on
from register.models import ListConfirmation
from register.thresholds import COUNTED_MEMBERS
from tenants.models import Municipality
from workflows.reminding import Matter, reminds


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
