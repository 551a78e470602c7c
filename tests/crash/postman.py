"""A real mail server that counts what it was handed, by Message-ID."""

from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from secretariat.embedded.ports import LOOPBACK


class Postman:
    """Takes everything. `url` is what the product is given. A context manager."""

    def __init__(self, port: int) -> None:
        self.taken: Counter[str] = Counter()
        # Called when a mail has been taken, before the sender is told so.
        self.before_answer: Callable[[], None] = lambda: None
        self.controller = Controller(self, hostname=LOOPBACK, port=port)
        self.url = f"smtp://{LOOPBACK}:{port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        self.taken[str(message["Message-ID"]).strip("<>").partition("@")[0]] += 1
        self.before_answer()
        return "250 OK"

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.controller.stop()
