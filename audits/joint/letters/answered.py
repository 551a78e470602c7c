"""What the report tells of earlier findings and of the hearings, as plain data for its template."""

from typing import Any

from django.utils import timezone

from audits.joint.models import Audit, Hearing, HearingComment
from documents.word.filters import dato

NO_HEARING = "Der er ingen forhold, så udkastet har ikke været i høring."


def followed_up(audit: Audit) -> list[dict[str, Any]]:
    """Return what an earlier audit left to this one, and what became of it."""
    rows = audit.follow_ups.select_related("finding__audit", "finding__audit_system", "new_finding")
    found = []
    for row in rows:
        words = [f"{row.get_outcome_display().capitalize()}."]
        if row.new_finding:
            words.append(f"Se forhold {row.new_finding.number}.")
        found.append(
            {
                "sag": row.finding.audit.case_number,
                "nr": row.finding.number,
                "system": row.finding.audit_system.name,
                "overskrift": row.finding.title,
                "resultat": " ".join([*words, row.text]).strip(),
            }
        )
    return found


def hearing_with_answers(audit: Audit) -> dict[str, Any]:
    """Return how the hearings of this version went, and all the supplier's comments with the answers.

    They stand by hearing, each in its draft's order; where there were several each comment says in which.
    """
    hearings = Hearing.of_version(audit)
    if not hearings:
        return {"hoering_tekst": NO_HEARING, "hoeringssvar": []}
    if len(hearings) == 1:
        return {"hoering_tekst": _went(hearings[0], "Udkastet"), "hoeringssvar": _comments(hearings[0])}
    return {
        "hoering_tekst": " ".join(
            _went(each, f"{number}. høring: Udkastet") for number, each in enumerate(hearings, 1)
        ),
        "hoeringssvar": [
            {**row, "forhold": f"{number}. høring: {row['forhold']}"}
            for number, each in enumerate(hearings, 1)
            for row in _comments(each)
        ],
    }


def _went(hearing: Hearing, draft: str) -> str:
    opened, ended = timezone.localdate(hearing.opened_at), hearing.answered_at
    end = timezone.localdate(ended) if ended else hearing.deadline
    outcome = " Databehandleren havde ingen bemærkninger." if hearing.no_comments else ""
    return f"{draft} har været i høring hos databehandleren fra {dato(opened)} til {dato(end)}.{outcome}"


def _comments(hearing: Hearing) -> list[dict[str, Any]]:
    order = {each["key"]: place for place, each in enumerate(hearing.sections)}
    comments = sorted(
        hearing.said.select_related("finding__audit_system", "audit_system"),
        key=lambda each: (order.get(each.section, len(order)), each.created_at),
    )
    return [_comment(each) for each in comments]


def _comment(comment: HearingComment) -> dict[str, Any]:
    """Return a comment's row; `system` is whose it is, where it is about one of them."""
    system = comment.audit_system or (comment.finding.audit_system if comment.finding else None)
    words = [comment.text]
    if comment.proposal and comment.proposal != comment.quote:
        words.append(f"Foreslået ordlyd: {comment.proposal}")
    outcome = f"{comment.get_outcome_display().capitalize()}. " if comment.outcome else ""
    return {
        "forhold": _section(comment),
        "system": system.name if system else "",
        "bemaerkning": "\n".join(words),
        "svar": f"{outcome}{comment.answer}",
    }


def _section(comment: HearingComment) -> str:
    """Return the section's heading; the system it is about is said beside it."""
    name = comment.audit_system.name if comment.audit_system else ""
    return comment.heading.removesuffix(f": {name}") or "Udkastet i det hele"
