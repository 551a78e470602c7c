"""Where an agreement stands at an outside signing service; whoever orders there says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState


@dataclass(frozen=True)
class AtService:
    """The newest order of an agreement: which service, how far, since when, and why it ended."""

    service: str
    state: str
    since: datetime
    reason: str

    @property
    def is_under_way(self) -> bool:
        """Return whether the service has the agreement, or gets it."""
        return self.state in ("waiting", "at_service")

    @property
    def has_failed(self) -> bool:
        """Return whether the parties must sign without the service."""
        return self.state in ("declined", "refused", "stopped")


_who_orders: list[Callable[[UUID], AtService | None]] = []


def told_by(ask: Callable[[UUID], AtService | None]) -> None:
    """Let `ask` answer where an agreement stands."""
    _who_orders[:] = [ask]


def at_service(agreement: Agreement) -> AtService | None:
    """Return where an agreement that is to be signed stands at a service; None where it is at none."""
    if agreement.state not in (AgreementState.TO_SIGN, AgreementState.SIGNED_BY_ONE) or not _who_orders:
        return None
    return _who_orders[0](agreement.id)
