"""The tenants room."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Municipalities, their schemas, and the walls between them."""

    name = "tenants"
