"""Where a municipality is written to about the findings of its systems."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Colleague
from tenants.models import Municipality

ROLES = ["contact", "deputy", "decision_maker"]


def municipality_addresses(municipality_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the addresses of contact persons, deputies, decision makers and the mailbox of each."""
    ids = list(municipality_ids)
    found: dict[UUID, list[str]] = {each: [] for each in ids}
    people = Colleague.objects.filter(municipality_id__in=ids, roles__overlap=ROLES)
    for municipality_id, email in people.values_list("municipality_id", "email"):
        if municipality_id:
            found[municipality_id].append(email)
    for municipality_id, mailbox in Municipality.objects.filter(pk__in=ids).values_list(
        "pk", "shared_mailbox"
    ):
        found[municipality_id].append(mailbox)
    return {each: tuple(dict.fromkeys(one for one in emails if one)) for each, emails in found.items()}
