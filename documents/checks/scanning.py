"""Virus scanning by clamd, where the installation has one. When in doubt the file waits (fails closed)."""

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

TIMEOUT = 60
NOT_SCANNED = "Ikke virusscannet."
NO_ANSWER = "Virusscanneren svarer ikke. Filen venter, til den er scannet."
_CHUNK = 65_536


@dataclass(frozen=True)
class Verdict:
    """`clean` True: may be handed out. False: must wait, `reason` says in Danish why.

    `scanned` False: no scanner has looked, since the installation has none.
    """

    clean: bool
    reason: str = ""
    scanned: bool = True


def scan(file: BinaryIO) -> Verdict:
    """Ask clamd about the content; without a configured clamd everything passes, unscanned."""
    if not settings.CLAMD:
        return Verdict(True, scanned=False)
    try:
        answer = _ask(settings.CLAMD, file)
    except OSError:
        answer = ""
    if not answer:
        return Verdict(False, NO_ANSWER)
    if answer == "stream: OK":
        return Verdict(True)
    if answer.endswith("FOUND"):
        return Verdict(False, "Virusscanneren har fundet skadelig kode i filen.")
    return Verdict(False, "Virusscanneren kunne ikke scanne filen. Filen venter.")


def _ask(where: str, file: BinaryIO) -> str:
    """clamd's INSTREAM: length and bytes of each piece, a zero at the end, then one line of answer."""
    with _connected(where) as clamd:
        with suppress(BrokenPipeError, ConnectionResetError):
            # Of a file beyond its own limit it answers in the middle, and listens no more.
            _send(clamd, file)
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 4_096:
            piece = clamd.recv(4_096)
            if not piece:
                break
            answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _send(clamd: socket.socket, file: BinaryIO) -> None:
    clamd.sendall(b"zINSTREAM\0")
    file.seek(0)
    while chunk := file.read(_CHUNK):
        clamd.sendall(struct.pack(">I", len(chunk)) + chunk)
    clamd.sendall(struct.pack(">I", 0))


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(TIMEOUT)
        try:
            clamd.connect(where)
        except OSError:
            clamd.close()
            raise
        return clamd
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)
