"""Addresses of pages on another site than the one asked for, for mails and letters."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.actions import Organisation
from tenants.models import Domain


def supplier_url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the absolute address of a page on the suppliers' site."""
    return Organisation("supplier", "").url(_path("supplier", name, args, kwargs))


def secretariat_url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the absolute address of a page on the secretariat's site."""
    return Organisation("secretariat", "").url(_path("secretariat", name, args, kwargs))


def municipality_url(host: str, name: str, *args: Any, **kwargs: Any) -> str:
    """Return the absolute address of a page on the site of the municipality that has the host name."""
    return Organisation("municipality", "", host=host).url(municipality_path(name, *args, **kwargs))


def municipality_path(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the path of a page on the municipalities' sites; the host differs."""
    return _path("municipality", name, args, kwargs)


def hosts_of(municipality_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the host name of each municipality's site, in one query."""
    found = Domain.objects.filter(tenant_id__in=list(municipality_ids), is_primary=True)
    return dict(found.values_list("tenant_id", "domain"))


def _path(site: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    return reverse(name, urlconf=settings.SITE_URLCONFS[site], args=args or None, kwargs=kwargs or None)
