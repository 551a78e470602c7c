"""What the supervision consisted in, as the report tells it: by its concept, and by what there was of it."""

from audits.joint import concepts
from audits.joint.models import Audit, Evidence
from audits.joint.states import EvidenceKind, EvidenceState
from documents.word.filters import dato
from workflows.log import history

K = EvidenceKind
# By whom something was looked at, other than by the supplier and us: what concepts 4 and 5 rest on.
_CERTIFICATES = frozenset({K.ISO27001})
_INDEPENDENT = frozenset({K.ISAE3000, K.ISAE3000_LIMITED, K.ISAE3402, K.SOC2})
_ANSWERS = "databehandlerens svar på spørgeskemaet"
_WRITTEN = "Tilsynet er gennemført skriftligt på grundlag af "


def scope(audit: Audit, evidence: list[Evidence]) -> str:
    """Return in Danish how the supervision was carried out, or that it was not.

    `evidence` is the documentation that stands in the report. A concept that rests on a certificate or an
    independent party says so where there is none: it is never silently less than it is called.
    """
    told = _not_done(audit) if given_up(audit) else _done(audit, evidence)
    return f"{told} {concepts.statement(audit)}".strip()


def given_up(audit: Audit) -> bool:
    """Return whether the supervision was given up, and the supplier has not handed in since."""
    last = history(audit).filter(action__in=("give_up", "submit")).first()
    return last is not None and last.action == "give_up"


def _not_done(audit: Audit) -> str:
    given = "" if audit.evidence.exists() else " og har ikke afleveret dokumentation"
    return (
        "Tilsynet kunne ikke gennemføres: databehandleren har ikke svaret inden fristen den "
        f"{dato(audit.deadline)}{given}."
    )


def _done(audit: Audit, evidence: list[Evidence]) -> str:
    papers = " og den dokumentation, der står nedenfor" if evidence else ""
    kinds = {each.kind for each in evidence}
    if audit.concept == 2:
        return (
            "Tilsynet er gennemført skriftligt som en bekræftelse: databehandleren har svaret på, om "
            f"databehandleraftalens krav er overholdt. Det bygger på {_ANSWERS}{papers}."
        )
    if audit.concept == 4:
        return _resting(kinds & _CERTIFICATES, "en certificering", f"{_ANSWERS}{papers}")
    if audit.concept == 5:
        return _resting(kinds & _INDEPENDENT, "en uafhængig tredjeparts erklæring", f"{_ANSWERS}{papers}")
    if audit.concept == 6:
        return _own(evidence, kinds, papers)
    return f"{_WRITTEN}{_ANSWERS}{papers}."


def _resting(found: set[str], what: str, others: str) -> str:
    if found:
        return f"{_WRITTEN}{what}, {others}."
    return f"Tilsynet skulle bygge på {what}, men databehandleren har ikke afleveret det. {_WRITTEN}{others}."


def _own(evidence: list[Evidence], kinds: set[str], papers: str) -> str:
    told = f"Kommunerne har selv ført tilsynet i fællesskab på grundlag af {_ANSWERS}{papers}."
    if K.INSPECTION in kinds:
        told += " Der er foretaget en inspektion; referatet står nedenfor."
    if any(each.state == EvidenceState.SHOWN for each in evidence):
        told += " En del er forevist og ikke udleveret."
    return told
