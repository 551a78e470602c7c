"""A person's browser, as far as these rounds need one: cookies, forms with their token, files."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie

from tests.personae import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Fields = Sequence[tuple[str, str]]


class NoAnswerError(Exception):
    """The server went away, or answered that something is wrong inside."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


class Browser:
    """Asks one site of an installation on this machine."""

    def __init__(self, port: int, site: str) -> None:
        self.port = port
        self.host = f"{site}.localhost:{port}"
        self.cookies: dict[str, str] = {}

    def answers(self) -> bool:
        """Whether the site is there."""
        try:
            return self.get("/konto/log-ind/").status < 500
        except NoAnswerError:
            return False

    def sign_in(self, email: str) -> "Browser":
        """Sign in by the form; raises NoAnswerError where that is not possible now."""
        answer = self.post("/konto/log-ind/", [("login", email), ("password", PASSWORD)])
        if answer.status != 302:
            raise NoAnswerError(f"{email} could not sign in: {answer.status}")
        return self

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, "")

    def post(
        self, path: str, fields: Fields, *, page: str = "", file: tuple[str, str, bytes] | None = None
    ) -> Answer:
        """Send the form of a page (by default at the same address), with a file as (field, name, content)."""
        shown = self.get(page or path)
        token = TOKEN.search(shown.text)
        if token is None:
            raise NoAnswerError(f"No form at {page or path}: {shown.status} {shown.location}")
        return self._ask("POST", path, *_multipart([("csrfmiddlewaretoken", token.group(1)), *fields], file))

    def _ask(self, method: str, path: str, body: bytes | None, content_type: str) -> Answer:
        headers = {
            "Host": self.host,
            "Origin": f"http://{self.host}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = content_type
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, HTTPException) as error:
            raise NoAnswerError(repr(error)) from None
        finally:
            connection.close()
        if answer.status >= 500:
            raise NoAnswerError(f"{method} {path}: {answer.status}")
        for header in answer.msg.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        return Answer(answer.status, answer.getheader("Location", ""), text)


def _multipart(fields: Fields, file: tuple[str, str, bytes] | None) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    if file is not None:
        name, shown, content = file
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{shown}"\r\n'
        parts += [head.encode(), b"Content-Type: application/octet-stream\r\n\r\n", content, b"\r\n"]
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"
