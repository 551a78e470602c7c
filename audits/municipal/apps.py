"""The municipal side of the audits room."""

from django.apps import AppConfig


class AuditsMunicipalConfig(AppConfig):
    """The municipal side of the audits room."""

    name = "audits.municipal"
    label = "audits_municipal"

    def ready(self) -> None:
        """Tell of the reminders."""
        import audits.municipal.taskreminders.reminding  # noqa: F401
