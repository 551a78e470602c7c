"""One mailbox by IMAP4rev1 (RFC 3501): what is new, one mail at a time. Nothing is deleted there."""

import imaplib
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

SECONDS = 30
Line = bytes | tuple[bytes, bytes] | None
LOCAL = ("127.0.0.1", "::1", "localhost")
LARGEST = 60_000_000  # a mail with 40 MB of files, as they are encoded; of a larger one only the head is read


class MailboxError(Exception):
    """The mailbox cannot be read now, or not as it is set up; the message may be shown."""


@dataclass(frozen=True)
class Fetched:
    """A mail as the server gave it; `content` is its head only where it is too large."""

    uid: int
    content: bytes
    size: int

    @property
    def is_whole(self) -> bool:
        """Return whether all of it was fetched."""
        return self.size <= LARGEST


class Mailbox:
    """A connection to a mailbox: imaps://user:password@host:port/INBOX; imap:// on this machine only."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._folder = unquote(parts.path.lstrip("/")) or "INBOX"
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._host, self._secure = parts.hostname or "", parts.scheme == "imaps"
        self._port = parts.port or (993 if self._secure else 143)
        if not self._secure and (parts.scheme != "imap" or self._host not in LOCAL):
            raise MailboxError("Postkassens adresse skal begynde med imaps://.")
        self.name = f"{self._user}@{self._host}/{self._folder}"
        self.uidvalidity = 0

    def __enter__(self) -> "Mailbox":
        """Connect, sign in and open the folder. Raises MailboxError."""
        try:
            self._line = self._connected()
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(f"Postkassen svarer ikke ({type(error).__name__}).") from error
        try:
            self._line.login(self._user, self._password)
            self._must(self._line.select(_quoted(self._folder)))
            self.uidvalidity = int(self._line.response("UIDVALIDITY")[1][0] or 0)
        except (OSError, imaplib.IMAP4.error, ValueError, TypeError, IndexError) as error:
            self._hang_up()
            raise MailboxError(f"Postkassen kan ikke åbnes ({type(error).__name__}).") from error
        return self

    def _connected(self) -> imaplib.IMAP4:
        if self._secure:
            context = ssl.create_default_context()
            return imaplib.IMAP4_SSL(self._host, self._port, ssl_context=context, timeout=SECONDS)
        return imaplib.IMAP4(self._host, self._port, timeout=SECONDS)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Sign out; what went wrong there does not matter any more."""
        try:
            self._line.logout()
        except (OSError, imaplib.IMAP4.error):
            self._hang_up()

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._line.shutdown()

    def after(self, uid: int) -> list[int]:
        """Return the numbers of the mails after one, lowest first; `n:*` names the last one too."""
        found = self._ask("SEARCH", f"UID {uid + 1}:*")
        words = b" ".join(each for each in found if isinstance(each, bytes)).split()
        return sorted({int(word) for word in words if word.isdigit() and int(word) > uid})

    def fetch(self, uid: int) -> Fetched | None:
        """Return a mail without marking it as read; None where it is gone."""
        size = re.search(rb"RFC822\.SIZE (\d+)", _flat(self._ask("FETCH", str(uid), "(UID RFC822.SIZE)")))
        if size is None:
            return None
        number = int(size[1])
        part = "BODY.PEEK[]" if number <= LARGEST else "BODY.PEEK[HEADER]"
        for each in self._ask("FETCH", str(uid), f"(UID {part})"):
            if isinstance(each, tuple) and re.search(rb"\bUID %d\b" % uid, each[0]):
                return Fetched(uid, each[1], number)
        return None

    def mark_read(self, uid: int) -> None:
        """Mark a mail as read, for people who look into the mailbox; we do not go by it."""
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _ask(self, command: str, *given: str) -> list[Line]:
        try:
            return self._must(self._line.uid(command, *given))
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(f"Postkassen svarer ikke, som den skal ({type(error).__name__}).") from error

    def _must(self, answer: tuple[str, list[Any]]) -> list[Line]:
        if answer[0] != "OK":
            raise imaplib.IMAP4.error(answer[0])
        return answer[1]


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _flat(found: list[Line]) -> bytes:
    return b" ".join(b" ".join(each) if isinstance(each, tuple) else each or b"" for each in found)
