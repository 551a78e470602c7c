"""First of all: which site is asked for, by host name, and nobody's role but the door's."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.urls import set_urlconf

from tenants.hosts import municipality_of
from tenants.request import SiteRequest
from walls.callers import Caller, acting_as


class SiteMiddleware:
    """Set request.site and request.municipality and act as `door`; an unknown host gets a plain 404."""

    def __init__(self, get_response: Callable[[SiteRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        try:
            host = request.get_host().split(":")[0].lower()
        except DisallowedHost:
            return _plain(400)
        request.municipality = None
        if host == settings.SECRETARIAT_HOST:
            request.site = "secretariat"
        elif host == settings.SUPPLIER_HOST:
            request.site = "supplier"
        elif municipality := municipality_of(host):
            request.site, request.municipality = "municipality", municipality
        elif host in settings.COMMON_HOSTS:
            request.site = "common"
        else:
            return _plain(404)
        request.urlconf = settings.SITE_URLCONFS.get(request.site, settings.COMMON_URLCONF)
        set_urlconf(request.urlconf)
        login = "municipality" if request.site == "common" else request.site
        with acting_as(Caller.door(), login=login):
            return self.get_response(request)


def _plain(status: int) -> HttpResponse:
    return HttpResponse("Ukendt adresse.", status=status, content_type="text/plain; charset=utf-8")
