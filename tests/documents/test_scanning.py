"""Where a virus scanner is configured, only what it found clean is handed out."""

import io
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from documents.checks.scanning import NO_ANSWER, Verdict, scan

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """Speaks clamd's protocol: finds one signature, or answers what it is told to."""

    def __init__(self, answer: bytes | None = None) -> None:
        self.answer = answer
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.socket.getsockname()[1]}"

    def serve(self) -> None:
        """Scan one file."""
        client, _ = self.socket.accept()
        with client, client.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack(">I", stream.read(4))[0]:
                content += stream.read(length)
            found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
            client.sendall(self.answer if self.answer is not None else found)

    def close(self) -> None:
        """End it."""
        self.thread.join()
        self.socket.close()


@pytest.fixture
def scanner(settings: Any) -> Iterator[Callable[..., Scanner]]:
    """Start a scanner that the installation uses."""
    started: list[Scanner] = []

    def start(answer: bytes | None = None) -> Scanner:
        started.append(Scanner(answer))
        settings.CLAMD = started[-1].address
        return started[-1]

    yield start
    for each in started:
        each.close()


def test_a_clean_file_passes(scanner: Callable[..., Scanner]) -> None:
    scanner()
    assert scan(io.BytesIO(b"harmless" * 100_000)).clean


def test_a_known_signature_is_stopped(scanner: Callable[..., Scanner]) -> None:
    scanner()
    verdict = scan(io.BytesIO(b"%PDF-1.7" + EICAR))
    assert not verdict.clean
    assert "skadelig kode" in verdict.reason


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\xff\0", b"OK, but FOUND nothing\0"]
)
def test_an_answer_we_do_not_know_stops_the_file(scanner: Callable[..., Scanner], answer: bytes) -> None:
    scanner(answer)
    verdict = scan(io.BytesIO(b"harmless"))
    assert not verdict.clean
    assert "kunne ikke scanne" in verdict.reason


def test_a_scanner_that_says_nothing_is_asked_again(scanner: Callable[..., Scanner]) -> None:
    scanner(b"")
    assert scan(io.BytesIO(b"harmless")) == Verdict(False, NO_ANSWER)


def test_without_a_scanner_every_checked_file_passes(settings: Any) -> None:
    settings.CLAMD = ""
    assert scan(io.BytesIO(EICAR)) == Verdict(True, scanned=False)
