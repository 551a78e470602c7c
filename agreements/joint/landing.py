"""What an invitation about a text tells before sign-in."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from accounts.landing import tells


@tells
def summary(about_id: UUID) -> dict[str, Any] | None:
    """Return what the invitation is about, or None for any id but a sent text's. Act as the door."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_landing_v1(%s)", [about_id])
        found = cursor.fetchone()[0]
    if found is None:
        return None
    facts = json.loads(found) if isinstance(found, str) else found
    return {
        "sender": _("Det fælles databehandlersekretariat"),
        "on_behalf_of": facts["members"],
        "about": _("Fælles aftaletekst %(number)s: %(title)s")
        % {"number": facts["number"], "title": facts["title"]},
        "items": [_("Gennemlæs teksten om %(system)s") % {"system": system} for system in facts["systems"]],
        "deadline": _as_date(facts["due"]),
        "contact_name": facts["contact_name"],
        "contact_phone": facts["contact_phone"],
    }


def _as_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
