"""First of all: which site is asked for, by host name, and nobody's role but the door's."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import set_urlconf

from tenants.models import Domain, Municipality
from walls.callers import Caller

KEEP_SECONDS = 30.0


@dataclass(frozen=True)
class HostMunicipality:
    """What a request needs of the municipality whose host name was asked for."""

    id: UUID
    schema_name: str
    name: str
    short_name: str
    kommunekode: str


_hosts: dict[str, tuple[float, HostMunicipality | None]] = {}


class SiteMiddleware:
    """Set request.site and request.municipality and act as `door`; an unknown host gets a plain 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            host = request.get_host().split(":")[0].lower()
        except DisallowedHost:
            return HttpResponse("Ukendt adresse.", status=400, content_type="text/plain; charset=utf-8")
        request.municipality = None  # type: ignore[attr-defined]
        before = connection.caller, connection.login
        try:
            site = self._site(request, host)
            if site is None:
                return HttpResponse("Ukendt adresse.", status=404, content_type="text/plain; charset=utf-8")
            request.site = site  # type: ignore[attr-defined]
            request.urlconf = settings.SITE_URLCONFS[site]
            set_urlconf(request.urlconf)
            connection.act_as(Caller.door(), login=site)
            return self.get_response(request)
        finally:
            connection.act_as(before[0], login=before[1])

    def _site(self, request: HttpRequest, host: str) -> str | None:
        if host == settings.SECRETARIAT_HOST:
            return "secretariat"
        if host == settings.SUPPLIER_HOST:
            return "supplier"
        request.municipality = municipality_of(host)  # type: ignore[attr-defined]
        return "municipality" if request.municipality else None  # type: ignore[attr-defined]


def municipality_of(host: str) -> HostMunicipality | None:
    """Return the member municipality that a host name belongs to; kept for half a minute."""
    known = _hosts.get(host)
    now = time.monotonic()
    if known is None or now - known[0] > KEEP_SECONDS:
        connection.act_as(Caller.door(), login="municipality")
        if len(_hosts) > 500:
            _hosts.clear()
        known = _hosts[host] = (now, _look_up(host))
    return known[1]


def forget_hosts() -> None:
    """Forget which host belongs to whom (after onboarding or leaving, in this process)."""
    _hosts.clear()


def _look_up(host: str) -> HostMunicipality | None:
    domain = (
        Domain.objects.select_related("tenant")
        .filter(domain=host)
        .exclude(tenant__state__in=[Municipality.State.JOINING, Municipality.State.LEFT])
        .first()
    )
    if domain is None:
        return None
    found = domain.tenant
    return HostMunicipality(found.id, found.schema_name, found.name, found.short_name, found.kommunekode)
