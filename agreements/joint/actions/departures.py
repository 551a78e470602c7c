"""Departures from the common wording as rows, and appendix D.4, which is filled from them."""

from typing import Any

from django.db import transaction

from agreements.joint.models import CommonText, Departure, Wish, WorkingCopy
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

PART, ROWS = "bilag-d", "departures"
LONGEST = 2000  # what one line of appendix D.4 holds
TOO_LONG = "Fravigelsen fra punkt {clause} bliver længere end 2.000 tegn i bilag D. Skriv den kortere."
Row = dict[str, Any]


@transaction.atomic
def grant(*, text: CommonText, wish: Wish, clause: str, agreed: str, reason: str, by: Actor) -> Departure:
    """Write a granted wish as a departure, and into appendix D.4 of the working copy.

    Raises NotPossibleError where the line becomes too long for the appendix.
    """
    given = {
        "common_text": text,
        "clause": clause.strip()[:20],
        "heading": wish.heading,
        "wish_text": wish.text,
        "agreed": agreed.strip(),
        "reason": reason,
        "decided_by_id": by.id,
        "decided_by_name": by.signature,
    }
    departure, _ = Departure.objects.update_or_create(wish=wish, defaults=given)
    _write(text, by)
    record(text, "grant_departure", by=by, reason=reason, data={"clause": departure.clause})
    return departure


@transaction.atomic
def take_back(*, text: CommonText, wish: Wish, by: Actor) -> None:
    """Remove the departure that a wish had been granted, where the answer is another one now."""
    found = Departure.objects.filter(wish=wish).first()
    if found is None:
        return
    clause = found.clause
    found.delete()
    _write(text, by, gone=clause)
    record(text, "take_back_departure", by=by, data={"clause": clause})


def _write(text: CommonText, by: Actor, gone: str = "") -> None:
    """Put the departures into appendix D.4; lines without a departure of ours stay as they are."""
    copy = WorkingCopy.objects.select_for_update().get(common_text=text)
    merged = _merged(list(text.departures.order_by("decided_at")))
    if long := next((clause for clause, words in merged.items() if len(words) > LONGEST), ""):
        raise NotPossibleError(TOO_LONG.format(clause=long))
    part = dict(copy.values.get(PART, {}))
    rows: list[Row] = []
    for row in part.get(ROWS, []):
        clause = str(row.get("clause", "")).strip()
        if clause in merged:
            rows.append({**row, "text": merged.pop(clause)})
        elif clause != gone:
            rows.append(row)
    part[ROWS] = rows + [{"clause": clause, "text": words} for clause, words in merged.items()]
    copy.values = {**copy.values, PART: part}
    copy.revision, copy.changed_by_name = copy.revision + 1, by.signature
    copy.save()
    text.working_copy = copy


def _merged(departures: list[Departure]) -> dict[str, str]:
    """Return the words of appendix D.4 clause by clause: a clause stands there once."""
    found: dict[str, list[str]] = {}
    for each in departures:
        words = found.setdefault(each.clause, [])
        if each.agreed and each.agreed not in words:
            words.append(each.agreed)
    return {clause: "\n".join(words) for clause, words in found.items()}


def keep_rows(text: CommonText, rows: list[Row], by: Actor) -> None:
    """Let the departures follow appendix D.4 as it was written by hand: changed, new and removed lines."""
    written = {str(row.get("clause", "")).strip(): str(row.get("text", "")).strip() for row in rows}
    departures = list(text.departures.order_by("decided_at"))
    merged = _merged(departures)
    for clause, words in written.items():
        if merged.get(clause) == words:
            continue
        own = [each for each in departures if each.clause == clause]
        if own:
            _reword(own, words)
        else:
            Departure.objects.create(
                common_text=text,
                clause=clause,
                agreed=words,
                decided_by_id=by.id,
                decided_by_name=by.signature,
            )
    text.departures.exclude(clause__in=written).delete()


def _reword(departures: list[Departure], words: str) -> None:
    """The first of a clause's departures carries the words that were written for them all."""
    for number, each in enumerate(departures):
        each.agreed = words if number == 0 else ""
        each.save(update_fields=["agreed"])
