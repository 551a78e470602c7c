"""One question to one address: encrypted, with a time limit, followed nowhere else, in bounds."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from agreements.joint.services import ServiceError

SECONDS = 30
LONGEST = 60_000_000
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
    parts = urlsplit(url)
    body = json.dumps(told).encode() if told is not None else None
    sent = {**headers, "Content-Type": "application/json"} if body is not None else dict(headers)
    line = _line(parts.scheme, parts.hostname or "", parts.port)
    try:
        line.request(method, parts.path, body, sent)
        answer = line.getresponse()
        content = answer.read(LONGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        raise ServiceError(f"Underskriftstjenesten svarer ikke ({type(error).__name__}).") from error
    finally:
        line.close()
    if len(content) > LONGEST:
        raise ServiceError("Underskriftstjenestens svar er for langt.")
    return Answer(answer.status, content)


def _line(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=SECONDS)
    if scheme == "http" and host in LOCAL:
        return http.client.HTTPConnection(host, port, timeout=SECONDS)
    raise ServiceError("Underskriftstjenestens adresse skal begynde med https.")
