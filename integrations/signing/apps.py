"""The adapter is taken into use where the environment names a service."""

from django.apps import AppConfig
from django.conf import settings


class SigningConfig(AppConfig):
    """The adapter to a signing service."""

    name = "integrations.signing"
    label = "integrations_signing"

    def ready(self) -> None:
        """Register the configured service."""
        from agreements.joint import services
        from integrations.signing.adapter import JsonService

        if settings.SIGNING_SERVICE_URL:
            services.register(
                JsonService(
                    name=settings.SIGNING_SERVICE_NAME,
                    address=settings.SIGNING_SERVICE_URL,
                    key=settings.SIGNING_SERVICE_KEY,
                    secret=settings.SIGNING_SERVICE_SECRET,
                )
            )
