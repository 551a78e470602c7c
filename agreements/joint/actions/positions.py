"""Writing the basis for negotiations (forhandlingsgrundlag), version by version."""

from dataclasses import dataclass, field

from django.db import connection, transaction

from accounts.permissions import P
from agreements.joint.models import Position
from workflows.actors import Actor
from workflows.engine import NotPermittedError, OutdatedError
from workflows.log import record


@dataclass(frozen=True)
class Wording:
    """What a position says of a clause; `answers` are standard answers as (title, text)."""

    heading: str
    our_text: str = ""
    acceptable: str = ""
    never: str = ""
    answers: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def write_position(
    *, clause: str, wording: Wording, why: str, by: Actor, on_version: int | None = None
) -> Position:
    """Write a new version of a clause's position; earlier ones stay readable.

    Raises OutdatedError where somebody else has written one since version `on_version` was read.
    """
    if not by.may(P.AGREEMENTS_POSITIONS):
        raise NotPermittedError("Du har ikke adgang til at ændre forhandlingsgrundlaget.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('agreements_joint_position'))")
    last = Position.objects.filter(clause=clause).order_by("-version").first()
    number = last.version if last else 0
    if on_version is not None and on_version != number:
        raise OutdatedError("En anden har ændret punktet, siden du åbnede siden. Hent den igen.")
    row = Position(
        clause=clause,
        heading=wording.heading,
        version=number + 1,
        our_text=wording.our_text,
        acceptable=wording.acceptable,
        never=wording.never,
        answers=[{"title": title, "text": text} for title, text in wording.answers],
        why=why,
        written_by_id=by.id,
        written_by_name=by.signature,
    )
    row.save(force_insert=True)
    record(row, "write_position", by=by, reason=why, data={"clause": clause, "version": row.version})
    return row
