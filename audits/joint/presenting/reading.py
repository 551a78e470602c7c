"""What the joint plan says of the acting municipality's own systems."""

from django.db import connection

from audits.municipal.plan.drafting import JointAudit

_ASK = (
    "SELECT system_id, audit_id, case_number, year, quarter, concept, is_sent, lower_reason"
    " FROM audits_joint_plan_for_caller_v1()"
)


def joint_audits() -> list[JointAudit]:
    """Return the joint supervisions of the own systems; act as the municipality."""
    with connection.cursor() as cursor:
        cursor.execute(_ASK)
        return [JointAudit(*row) for row in cursor.fetchall()]
