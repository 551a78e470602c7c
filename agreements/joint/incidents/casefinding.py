"""Incidents as cases that mail is about: what the members answer to an alarm lies on it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from agreements.joint.addresses import supplier_addresses
from agreements.joint.incidents.models import Incident
from workflows import cases
from workflows.cases import Case


def of(ids: Collection[UUID]) -> dict[UUID, Case]:
    """Return the incident that has each id."""
    return {case.id: case for case in _cases(Incident.objects.filter(pk__in=ids))}


def numbered(numbers: Collection[str]) -> list[Case]:
    """Return the incidents with these numbers."""
    return list(_cases(Incident.objects.filter(number__in=numbers)))


def within(_: UUID) -> list[UUID]:
    """Return nothing: all mails about an incident are about itself."""
    return []


def _cases(incidents: Iterable[Incident]) -> Iterable[Case]:
    """Return them without a case worker: an alarm is everybody's in the secretariat."""
    for each in incidents:
        yield Case(
            row=each,
            number=each.number,
            name=each.title,
            path=reverse("agreements:incident", settings.SITE_URLCONFS["secretariat"], args=[each.id]),
            addresses=tuple(supplier_addresses(each.supplier_id)) if each.supplier_id else (),
        )


cases.register(cases.CaseKind(of, numbered, within))
