"""Addresses of pages on another site, for mails and letters."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.actions import Organisation
from tenants.models import Domain


def supplier_url(name: str, **kwargs: Any) -> str:
    """Return the absolute address of a page on the suppliers' site."""
    path = reverse(name, urlconf=settings.SITE_URLCONFS["supplier"], kwargs=kwargs)
    return Organisation(site="supplier", name="").url(path)


def secretariat_url(name: str, **kwargs: Any) -> str:
    """Return the absolute address of a page on the secretariat's site."""
    path = reverse(name, urlconf=settings.SITE_URLCONFS["secretariat"], kwargs=kwargs)
    return Organisation(site="secretariat", name="").url(path)


def municipality_path(name: str, **kwargs: Any) -> str:
    """Return the path of a page on the municipalities' sites; the host differs."""
    return reverse(name, urlconf=settings.SITE_URLCONFS["municipality"], kwargs=kwargs)


def hosts_of(municipality_ids: list[UUID]) -> dict[UUID, str]:
    """Return the host name of each municipality's site, in one query."""
    found = Domain.objects.filter(tenant_id__in=municipality_ids, is_primary=True)
    return dict(found.values_list("tenant_id", "domain"))
