"""A small signing service for tests: it keeps the documented rules, over real HTTP, and really signs."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.papers import Issuer, signed

KEY, SECRET = "tjenestens-noegle", "delt-hemmelighed"


@dataclass
class Service:
    """What the service knows, and how it is to behave."""

    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    down: bool = False
    forgets_to_answer: bool = False
    issuer: Issuer = field(default_factory=Issuer)
    address: str = ""

    def take(self, key: str, told: dict[str, Any]) -> str:
        """Take an order; the same key twice is one order."""
        if key not in self.by_key:
            content = base64.b64decode(told["document"]["content"])
            assert hashlib.sha256(content).hexdigest() == told["document"]["sha256"]
            reference = f"ordre-{len(self.orders) + 1}"
            self.by_key[key] = reference
            self.orders[reference] = {**told, "content": content, "state": "pending", "reason": ""}
        return self.by_key[key]

    def sign(self, reference: str, content: bytes | None = None, times: int = 2) -> None:
        """Let the signers sign, in their order."""
        order = self.orders[reference]
        document = content or order["content"]
        for each in order["signers"][:times]:
            document = signed(document, self.issuer.signer(each["name"]), field=each["role"])
        self.documents[reference] = document
        order["state"] = "completed"


@contextmanager
def running() -> Iterator[Service]:
    """Run the service on a port of its own."""
    service = Service()
    server = _Server(("127.0.0.1", 0), _Handler)
    server.service = service
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """A server that knows its service."""

    service: Service


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *_: Any) -> None:
        """Write nothing."""

    def do_POST(self) -> None:
        told, service = json.loads(self.rfile.read(int(self.headers["Content-Length"]))), self.server.service
        if not self._may():
            return
        if self.path != "/v1/orders":
            self._answer(404, b"{}")
        elif any(not each["email"] for each in told["signers"]):
            self._answer(422, b'{"error": "email"}')
        else:
            reference = service.take(self.headers["Idempotency-Key"], told)
            if service.forgets_to_answer:
                self.close_connection = True
            else:
                self._answer(201, json.dumps({"reference": reference}).encode())

    def do_GET(self) -> None:
        service = self.server.service
        if not self._may():
            return
        _, _, _, reference, *rest = self.path.split("/")
        order = service.orders.get(reference)
        if order is None:
            self._answer(404, b"{}")
        elif rest == ["document"]:
            self._answer(200, service.documents[reference])
        else:
            self._answer(200, json.dumps({"state": order["state"], "reason": order["reason"]}).encode())

    def _may(self) -> bool:
        if self.server.service.down:
            self._answer(503, b"{}")
        elif self.headers["Authorization"] != f"Bearer {KEY}":
            self._answer(401, b"{}")
        else:
            return True
        return False

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(ConnectionError):  # who asked may have heard enough
            self.wfile.write(content)
