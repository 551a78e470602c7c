"""The signatures of a PDF, read with pyHanko and without asking anybody on the network. No Django here."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from asn1crypto import pem, x509
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from documents.signatures.facts import SignatureFacts

PADES = "/ETSI.CAdES.detached"
# A CVR number in a certificate: organizationIdentifier NTRDK-12345678 (ETSI EN 319 412-1), or CVR:12345678.
_CVR = re.compile(r"(?:NTRDK-|CVR:|VATDK-)(\d{8})\b")
_CPR = re.compile(r"\b\d{6}-?\d{4}\b")
_ANY_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})


class LockedError(ValueError):
    """The PDF cannot be read without a password."""


def signatures_of(content: BinaryIO, anchors: list[bytes]) -> list[SignatureFacts]:
    """Return the file's signatures and time stamps, oldest first.

    `anchors` are certificates of issuers that are trusted; without any, nobody's certificate is looked up.
    Raises LockedError, and what pyHanko raises for a file that is no PDF.
    """
    reader = PdfFileReader(content, strict=False)
    if reader.encrypted:
        _unlock(reader)
    roots = [certificate for anchor in anchors for certificate in certificates(anchor)]
    return [_facts_of(each, roots) for each in reader.embedded_signatures]


def _unlock(reader: PdfFileReader) -> None:
    """A file that is only protected against editing opens without a password."""
    try:
        opened = reader.decrypt("").status != AuthStatus.FAILED
    except Exception:  # an unknown way of locking is locked, too
        opened = False
    if not opened:
        raise LockedError


def certificates(content: bytes) -> Iterator[x509.Certificate]:
    """Yield the certificates of a file, PEM (also several) or DER; raises ValueError for one that is none."""
    if pem.detect(content):
        yield from (x509.Certificate.load(der) for _, _, der in pem.unarmor(content, multiple=True))
    else:
        yield x509.Certificate.load(content, strict=True)


def _facts_of(embedded: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> SignatureFacts:
    stamp = embedded.sig_object_type == "/DocTimeStamp"
    try:
        return _stamp(embedded, roots) if stamp else _signature(embedded, roots)
    except Exception:  # whatever is wrong with it, the signature shows nothing
        return SignatureFacts(is_timestamp=stamp, readable=False)


def _context(roots: list[x509.Certificate], moment: datetime | None = None) -> ValidationContext:
    known: dict[str, Any] = {"moment": moment} if moment else {}
    return ValidationContext(trust_roots=roots, allow_fetching=False, **known)


def _signature(embedded: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> SignatureFacts:
    status: Any = _validated(embedded, roots, None)
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.valid and stamp.intact and (stamp.trusted or not roots)
    if stamped:
        status = _validated(embedded, roots, stamp.timestamp)
    moment = stamp.timestamp if stamped else status.signer_reported_dt
    own = status.signing_cert
    return SignatureFacts(
        **_who(own),
        pades=embedded.sig_object.get("/SubFilter") == PADES,
        signed_at=moment.isoformat() if moment else "",
        time_from=_source(stamp) if stamped else "signer" if moment else "",
        intact=bool(status.intact and status.valid),
        covers_all=_covers(status),
        changed_after=_changed(status),
        trust=_trust(status, own, roots, moment if stamped else datetime.now(UTC)),
    )


def _validated(embedded: EmbeddedPdfSignature, roots: list[x509.Certificate], moment: datetime | None) -> Any:
    return validate_pdf_signature(
        embedded, _context(roots, moment), _context(roots), key_usage_settings=_ANY_SIGNING
    )


def _stamp(embedded: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> SignatureFacts:
    status: Any = validate_pdf_timestamp(embedded, _context(roots))
    return SignatureFacts(
        is_timestamp=True,
        **_who(status.signing_cert),
        pades=True,
        signed_at=status.timestamp.isoformat(),
        time_from=_source(status),
        intact=bool(status.intact and status.valid),
        covers_all=_covers(status),
        changed_after=_changed(status),
        trust=_trust(status, status.signing_cert, roots, datetime.now(UTC)),
    )


def _source(stamp: Any) -> str:
    """Anybody can make a time stamp, with any time in it; one of a trusted issuer proves the time."""
    return "timestamp" if stamp.trusted else "unproved_timestamp"


def _covers(status: Any) -> bool:
    return bool(status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION)


def _changed(status: Any) -> str:
    """More signatures and proofs may be added to a signed file; anything else is a change of it."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return ""
    level = status.modification_level
    if level is None or level > ModificationLevel.FORM_FILLING or not status.docmdp_ok:
        return "changed"
    return "" if level == ModificationLevel.NONE else "added"


def _trust(status: Any, own: x509.Certificate, roots: list[x509.Certificate], at: datetime) -> str:
    validity = own["tbs_certificate"]["validity"]
    if own.issuer == own.subject and own.dump() not in {root.dump() for root in roots}:
        return "self_signed"
    if not validity["not_before"].native <= at <= validity["not_after"].native:
        return "expired"
    if not roots:
        return "not_checked"
    if getattr(status, "revoked", False):
        return "revoked"
    return "trusted" if status.trusted else "untrusted"


def _who(own: x509.Certificate) -> dict[str, Any]:
    subject, issuer = own.subject.native, own.issuer.native
    numbers = [
        _one(subject, key) for key in ("organization_identifier", "serial_number", "organization_name")
    ]
    found = next((match.group(1) for each in numbers if (match := _CVR.search(each))), "")
    identifier = next((each for each in numbers[:2] if each), "")
    validity = own["tbs_certificate"]["validity"]
    return {
        "name": _one(subject, "common_name")[:200],
        "organisation": _one(subject, "organization_name")[:200],
        # A civil registration number has no place here, should a certificate hold one.
        "identifier": "" if _CPR.search(identifier) else identifier[:100],
        "cvr": found,
        "issuer": (_one(issuer, "common_name") or _one(issuer, "organization_name"))[:200],
        "valid_from": validity["not_before"].native.isoformat(),
        "valid_until": validity["not_after"].native.isoformat(),
    }


def _one(name: Any, key: str) -> str:
    value = name.get(key, "") if name else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
