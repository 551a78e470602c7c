"""What an invitation about a supervision tells before sign-in."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.landing import tells


@tells
def summary(about_id: UUID) -> dict[str, Any] | None:
    """Return what the invitation is about, or None where the id is no supervision. Act as the door."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audits_joint_landing_v1(%s)", [about_id])
        found = cursor.fetchone()[0]
    if found is None:
        return None
    facts = json.loads(found) if isinstance(found, str) else found
    return {
        "sender": _("Det fælles databehandlersekretariat"),
        "on_behalf_of": facts["municipalities"] or [],
        "about": _("Tilsyn med %(supplier)s, sag %(number)s: %(systems)s")
        % {
            "supplier": facts["supplier"],
            "number": facts["case_number"],
            "systems": ", ".join(facts["systems"]),
        },
        "items": [
            ngettext("Besvar %(n)s spørgsmål", "Besvar %(n)s spørgsmål", facts["questions"])
            % {"n": facts["questions"]},
            _("Upload erklæringer og anden dokumentation"),
            _("Indsend"),
        ],
        "deadline": date.fromisoformat(facts["deadline"]) if facts["deadline"] else None,
        "contact_name": facts["contact_name"],
        "contact_phone": facts["contact_phone"],
        "hand_over": "/tilsyn/giv-videre/",
    }
