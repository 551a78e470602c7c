"""The joint side of the audits room."""

from django.apps import AppConfig


class AuditsJointConfig(AppConfig):
    """The joint side of the audits room."""

    name = "audits.joint"
    label = "audits_joint"

    def ready(self) -> None:
        """Tell the page before sign-in what an invitation about a supervision is about."""
        import audits.joint.landing
        import audits.joint.suppliers  # noqa: F401
