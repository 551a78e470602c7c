"""What the name of a file says of it, where nobody has described the file itself."""

import re

from audits.joint.states import EvidenceKind

# The first that is found in the name; what is more particular stands before what is less.
_SIGNS = (
    (EvidenceKind.ISAE3000, r"isae.?3000|gdpr.?erkl"),
    (EvidenceKind.ISAE3402, r"isae.?3402|\b3402\b"),
    (EvidenceKind.SOC2, r"soc.?2"),
    (EvidenceKind.ISO27001, r"(iso.?)?2700?1\b|27701|iso.?certifikat"),
    (EvidenceKind.STATEMENT, r"ledelseserkl"),
    (EvidenceKind.SUBPROCESSORS, r"underdatabehandler|sub.?processor"),
    (EvidenceKind.INSPECTION, r"referat|inspektion|tilsynsbes"),
    (EvidenceKind.POLICY, r"politik|procedure|retningslinje|policy|beredskab"),
)


def title_of(name: str) -> str:
    """Return a title made of a file's name: without folder and ending, its underscores as spaces."""
    last = name.replace("\\", "/").rpartition("/")[2]
    bare = last.rpartition(".")[0] or last
    return re.sub(r"[_\s]+", " ", bare).strip()[:200] or last[:200]


def kind_of(name: str, otherwise: str = EvidenceKind.OTHER) -> str:
    """Return the kind of document that the name tells of, else `otherwise`."""
    words = title_of(name).lower()
    return next((kind for kind, sign in _SIGNS if re.search(sign, words)), otherwise)
