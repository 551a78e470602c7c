"""One question to one address: encrypted, with a time limit, followed nowhere else, in bounds."""

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from agreements.joint.services import ServiceError

SECONDS = 30
LONGEST = 1_000_000  # of an answer in JSON
LONGEST_DOCUMENT = 60_000_000
PIECE = 262_144
LOCAL = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Answer:
    """What the service answered."""

    status: int
    content: bytes


def ask(method: str, url: str, headers: Mapping[str, str], told: Any = None) -> Answer:
    """Ask, and return the answer whatever its status; a redirect is not followed.

    Raises ServiceError where nobody answers in time, the answer is too long, or the address is neither
    encrypted nor on this machine.
    """
    with _asked(method, url, headers, told) as answer:
        content = answer.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise ServiceError("Underskriftstjenestens svar er for langt.")
    return Answer(answer.status, content)


def fetch(url: str, headers: Mapping[str, str], into: BinaryIO) -> int:
    """Write the document at an address into an open file, piece by piece; return the answer's status.

    Raises ServiceError as asking does, and where the document ends before the length that was announced.
    """
    with _asked("GET", url, headers) as answer:
        left = LONGEST_DOCUMENT
        while piece := answer.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise ServiceError("Underskriftstjenestens dokument er for stort.")
            into.write(piece)
        if answer.length:
            raise ServiceError("Underskriftstjenestens dokument kom ikke helt frem.")
        return answer.status


@contextmanager
def _asked(
    method: str, url: str, headers: Mapping[str, str], told: Any = None
) -> Iterator[http.client.HTTPResponse]:
    parts = urlsplit(url)
    body = json.dumps(told).encode() if told is not None else None
    sent = {**headers, "Content-Type": "application/json"} if body is not None else dict(headers)
    line = _line(parts.scheme, parts.hostname or "", parts.port)
    try:
        line.request(method, parts.path, body, sent)
        yield line.getresponse()
    except (OSError, http.client.HTTPException) as error:
        raise ServiceError(f"Underskriftstjenesten svarer ikke ({type(error).__name__}).") from error
    finally:
        line.close()


def _line(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=SECONDS)
    if scheme == "http" and host in LOCAL:
        return http.client.HTTPConnection(host, port, timeout=SECONDS)
    raise ServiceError("Underskriftstjenestens adresse skal begynde med https.")
