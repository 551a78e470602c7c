"""A signed copy with its check, as a page shows them and as they are handed over: together."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from documents.abstract import StoredFileBase
from documents.packing import Packed, Packing
from documents.signatures.abstract import CheckedCopyBase, SignatureCheckBase
from documents.signatures.facts import Facts, facts_from
from documents.signatures.verdict import Verdict, signature_rows, verdict_of
from secretariat.pagekit.tags.words import da_date, da_moment


@dataclass(frozen=True)
class KeptCopy:
    """One party's signed copy, how it was checked, and what a person has said of it."""

    party: str
    name: str
    sha256: str
    signed_by: str
    signed_on: date
    kind: str
    accepted_reason: str = ""
    vouched_name: str = ""
    vouched_function: str = ""
    facts: Facts | None = None
    sent_sha256: str = ""
    checked_at: datetime | None = None
    checked_by: str = ""
    url: str = ""

    @property
    def kind_label(self) -> str:
        """Return in words whether it is signed, scanned, or from before copies were checked."""
        return CheckedCopyBase.Kind(self.kind).label

    @property
    def verdict(self) -> Verdict | None:
        """Return what was found, where it was checked."""
        return verdict_of(self.facts) if self.facts else None

    @property
    def signatures(self) -> list[list[tuple[str, str]]]:
        """Return each signature as rows of label and words."""
        return [signature_rows(each) for each in self.facts.signatures] if self.facts else []

    @property
    def text(self) -> Any:
        """Return how its text compares."""
        return self.facts.text if self.facts else None


def from_row(copy: Any, party: str, url: str = "") -> KeptCopy:
    """Return a copy from its row (agreements' SignedCopy or SupplierCopy) with its examination."""
    checked: SignatureCheckBase | None = copy.examination
    return KeptCopy(
        party=party,
        name=copy.file.name,
        sha256=copy.file.sha256,
        signed_by=copy.signed_by,
        signed_on=copy.signed_on,
        kind=copy.kind,
        accepted_reason=copy.accepted_reason,
        vouched_name=copy.vouched_name,
        vouched_function=copy.vouched_function,
        facts=checked.found if checked else None,
        sent_sha256=checked.sent_sha256 if checked else "",
        checked_at=checked.checked_at if checked else None,
        checked_by=checked.checked_by_name if checked else "",
        url=url,
    )


def from_told(told: dict[str, Any], party: str, name: str, sha256: str, url: str = "") -> KeptCopy | None:
    """Return a copy from the facts that came along with a letter; None for a letter from before that."""
    if not told:
        return None
    return KeptCopy(
        party=party,
        name=name,
        sha256=sha256,
        signed_by=told["signed_by"],
        signed_on=date.fromisoformat(told["signed_on"]),
        kind=told["kind"],
        accepted_reason=told["accepted_reason"],
        vouched_name=told["vouched_name"],
        vouched_function=told["vouched_function"],
        facts=facts_from(told["facts"]) if told.get("facts") else None,
        sent_sha256=told.get("sent_sha256") or "",
        checked_at=datetime.fromisoformat(told["checked_at"]) if told.get("checked_at") else None,
        checked_by=told.get("checked_by_name") or "",
        url=url,
    )


def bundle(number: str, sent: StoredFileBase, copies: Sequence[KeptCopy]) -> BinaryIO:
    """Return a zip of the sent document, the signed copies and their checks, with the SHA-256 of each file.

    It is written to disk piece by piece and has no name there any more: it is gone once it is closed.
    Raises FileNotFoundError where a file is gone from the store.
    """
    with Packing() as packing:
        files = [packing.add_kept(f"sendt/{sent.name}", sent.sha256)]
        for place, copy in enumerate(copies, 1):
            files.append(_pack(packing, f"underskrevet-{place}-{copy.party}", copy))
        sums = "".join(f"{each.sha256}  {each.name}\n" for each in files)
        packing.add("SHA256SUMS.txt", sums.encode())
        about = f"{number}: det sendte dokument, de underskrevne kopier og kontrollen.\n"
        packing.add("laesmig.txt", about.encode())
        packing.close()
        return packing.path.open("rb")


def _pack(packing: Packing, folder: str, copy: KeptCopy) -> Packed:
    file = packing.add_kept(f"{folder}/{copy.name}", copy.sha256)
    packing.add(f"{folder}/kontrol.txt", report(copy).encode())
    if copy.facts:
        told = {"sha256": copy.sha256, "sent_sha256": copy.sent_sha256, **copy.facts.as_data()}
        packing.add(f"{folder}/kontrol.json", json.dumps(told, ensure_ascii=False, indent=2).encode())
    return file


def report(copy: KeptCopy) -> str:
    """Return the check of a copy in words, as a text file."""
    lines = [
        f"{copy.name} ({copy.kind_label}), lagt op for {copy.party}",
        f"Underskrevet af {copy.signed_by} den {da_date(copy.signed_on)}",
    ]
    if copy.vouched_name:
        lines.append(
            f"{copy.vouched_name}, {copy.vouched_function}, står inde for kopien og har sammenlignet den "
            "med det sendte dokument."
        )
    if copy.verdict:
        lines += ["", f"Kontrolleret {da_moment(copy.checked_at)}, lagt op af {copy.checked_by}"]
        lines += [f"Resultat: {copy.verdict.label}", *copy.verdict.obstacles, *copy.verdict.doubts]
        if copy.accepted_reason:
            lines.append(f"Godkendt med begrundelsen: {copy.accepted_reason}")
        lines += copy.verdict.notes
        for rows in copy.signatures:
            lines += ["", *(f"{label}: {words}" for label, words in rows)]
        for each in copy.text.differences:
            lines += ["", f"Side {each.page}, efter »{each.before}«:"]
            lines += [
                f"  sendt:        {each.sent or '(ingenting)'}",
                f"  underskrevet: {each.signed or '(ingenting)'}",
            ]
    return "\n".join(lines) + "\n"
