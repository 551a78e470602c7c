"""The joint side of the audits room."""

from django.apps import AppConfig


class AuditsJointConfig(AppConfig):
    """The joint side of the audits room."""

    name = "audits.joint"
    label = "audits_joint"
