"""A small mailbox that speaks IMAP4rev1 (RFC 3501) as far as a reader needs it, and keeps its rules."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

USER, PASSWORD = "sag@tilsyn.example", "hemmelig kode"


class Box:
    """The mails by UID, with what has been done to them; UIDs only rise (2.3.1.1)."""

    def __init__(self) -> None:
        self.mails: dict[int, bytes] = {}
        self.seen: set[int] = set()
        self.fetched: list[tuple[int, str]] = []
        self.uidvalidity, self.next = 42, 1
        self.cut_after: int | None = None  # the line is cut when so many mails have been fetched

    def put(self, content: bytes | str) -> int:
        """Deliver a mail and return its UID."""
        raw = content.encode() if isinstance(content, str) else content
        self.mails[self.next] = re.sub(rb"(?<!\r)\n", b"\r\n", raw)
        self.next += 1
        return self.next - 1

    def move(self) -> None:
        """Make the mailbox anew: all mails get other UIDs, and UIDVALIDITY says so."""
        former, self.mails, self.uidvalidity, self.next = self.mails, {}, self.uidvalidity + 1, 1
        for each in former.values():
            self.put(each)


class _Line(socketserver.StreamRequestHandler):
    box: Box
    state = "not authenticated"

    def handle(self) -> None:
        self.say("* OK IMAP4rev1")
        while line := self.rfile.readline():
            tag, _, rest = line.decode("latin-1").rstrip("\r\n").partition(" ")
            command, _, given = rest.partition(" ")
            if command.upper() == "UID":
                command, _, given = given.partition(" ")
                command = f"UID_{command}"
            act = getattr(self, f"do_{command.lower()}", None)
            if act is None:
                self.say(f"{tag} BAD unknown")
                continue
            if (answer := act(given)) is None:
                return
            self.say(f"{tag} {answer}")
            if command.upper() == "LOGOUT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode("latin-1") + b"\r\n")

    def do_capability(self, given: str) -> str:
        self.say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def do_login(self, given: str) -> str:
        if re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', given) not in (
            [(USER, ""), (PASSWORD, "")],
            [("", USER), (PASSWORD, "")],
        ):
            return "NO [AUTHENTICATIONFAILED] wrong"
        self.state = "authenticated"
        return "OK done"

    def do_select(self, given: str) -> str:
        if self.state == "not authenticated" or given.strip('"') != "INBOX":
            return "NO no such mailbox"
        self.state = "selected"
        self.say(f"* {len(self.box.mails)} EXISTS")
        self.say("* FLAGS (\\Seen)")
        self.say(f"* OK [UIDVALIDITY {self.box.uidvalidity}] valid")
        self.say(f"* OK [UIDNEXT {self.box.next}] next")
        return "OK [READ-WRITE] done"

    def do_uid_search(self, given: str) -> str:
        first = re.fullmatch(r"UID (\d+):\*", given)
        if self.state != "selected" or first is None:
            return "BAD search"
        uids = [each for each in self.box.mails if each >= int(first[1])]
        if not uids and self.box.mails:
            uids = [max(self.box.mails)]  # "*" is the last one, whatever stands before it (6.4.8)
        self.say("* SEARCH " + " ".join(map(str, uids)))
        return "OK done"

    def do_uid_fetch(self, given: str) -> str | None:
        uid, _, parts = given.partition(" ")
        content = self.box.mails.get(int(uid))
        if self.state != "selected":
            return "BAD fetch"
        if content is None:
            return "OK nothing"
        number = sorted(self.box.mails).index(int(uid)) + 1
        self.say(f"* {number} FETCH (FLAGS (\\Recent))")  # a server may tell of flags at any time (7.4.2)
        if "RFC822.SIZE" in parts:
            self.say(f"* {number} FETCH (UID {uid} RFC822.SIZE {len(content)})")
            return "OK done"
        if self.box.cut_after is not None and len(self.box.fetched) >= self.box.cut_after:
            return None
        self.box.fetched.append((int(uid), parts))
        is_head = "HEADER" in parts
        told = content.split(b"\r\n\r\n")[0] + b"\r\n\r\n" if is_head else content
        self.say(f"* {number} FETCH (UID {uid} BODY[{'HEADER' if is_head else ''}] {{{len(told)}}}")
        self.wfile.write(told + b")\r\n")
        return "OK done"

    def do_uid_store(self, given: str) -> str:
        uid, _, flags = given.partition(" ")
        if self.state != "selected" or flags != "+FLAGS.SILENT (\\Seen)":
            return "BAD store"
        self.box.seen.add(int(uid))
        return "OK done"

    def do_logout(self, given: str) -> str:
        self.say("* BYE")
        return "OK done"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of readers that hang up."""


@contextmanager
def mailbox() -> Iterator[tuple[Box, str]]:
    """Open a mailbox on this machine; return it with its address."""
    box = Box()
    server = _Server(("127.0.0.1", 0), type("Line", (_Line,), {"box": box}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    user, password = USER.replace("@", "%40"), PASSWORD.replace(" ", "%20")
    try:
        yield box, f"imap://{user}:{password}@127.0.0.1:{server.server_address[1]}/INBOX"
    finally:
        server.shutdown()
        server.server_close()
