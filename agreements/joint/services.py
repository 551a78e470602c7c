"""The port to an outside signing service: what such a service is asked, whichever it is.

The adapter lies in integrations/ and registers itself; without one, parties sign in systems of their own
and upload. The document goes out as it was sent to the parties; what comes back is checked like an upload.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol


class ServiceError(Exception):
    """The service did not answer, or not as agreed; the same question may be asked again."""


class OrderRefusedError(Exception):
    """The service will not take the order; asking again does not help. The message may be shown."""


@dataclass(frozen=True)
class Party:
    """One who is to sign."""

    role: str  # supplier or municipality
    name: str
    email: str


@dataclass(frozen=True)
class Order:
    """A document to be signed by the parties, one after the other in their order.

    `key` is the same each time the order is handed over: a service that has it already answers alike.
    """

    key: str
    title: str
    name: str
    document: bytes
    parties: tuple[Party, ...]
    in_order: bool
    return_address: str


@dataclass(frozen=True)
class Progress:
    """How far the service is: pending, completed, declined or expired, and why."""

    state: str
    reason: str = ""


class SigningService(Protocol):
    """What an adapter offers. Each may raise ServiceError."""

    @property
    def name(self) -> str:
        """What the service is called on the pages."""

    def hand_over(self, order: Order) -> str:
        """Give the order to the service and return its reference. Raises OrderRefusedError."""

    def progress(self, reference: str) -> Progress:
        """Return how far the service is."""

    def signed_document(self, reference: str, into: BinaryIO) -> None:
        """Write the document with all signatures into an open file."""

    def reference_of_call(self, body: bytes, headers: Mapping[str, str]) -> str | None:
        """Return which order the service calls about; None where it is not proved to be its call."""


_services: list[SigningService] = []


def register(service: SigningService) -> None:
    """Let the installation use the service."""
    _services[:] = [service]


def forget() -> None:
    """Use no service."""
    _services.clear()


def current() -> SigningService | None:
    """Return the service of this installation, where it has one."""
    return _services[0] if _services else None
