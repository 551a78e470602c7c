"""The members on whose behalf a supervision is run."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from audits.joint.models import Audit


def members_of(audit: Audit) -> list[str]:
    """Return the names of the members that use one of the systems; a supplier may ask about its own cases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audits_joint_members_v1(%s)", [audit.id])
        return [row[0] for row in cursor.fetchall()]


def members_of_all(audits: Sequence[Audit]) -> dict[UUID, list[str]]:
    """The same of many cases, in one statement, by the case's id."""
    found: dict[UUID, list[str]] = {audit.id: [] for audit in audits}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit, name FROM unnest(%s::uuid[]) WITH ORDINALITY AS one (audit, place),"
            " audits_joint_members_v1(audit) WITH ORDINALITY AS member (name, number) ORDER BY place, number",
            [list(found)],
        )
        for audit_id, name in cursor.fetchall():
            found[audit_id].append(name)
    return found
