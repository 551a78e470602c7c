"""The joint side of the agreements room."""

from django.apps import AppConfig


class AgreementsJointConfig(AppConfig):
    """The joint side of the agreements room."""

    name = "agreements.joint"
    label = "agreements_joint"

    def ready(self) -> None:
        """Tell what an invitation is about, what is reminded of, and the worker of its jobs."""
        import agreements.joint.casefinding
        import agreements.joint.incidents.casefinding
        import agreements.joint.landing
        import agreements.joint.notices.casefinding
        import agreements.joint.notices.reminding
        import agreements.joint.reminding
        import agreements.joint.servicejobs
        import agreements.joint.servicetelling
        import agreements.joint.suppliers  # noqa: F401
