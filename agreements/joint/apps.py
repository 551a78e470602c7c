"""The joint side of the agreements room."""

from django.apps import AppConfig


class AgreementsJointConfig(AppConfig):
    """The joint side of the agreements room."""

    name = "agreements.joint"
    label = "agreements_joint"
