"""The signing service's tests stand on the agreements' world."""

from collections.abc import Iterator

import pytest

from agreements.joint import services
from integrations.signing.adapter import JsonService
from tests.agreements.conftest import files_apart, upload, with_libreoffice, without_libreoffice, world
from tests.integrations.service import KEY, SECRET, Service, running

__all__ = ["files_apart", "upload", "with_libreoffice", "without_libreoffice", "world"]


@pytest.fixture
def service() -> Iterator[Service]:
    """A signing service that the installation uses."""
    with running() as found:
        services.register(JsonService("Underskriv.example", found.address, KEY, SECRET))
        yield found
        services.forget()
