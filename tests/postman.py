"""A mail server on this machine that the outbox really sends to."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from secretariat.embedded.ports import kept_port


class Postman:
    """Takes what it is handed, or refuses as it is told."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answer = "250 OK"
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return "550 Ukendt modtager"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.original_content or b"", policy=policy.default))
            self.recipients.append(envelope.rcpt_tos)
        return self.answer


@pytest.fixture
def postman(settings: Any, tmp_path: Path) -> Iterator[Postman]:
    """A mail server on this machine, and the outbox sending to it."""
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=kept_port(tmp_path / "port"))
    controller.start()
    settings.SMTP_URL = f"smtp://127.0.0.1:{controller.port}"
    yield handler
    controller.stop()
