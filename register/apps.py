"""The register room."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Suppliers, systems, uses and the import of them."""

    name = "register"
    verbose_name = "Register"
