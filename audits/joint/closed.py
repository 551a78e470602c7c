"""What the report says of who may open each document: beside it, and in a sentence about all of them."""

from collections.abc import Iterable

from audits.joint.models import Evidence
from audits.joint.states import EvidenceState, Sharing


def closed_words(evidence: Iterable[Evidence]) -> list[str]:
    """Return sentences that name the documents with restricted access, and why; none where there are none."""
    handed_over = [each for each in evidence if each.state != EvidenceState.SHOWN]
    read = [each for each in handed_over if each.level == Sharing.READ]
    closed = [each for each in handed_over if each.level not in (Sharing.READ, Sharing.DOWNLOAD)]
    words = []
    if read:
        words.append(f"Kan læses på kommunens side, men ikke hentes: {_named(read)}.")
    if closed:
        words.append(f"Er kun læst i sekretariatet og kan ikke åbnes af kommunerne: {_named(closed)}.")
    return words


def access_words(evidence: Evidence) -> str:
    """Return what stands beside a document: that it comes along, or where it lies, and why."""
    if evidence.state == EvidenceState.SHOWN:
        return "Forevist for sekretariatet, ikke afleveret"
    if evidence.level == Sharing.DOWNLOAD:
        return "Følger rapporten"
    if evidence.level == Sharing.READ:
        return f"Kan læses på kommunens side, men ikke hentes ({why_closed(evidence)})"
    return f"Kan ikke åbnes, ligger hos sekretariatet ({why_closed(evidence)})"


def _named(evidence: list[Evidence]) -> str:
    return "; ".join(f"»{each.title}« ({why_closed(each)})" for each in evidence)


def why_closed(evidence: Evidence) -> str:
    """Return in words why a document is not free: the secretariat's reason, else the supplier's."""
    reason = evidence.level_reason or evidence.wish_reason
    if reason:
        return reason.strip().rstrip(".")
    if evidence.state == EvidenceState.INSUFFICIENT:
        return "fundet utilstrækkelig"
    return "der er ikke givet adgang"
