"""A signing service that speaks the plain JSON protocol of docs/operations.md, "Signing service"."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import quote

from agreements.joint.services import Order, OrderRefusedError, Progress, ServiceError
from integrations.signing.transport import Answer, ask, fetch

STATES = ("pending", "completed", "declined", "expired")
OLDEST_CALL = 300  # seconds; an older call may have been recorded by somebody
LONGEST_REFERENCE = 200


@dataclass(frozen=True)
class JsonService:
    """The service at an address, with our key and the secret its calls are signed with."""

    name: str
    address: str
    key: str
    secret: str

    def hand_over(self, order: Order) -> str:
        """Give the order to the service; the same key twice is one order. Raises OrderRefusedError."""
        told = {
            "title": order.title,
            "document": {
                "name": order.name,
                "sha256": hashlib.sha256(order.document).hexdigest(),
                "content": base64.b64encode(order.document).decode(),
            },
            "signers": [
                {"role": each.role, "name": each.name, "email": each.email, "order": place}
                for place, each in enumerate(order.parties, 1)
            ],
            "sequential": order.in_order,
            "callback_url": order.return_address,
        }
        answer = self._ask("POST", "orders", told, {"Idempotency-Key": order.key})
        if answer.status in (400, 401, 403, 409, 413, 422):
            raise OrderRefusedError(f"Underskriftstjenesten afviste bestillingen (svar {answer.status}).")
        reference = _data(answer).get("reference")
        if not isinstance(reference, str) or not 0 < len(reference) <= LONGEST_REFERENCE:
            raise ServiceError("Underskriftstjenesten gav intet nummer for bestillingen.")
        return reference

    def progress(self, reference: str) -> Progress:
        """Return how far the service is."""
        data = _data(self._ask("GET", f"orders/{quote(reference, safe='')}"))
        if data.get("state") not in STATES:
            raise ServiceError("Underskriftstjenesten svarede med en ukendt status.")
        return Progress(data["state"], str(data.get("reason") or "")[:500])

    def signed_document(self, reference: str, into: BinaryIO) -> None:
        """Write the document with all signatures into an open file."""
        status = fetch(self._url(f"orders/{quote(reference, safe='')}/document"), self._headers(), into)
        if status != 200:
            raise ServiceError(f"Dokumentet kunne ikke hentes (svar {status}).")

    def reference_of_call(self, body: bytes, headers: Mapping[str, str]) -> str | None:
        """Return which order a call is about; None for one that is not signed with the secret, or is old."""
        stamp, given = headers.get("X-Signing-Timestamp", ""), headers.get("X-Signing-Signature", "")
        if not self.secret or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
            return None
        if abs(time.time() - int(stamp)) > OLDEST_CALL:
            return None
        wanted = (
            "sha256="
            + hmac.new(self.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        )
        if not hmac.compare_digest(wanted.encode(), given.encode()):
            return None
        try:
            data = json.loads(body)
        except ValueError:
            return None
        reference = data.get("reference") if isinstance(data, dict) else None
        return reference if isinstance(reference, str) else None

    def _ask(self, method: str, path: str, told: Any = None, more: Mapping[str, str] | None = None) -> Answer:
        headers = {**self._headers(), "Accept": "application/json", **(more or {})}
        return ask(method, self._url(path), headers, told)

    def _url(self, path: str) -> str:
        return f"{self.address.rstrip('/')}/v1/{path}"

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


def signature_of(secret: str, stamp: str, body: bytes) -> str:
    """Return how a call sent at a moment (seconds since 1970) is signed."""
    return "sha256=" + hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def _data(answer: Answer) -> dict[str, Any]:
    if answer.status not in (200, 201):
        raise ServiceError(f"Underskriftstjenesten svarede {answer.status}.")
    try:
        data = json.loads(answer.content)
    except ValueError as error:
        raise ServiceError("Underskriftstjenesten svarede ikke med JSON.") from error
    if not isinstance(data, dict):
        raise ServiceError("Underskriftstjenesten svarede ikke som aftalt.")
    return data
