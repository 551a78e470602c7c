"""What the secretariat may do in the municipalities' names: asked before it acts for any of them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from tenants.models import HeldMandate, MandateCover


def held_for(
    cover: MandateCover, *, on: date, agreements: Iterable[tuple[UUID, UUID]]
) -> dict[UUID, HeldMandate]:
    """Return by agreement the mandate that lets the secretariat do something on a day.

    `agreements` are pairs of municipality and agreement; one without a mandate is left out. Act as
    the secretariat. A mandate for the one agreement counts before one for all.
    """
    wanted = list(agreements)
    rows = (
        HeldMandate.objects.filter(covers__contains=[cover], revoked_at=None, valid_from__lte=on)
        .filter(Q(valid_until=None) | Q(valid_until__gte=on))
        .filter(municipality_id__in={municipality for municipality, _ in wanted})
        .order_by("given_at")
    )
    by_scope = {(each.municipality_id, each.agreement_id): each for each in rows}
    found = {}
    for municipality, agreement in wanted:
        if held := by_scope.get((municipality, agreement)) or by_scope.get((municipality, None)):
            found[agreement] = held
    return found
