"""The municipal side of the agreements room."""

from django.apps import AppConfig


class AgreementsMunicipalConfig(AppConfig):
    """The municipal side of the agreements room."""

    name = "agreements.municipal"
    label = "agreements_municipal"
