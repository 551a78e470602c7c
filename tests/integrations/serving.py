"""The application behind a real socket: what a client sends and reads are bytes, no objects of ours."""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import cache
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from secretariat.wsgi import application


@dataclass(frozen=True)
class Answer:
    """What came back over the socket."""

    status_code: int
    headers: Message
    content: bytes

    def __getitem__(self, name: str) -> str:
        """Return a header."""
        return str(self.headers[name])

    def json(self) -> Any:
        """Return the content as what its JSON says."""
        return json.loads(self.content)


@contextmanager
def within_the_transaction() -> Iterator[None]:
    """Let requests use the test's own connection, which the end of a request would close."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    try:
        yield
    finally:
        for each in signals:
            each.connect(close_old_connections)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: a test's output is its own."""


@cache
def _server() -> WSGIServer:
    server = WSGIServer(("127.0.0.1", 0), _Quiet)
    server.timeout = 10
    server.set_app(application)
    return server


def _ask(port: int, path: str, headers: Mapping[str, str]) -> Answer:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.request("GET", path, headers=dict(headers))
        came = line.getresponse()
        return Answer(came.status, came.headers, came.read())


def ask(host: str, path: str, query: Mapping[str, Any], headers: Mapping[str, str]) -> Answer:
    """Ask the application in a thread of the client's own, and answer in this one, in its transaction."""
    target = quote(path) + (f"?{urlencode(query)}" if query else "")
    with ThreadPoolExecutor(1) as client, within_the_transaction():
        server = _server()
        coming = client.submit(_ask, server.server_port, target, {"Host": host, **headers})
        server.handle_request()
        return coming.result()
