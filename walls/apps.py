"""The walls."""

from django.apps import AppConfig


class WallsConfig(AppConfig):
    """Roles, grants and row policies."""

    name = "walls"
