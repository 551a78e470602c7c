"""What the limited process finds in a signed file: plain facts, kept as JSON and never changed.

Nothing here imports Django: both the house and the limited process use it.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

VERSION = "2"  # of the checking; stands with each result
LONGEST_ANSWER = 20_000_000  # bytes


@dataclass(frozen=True)
class SignatureFacts:
    """One signature or time stamp in the file."""

    is_timestamp: bool = False
    readable: bool = True
    name: str = ""
    organisation: str = ""
    identifier: str = ""
    cvr: str = ""
    issuer: str = ""
    valid_from: str = ""
    valid_until: str = ""
    pades: bool = False
    signed_at: str = ""
    time_from: str = ""  # "timestamp", "unproved_timestamp" (of an unknown issuer), "signer" or nothing
    intact: bool = False
    covers_all: bool = False  # all of the file as it was when it was signed
    changed_after: str = ""  # nothing, "added" (more signatures or proofs) or "changed"
    trust: str = "not_checked"  # trusted, not_checked, untrusted, self_signed, expired, revoked


@dataclass(frozen=True)
class Difference:
    """Words that are not the same: what was sent, what the file says, and the words before."""

    before: str
    sent: str
    signed: str
    page: int


@dataclass(frozen=True)
class ExtraPage:
    """A page before or after the agreement, with all of its words."""

    page: int
    text: str
    harmless: bool  # a cover, or a page of signatures


@dataclass(frozen=True)
class TextFacts:
    """How the file's text compares with the text that was sent."""

    outcome: str = "none"  # none (no text to read), same, differs, another
    words: int = 0
    differences: list[Difference] = field(default_factory=list)
    count: int = 0
    extra_pages: list[ExtraPage] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    picture_pages: list[int] = field(default_factory=list)
    drawn_over: list[int] = field(default_factory=list)
    laid_out_anew: bool = False


@dataclass(frozen=True)
class Facts:
    """All that was found in one file."""

    version: str = VERSION
    problem: str = ""  # "", "unreadable", "locked", "stopped"
    pages: int = 0
    anchors: int = 0
    signatures: list[SignatureFacts] = field(default_factory=list)
    text: TextFacts = field(default_factory=TextFacts)

    def as_data(self) -> dict[str, Any]:
        """Return plain data that can be stored."""
        return asdict(self)

    @property
    def by_people(self) -> list[SignatureFacts]:
        """Return the signatures that are not mere time stamps of the document."""
        return [each for each in self.signatures if not each.is_timestamp]


def facts_from(data: dict[str, Any]) -> Facts:
    """Return stored facts; what a newer version of the checking added is left out."""
    text = dict(data.get("text", {}))
    text["differences"] = [Difference(**each) for each in text.get("differences", [])]
    text["extra_pages"] = [ExtraPage(**each) for each in text.get("extra_pages", [])]
    return Facts(
        version=data.get("version", VERSION),
        problem=data.get("problem", ""),
        pages=data.get("pages", 0),
        anchors=data.get("anchors", 0),
        signatures=[SignatureFacts(**each) for each in data.get("signatures", [])],
        text=TextFacts(**text),
    )
