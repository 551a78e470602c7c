"""Configuration of the API for the municipalities' own systems."""

from django.apps import AppConfig


class Os2complianceConfig(AppConfig):
    """The API for the municipalities' own systems."""

    name = "integrations.os2compliance"
    label = "integrations_os2compliance"
