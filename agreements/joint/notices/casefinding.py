"""Notices of sub-processors as cases that mail is about, with the agreements that they touch."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from agreements.joint.addresses import supplier_addresses
from agreements.joint.notices.models import NoticedAgreement, SubProcessorNotice
from workflows import cases
from workflows.cases import Case


def of(ids: Collection[UUID]) -> dict[UUID, Case]:
    """Return the notice that each id is of, or that touches the agreement on the line with the id."""
    owner = {each: each for each in ids}
    owner |= dict(NoticedAgreement.objects.filter(pk__in=ids).values_list("pk", "notice_id"))
    found = {case.id: case for case in _cases(SubProcessorNotice.objects.filter(pk__in=set(owner.values())))}
    return {key: found[notice] for key, notice in owner.items() if notice in found}


def numbered(numbers: Collection[str]) -> list[Case]:
    """Return the notices with these numbers."""
    return list(_cases(SubProcessorNotice.objects.filter(number__in=numbers)))


def within(case_id: UUID) -> list[UUID]:
    """Return the ids of the lines of a notice, of which municipalities are reminded."""
    return list(NoticedAgreement.objects.filter(notice=case_id).values_list("pk", flat=True))


def _cases(notices: Iterable[SubProcessorNotice]) -> Iterable[Case]:
    """Return them without a case worker: whoever is at work reads what is answered."""
    for each in notices:
        yield Case(
            row=each,
            number=each.number,
            name=each.name,
            path=reverse("agreements:notice", settings.SITE_URLCONFS["secretariat"], args=[each.id]),
            addresses=tuple(supplier_addresses(each.supplier_id)),
        )


cases.register(cases.CaseKind(of, numbered, within))
