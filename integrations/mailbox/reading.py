"""What a mail says, read with distrust: anybody can write anything in it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr

from integrations.mailbox.plain import words_of

LONGEST_TEXT = 100_000
MOST_PARTS = 200
MOST_FILES = 30
MOST_ADDRESSES = 100
TO_US = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Attachment:
    """A file that came along."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Failure:
    """That a mail did not reach an address (RFC 3464, 2.3): the address as we wrote it, where it is told."""

    addresses: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Read:
    """A mail's facts, cleaned and cut to length."""

    fingerprint: str
    message_id: str = ""
    from_address: str = ""
    from_name: str = ""
    to: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()  # the Message-IDs that it answers, or that come back with it
    subject: str = ""
    text: str = ""
    is_automatic: bool = False
    is_report: bool = False
    failures: tuple[Failure, ...] = ()
    files: tuple[Attachment, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def read(content: bytes, *, is_whole: bool = True) -> Read:
    """Return what a mail says; whatever is broken in it, what can be read is."""
    message = message_from_bytes(content)
    parts = list(_parts(message))
    files = tuple(_files(parts))
    name, address = parseaddr(_raw(message, "From"))
    report = _is_report(message)
    remarks = [] if is_whole else ["Mailen er for stor til at blive hentet. Læs den i postkassen."]
    if len(files) > MOST_FILES:
        remarks.append(
            f"Mailen har {len(files)} filer. De første {MOST_FILES} er hentet; se resten i postkassen."
        )
    return Read(
        fingerprint=_fingerprint(message, content),
        message_id=_header(message, "Message-ID", 300),
        from_address=_cut(address, 320),
        from_name=_cut(_decoded(name), 200),
        to=tuple(_to(message))[:MOST_ADDRESSES],
        answers=tuple(_answers(message, parts)),
        subject=_header(message, "Subject", 250),
        text=_text(parts),
        is_automatic=_is_automatic(message),
        is_report=report,
        failures=tuple(_failures(parts)) if report else (),
        files=files[:MOST_FILES],
        remarks=tuple(remarks),
    )


def unreadable(content: bytes) -> Read:
    """Return what is kept of a mail that cannot be read at all."""
    remark = "Mailen er i stykker og kan ikke læses her. Læs den i postkassen."
    return Read(fingerprint=hashlib.sha256(content).hexdigest(), remarks=(remark,))


def _fingerprint(message: Message, content: bytes) -> str:
    """Return what tells the mail from others wherever it lies: not the lines that servers put before it."""
    head = "\n".join(str(message.get(name, "")) for name in ("Message-ID", "From", "Date", "Subject"))
    body = re.split(rb"\r?\n\r?\n", content, maxsplit=1)
    told = head.encode("utf-8", "surrogateescape") + b"\0" + (body[1] if len(body) > 1 else content)
    return hashlib.sha256(told).hexdigest()


def _header(message: Message, name: str, longest: int = 1000) -> str:
    return _cut(_decoded(_raw(message, name)), longest)


def _raw(message: Message, name: str) -> str:
    return str(message.get(name, ""))[:20_000]


def _to(message: Message) -> Iterator[str]:
    """Return the addresses a mail came to: each line by itself, so that a broken one spoils no other.

    Addresses are found before words are decoded (RFC 2047, 6.2): a decoded name may hold a comma.
    """
    for name in TO_US:
        for line in message.get_all(name, []):
            for _, address in getaddresses([str(line)[:20_000]]):
                if address:
                    yield _cut(address, 320)


def _decoded(value: str) -> str:
    try:
        pieces = decode_header(value)
    except Exception:  # whatever a hostile header does to the parser, its letters are shown as they came
        return value
    return "".join(
        piece if isinstance(piece, str) else _letters(piece, charset or "utf-8") for piece, charset in pieces
    )


def _letters(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):
        return content.decode("latin-1")


def _cut(value: str, longest: int) -> str:
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", " ".join(clean.split()))[:longest]


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        if not part.is_multipart() or part.get_content_type() == "message/delivery-status":
            yield part


def _content(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _name(part: Message) -> str:
    try:
        found = part.get_filename() or ""
    except Exception:  # a broken name is no name
        return ""
    return _cut(_decoded(str(found)), 150)


def _is_file(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    if part.get_content_type() in ("message/delivery-status", "text/rfc822-headers"):
        return False
    return bool(_name(part)) or disposition.startswith("attachment") or part.get_content_maintype() not in (
        "text", "multipart", "message"
    )  # fmt: skip


def _files(parts: list[Message]) -> Iterator[Attachment]:
    for part in parts:
        if _is_file(part):
            yield Attachment(_name(part) or "vedhæftet fil", _content(part))


def _text(parts: list[Message]) -> str:
    words = [part for part in parts if part.get_content_maintype() == "text" and not _is_file(part)]
    plain = [part for part in words if part.get_content_type() == "text/plain"]
    marked = [part for part in words if part.get_content_type() == "text/html"]
    found = [_words(part) for part in plain] if plain else [words_of(_words(part)) for part in marked]
    text = "\n\n".join(each.strip() for each in found if each.strip())
    clean = _CONTROL.sub("", text.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8"))
    return clean if len(clean) <= LONGEST_TEXT else clean[:LONGEST_TEXT] + "\n[Resten er ikke med.]"


def _words(part: Message) -> str:
    return _letters(_content(part)[: LONGEST_TEXT * 8], str(part.get_content_charset() or "utf-8"))


def _is_automatic(message: Message) -> bool:
    """RFC 3834, section 5, and what older programs write."""
    submitted = _header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    precedence = _header(message, "Precedence").lower()
    old = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond"))
    return submitted not in ("", "no") or precedence in ("auto_reply", "bulk", "junk") or old


def _is_report(message: Message) -> bool:
    kind = str(message.get_param("report-type", "")).lower()
    return message.get_content_type() == "multipart/report" and kind == "delivery-status"


def _answers(message: Message, parts: list[Message]) -> Iterator[str]:
    for name in ("In-Reply-To", "References"):
        yield from re.findall(r"<[^<>\s]{1,250}>", _header(message, name, 5000))[-20:]
    if not _is_report(message):
        return
    for part in message.walk():
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822"):
            inner = part.get_payload()
            original = inner[0] if isinstance(inner, list) and inner else message_from_bytes(_content(part))
            if isinstance(original, Message):
                yield _header(original, "Message-ID", 300)


def _failures(parts: list[Message]) -> Iterator[Failure]:
    for part in parts:
        blocks = part.get_payload() if part.get_content_type() == "message/delivery-status" else None
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message) and _header(block, "Action").lower() == "failed":
                told = (_header(block, name).partition(";")[2].strip() for name in _RECIPIENTS)
                reason = _header(block, "Diagnostic-Code").partition(";")[2].strip()
                text = f"{_header(block, 'Status', 20)} {reason}".strip()
                yield Failure(tuple(each for each in told if each), text[:1000])


_RECIPIENTS = ("Original-Recipient", "Final-Recipient")
