"""The register room."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Suppliers, systems, uses and the import of them."""

    name = "register"
    verbose_name = "Register"

    def ready(self) -> None:
        """Tell what is reminded of, and who reads English."""
        import register.languages
        import register.reminding  # noqa: F401
