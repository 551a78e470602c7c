"""Whom a municipality's mail goes to."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Colleague
from tenants.models import Municipality


def municipality_addresses(municipality_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return for each municipality the addresses of its contact person, deputy and shared mailbox."""
    ids = list(municipality_ids)
    found: dict[UUID, list[str]] = {each: [] for each in ids}
    people = Colleague.objects.filter(
        site="municipality", municipality_id__in=ids, roles__overlap=["contact", "deputy"]
    )
    for colleague in people:
        if colleague.municipality_id is not None:
            found[colleague.municipality_id].append(colleague.email)
    for each in Municipality.objects.filter(pk__in=ids).exclude(shared_mailbox=""):
        found[each.id].append(each.shared_mailbox)
    return found
