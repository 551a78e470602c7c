"""Which decisions are given out: those marked, those of one moment, or all since a day.

Act as the municipality: its schema holds the decisions, and of the systems it sees those it uses.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from audits.municipal.models import ReceivedSystem
from audits.municipal.own import reading as own
from audits.municipal.own.models import OwnAudit
from audits.municipal.states import DECIDED
from integrations.oversight.rows import Oversight, of_own, of_received
from register.models import System


def of_systems(rows: Iterable[ReceivedSystem]) -> list[Oversight]:
    """Return the given decisions on joint reports; what has not been decided is left out."""
    return _received([each for each in rows if each.is_decided])


def since(moment: datetime) -> list[Oversight]:
    """Return what has been decided from a moment on, joint and own, the oldest first.

    A decision on an edition that has been replaced, or was withdrawn, is no decision any more.
    """
    received = ReceivedSystem.objects.select_related("report").filter(
        state__in=DECIDED, decided_at__gte=moment, report__is_current=True
    )
    finished = own.finished(timezone.localdate(moment), timezone.localdate())
    later = [each for each in finished if each.decided_at and each.decided_at >= moment]
    return sorted([*_received(list(received)), *_own(later)], key=lambda each: (each.decided_at, each.system))


def _received(rows: list[ReceivedSystem]) -> list[Oversight]:
    paths = {each.report_id: reverse("audits:report", args=[each.report_id]) for each in rows}
    return of_received(rows, _kitos([each.system_id for each in rows]), paths)


def _own(rows: list[OwnAudit]) -> list[Oversight]:
    paths = {each.id: reverse("audits:own_audit", args=[each.id]) for each in rows}
    return of_own(rows, _kitos([each.system_id for each in rows]), paths)


def _kitos(ids: Iterable[UUID]) -> dict[UUID, UUID | None]:
    return dict(System.objects.filter(pk__in=set(ids)).values_list("pk", "kitos_uuid"))
