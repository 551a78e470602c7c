"""What every page knows: site, organisation, person, whether this is the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the base templates read: site, who is signed in for whom, whether this is the demo."""
    actor = getattr(request, "actor", None)
    municipality = getattr(request, "municipality", None)
    return {
        "site_base": f"base_{getattr(request, 'site', 'plain')}.html",
        "language_switch": getattr(request, "site", "") == "supplier",
        "site": getattr(request, "site", ""),
        "actor": actor,
        "municipality": municipality,
        "organisation": actor.organisation if actor else (municipality.name if municipality else ""),
        "demo_mode": settings.DEMO,
    }
