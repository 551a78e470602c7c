"""The joint side of the agreements room."""

from django.apps import AppConfig


class AgreementsJointConfig(AppConfig):
    """The joint side of the agreements room."""

    name = "agreements.joint"
    label = "agreements_joint"

    def ready(self) -> None:
        """Tell the page before sign-in what an invitation is about, and the worker of its jobs."""
        import agreements.joint.landing
        import agreements.joint.servicejobs
        import agreements.joint.suppliers  # noqa: F401
