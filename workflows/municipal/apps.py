"""The log of a municipality's own schema."""

from django.apps import AppConfig


class WorkflowsMunicipalConfig(AppConfig):
    """The log of a municipality's own schema."""

    name = "workflows.municipal"
    label = "workflows_municipal"
