"""The joint side of the agreements room."""

from django.apps import AppConfig


class AgreementsJointConfig(AppConfig):
    """The joint side of the agreements room."""

    name = "agreements.joint"
    label = "agreements_joint"

    def ready(self) -> None:
        """Tell the page before sign-in what an invitation about a text is about."""
        import agreements.joint.landing  # noqa: F401
