"""The joint side of the audits room."""

from django.apps import AppConfig


class AuditsJointConfig(AppConfig):
    """The joint side of the audits room."""

    name = "audits.joint"
    label = "audits_joint"

    def ready(self) -> None:
        """Tell of invitations, reminders, jobs, and what follows a supplier's change."""
        import audits.joint.casefinding
        import audits.joint.happenings
        import audits.joint.jobs
        import audits.joint.landing
        import audits.joint.presenting.jobs
        import audits.joint.reminding
        import audits.joint.reminding_findings
        import audits.joint.reminding_statements
        import audits.joint.reportjobs
        import audits.joint.rounds.jobs
        import audits.joint.stands
        import audits.joint.suppliers  # noqa: F401
