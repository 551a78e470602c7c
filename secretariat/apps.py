"""The project itself."""

from django.apps import AppConfig


class SecretariatConfig(AppConfig):
    """The Django project and the secretariat's own desk."""

    name = "secretariat"

    def ready(self) -> None:
        """Make the Celery app the current one; register the checks, and what one wing tells the other."""
        import secretariat.appendices
        import secretariat.celery
        import secretariat.checks  # noqa: F401
