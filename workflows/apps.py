"""The workflows room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkflowsConfig(AppConfig):
    """What every case has in common."""

    name = "workflows"

    def ready(self) -> None:
        """Let every room's `jobs.py` register what the worker can do."""
        autodiscover_modules("jobs")
