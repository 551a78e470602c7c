"""Which versions there are of a text, as its page shows them."""

from typing import Any

from agreements.joint.models import CommonText
from agreements.joint.suppliers import sold_systems
from agreements.joint.versions.actions import why_no_new_version
from agreements.joint.versions.formers import earlier_versions


def versions_of(found: CommonText) -> dict[str, Any]:
    """Return the versions before and after a text, and why a new one cannot be begun (empty: it can)."""
    return {
        "former": earlier_versions(found),
        "later": list(found.replaced_by.order_by("version")),
        "why_not": why_no_new_version(found),
        "sold": sold_systems(found),
    }
