"""Common texts as cases that mail is about."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from agreements.joint.addresses import supplier_addresses
from agreements.joint.models import CommonText, IssuedAgreement
from workflows import cases
from workflows.cases import Case


def of(ids: Collection[UUID]) -> dict[UUID, Case]:
    """Return the text that each id is of, or that the agreement with the id was made from."""
    owner = {each: each for each in ids}
    owner |= dict(IssuedAgreement.objects.filter(pk__in=ids).values_list("pk", "common_text_id"))
    rows = CommonText.objects.select_related("supplier").filter(pk__in=set(owner.values()))
    found = {case.id: case for case in _cases(rows)}
    return {key: found[text] for key, text in owner.items() if text in found}


def numbered(numbers: Collection[str]) -> list[Case]:
    """Return the texts with these numbers."""
    return list(_cases(CommonText.objects.select_related("supplier").filter(number__in=numbers)))


def within(case_id: UUID) -> list[UUID]:
    """Return the ids of the agreements made from a text."""
    return list(IssuedAgreement.objects.filter(common_text=case_id).values_list("pk", flat=True))


def _cases(texts: Iterable[CommonText]) -> Iterable[Case]:
    addresses: dict[UUID, list[str]] = {}
    for text in texts:
        if text.supplier_id not in addresses:
            addresses[text.supplier_id] = supplier_addresses(text.supplier_id)
        yield Case(
            row=text,
            number=text.number,
            name=text.supplier.name,
            path=reverse("agreements:text", settings.SITE_URLCONFS["secretariat"], args=[text.id]),
            worker_id=text.case_worker_id,
            addresses=tuple(addresses[text.supplier_id]),
        )


cases.register(cases.CaseKind(of, numbered, within))
