"""What an invitation about a supervision tells before sign-in."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

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
        "sender": "Det fælles databehandlersekretariat",
        "on_behalf_of": facts["municipalities"] or [],
        "about": f"Tilsyn med {facts['supplier']}, sag {facts['case_number']}: {', '.join(facts['systems'])}",
        "items": [
            f"Besvar {facts['questions']} spørgsmål",
            "Upload erklæringer og anden dokumentation",
            "Indsend",
        ],
        "deadline": date.fromisoformat(facts["deadline"]) if facts["deadline"] else None,
        "contact_name": facts["contact_name"],
        "contact_phone": facts["contact_phone"],
        "hand_over": "/tilsyn/giv-videre/",
    }
