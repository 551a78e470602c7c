"""Which municipality a host name belongs to; known for half a minute without asking again."""

import time
from dataclasses import dataclass
from uuid import UUID

from tenants.models import Domain, Municipality
from walls.callers import Caller, acting_as

KEEP_SECONDS = 30.0
MOST_KEPT = 500


@dataclass(frozen=True)
class HostMunicipality:
    """What a request needs of the municipality whose host name was asked for."""

    id: UUID
    schema_name: str
    name: str
    short_name: str
    kommunekode: str


_hosts: dict[str, tuple[float, HostMunicipality | None]] = {}


def municipality_of(host: str) -> HostMunicipality | None:
    """Return the member municipality that a host name (lower case, no port) belongs to, or None."""
    known = _hosts.get(host)
    now = time.monotonic()
    if known is None or now - known[0] > KEEP_SECONDS:
        with acting_as(Caller.door(), login="municipality"):
            found = _look_up(host)
        if len(_hosts) >= MOST_KEPT:  # somebody tries names that do not exist
            _hosts.clear()
        known = _hosts[host] = (now, found)
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
