"""The members on whose behalf a supervision is run."""

from django.db import connection

from audits.joint.models import Audit


def members_of(audit: Audit) -> list[str]:
    """Return the names of the members that use one of the systems; a supplier may ask about its own cases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audits_joint_members_v1(%s)", [audit.id])
        return [row[0] for row in cursor.fetchall()]
