"""What somebody with a one-time link reads and does. Everything here runs as the door, by hashes alone."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.dateparse import parse_date, parse_datetime

from agreements.joint.actions.outside import hash_of
from documents.models import StoredFile
from walls.callers import Caller, acting_as
from workflows import jobs


def _ask(query: str, *given: str) -> Any:
    with acting_as(Caller.door()), connection.cursor() as cursor:
        cursor.execute(query, list(given))
        found = cursor.fetchone()[0]
    return json.loads(found) if isinstance(found, str) else found


def peek(token: str) -> dict[str, Any] | None:
    """Return the state of a link and for whom it is, without opening it; None where there is no such link."""
    found: dict[str, Any] | None = _ask("SELECT agreements_joint_outside_peek_v1(%s)", hash_of(token))
    return found


def open_link(token: str, visit: str) -> bool:
    """Open a link, once; from now on `visit` is what its reader is known by. False where it is too late."""
    return bool(_ask("SELECT agreements_joint_outside_open_v1(%s, %s)", hash_of(token), hash_of(visit)))


def read(visit: str) -> dict[str, Any] | None:
    """Return what the opened link is about; None where the visit has ended."""
    found: dict[str, Any] | None = _ask("SELECT agreements_joint_outside_read_v1(%s)", hash_of(visit))
    if found is not None:
        found["answer_by"] = parse_date(found["answer_by"] or "")
        found["received_at"] = parse_datetime(found["received_at"] or "")
    return found


def file_of(visit: str, which: str) -> StoredFile | None:
    """Return a document of the opened link, whose reading is in the log by now; None where there is none."""
    found = _ask("SELECT agreements_joint_outside_file_v1(%s, %s)", hash_of(visit), which)
    if found is None:
        return None
    return StoredFile(state=StoredFile.State.READY, **{**found, "id": UUID(found["id"])})


def receive(visit: str, *, name: str, answer: str, remark: str) -> bool:
    """Store the receipt, and the answer where one is given; False where the visit has ended."""
    query = "SELECT agreements_joint_outside_receipt_v1(%s, %s, %s, %s)::text"
    return _then_work(query, hash_of(visit), name, answer, remark)


def renew(token: str) -> bool:
    """Have a used or expired link sent anew, to the mailbox it was sent to; False for any other."""
    return _then_work("SELECT agreements_joint_outside_renew_v1(%s)::text", hash_of(token))


def _then_work(query: str, *given: str) -> bool:
    with acting_as(Caller.door()), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, list(given))
        job = cursor.fetchone()[0]
        if job is None:
            return False
        transaction.on_commit(_sender(UUID(job)), robust=True)
    return True


def _sender(job_id: UUID) -> Callable[[], None]:
    return lambda: jobs.send(job_id)
