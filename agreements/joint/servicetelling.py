"""Telling a municipality where its own agreement stands at the signing service."""

import json
from datetime import datetime
from uuid import UUID

from django.db import connection

from agreements.municipal.atservice import AtService, told_by


def _of_municipality(agreement_id: UUID) -> AtService | None:
    """Return the newest order of the municipality's own agreement; act as the municipality."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_at_service_v1(%s)::text", [agreement_id])
        row = cursor.fetchone()
    if not row or row[0] is None:
        return None
    found = json.loads(row[0])
    return AtService(
        found["service"], found["state"], datetime.fromisoformat(found["since"]), found["reason"]
    )


told_by(_of_municipality)
