"""What a request knows of its site, for type checkers; set by tenants.middleware."""

from django.http import HttpRequest

from tenants.hosts import HostMunicipality


class SiteRequest(HttpRequest):
    """A request to a site: "secretariat", "municipality" (then it says which), "supplier" or "common"."""

    site: str  # type: ignore[assignment]  # the stubs think of django.contrib.sites
    municipality: HostMunicipality | None
