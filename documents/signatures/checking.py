"""Checking a signed copy against the document that was sent."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from documents.abstract import StoredFileBase
from documents.checks.kinds import PDF, look
from documents.checks.refusal import RefusedFileError
from documents.signatures.facts import Facts
from documents.signatures.limited import examine
from documents.signatures.verdict import Verdict
from documents.storage import opened

CERTIFICATES = (".pem", ".crt", ".cer", ".der")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*")
WRONG_KIND = RefusedFileError(
    "Den underskrevne aftale skal være en PDF eller et skannet billede.",
    "Gem den som PDF, og læg den op igen.",
)


@dataclass(frozen=True)
class Approval:
    """What the person who hands in a copy says of it."""

    reason: str = ""
    vouched_name: str = ""
    vouched_function: str = ""


def anchors() -> list[bytes]:
    """Return the certificates of the issuers that the operator trusts; none where no folder is named."""
    if not settings.SIGNATURE_TRUST_DIR:
        return []
    folder = Path(settings.SIGNATURE_TRUST_DIR)
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix.lower() in CERTIFICATES]


def check_file(content: BinaryIO, sent: StoredFileBase, number: str) -> Facts:
    """Return what is found in a signed file, compared with the document that was sent.

    A picture has neither signature nor text. Both files are read where they lie.
    Raises RefusedFileError for what is neither PDF nor picture, and for what no upload may be: that is not
    opened by the program that reads signatures.
    Takes a second or two: call it outside a transaction.
    """
    content.seek(0)
    beginning = content.read(1024)
    if b"%PDF-" not in beginning and not beginning.startswith(PICTURES):
        raise WRONG_KIND
    if look(content).kind is not PDF:
        return Facts(pages=1)
    is_pdf = sent.content_type == "application/pdf"
    with opened(sent.sha256) as compared:
        return examine(content, compared, sent_is_pdf=is_pdf, anchors=anchors(), number=number)


def why_not(verdict: Verdict, approval: Approval) -> str:
    """Return why the copy cannot be used, or what nobody has said of it yet; nothing where it can."""
    if verdict.obstacles:
        return " ".join(verdict.obstacles)
    if verdict.doubts and not approval.reason.strip():
        return f"{' '.join(verdict.doubts)} Skriv, hvorfor kopien alligevel kan bruges."
    if verdict.is_scanned and not (approval.vouched_name.strip() and approval.vouched_function.strip()):
        return "En skannet kopi kræver, at nogen med navn og stilling står inde for den."
    return ""
