"""The one-time links of a contact round. Everything here but `link_of` runs as the door, by hashes alone."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.crypto import salted_hmac

from accounts.sites import secretariat_url
from walls.callers import Caller, acting_as

SALT = "audits.contact_ask"


def token_of(ask_id: UUID) -> str:
    """Return the secret of a question's link. It is derived, so that a reminder can carry the same link."""
    return salted_hmac(SALT, str(ask_id), algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    """Return what is stored of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_of(ask_id: UUID) -> str:
    """Return the address for the mail."""
    return secretariat_url("contact_answer", token_of(ask_id))


def peek(token: str) -> dict[str, Any] | None:
    """Return what the link asks and whether it can be answered; None where there is no such link."""
    found = _ask("SELECT audits_joint_contact_peek_v1(%s)", hash_of(token))
    return json.loads(found) if isinstance(found, str) else found


def answer(token: str, *, answer: str, name: str = "", email: str = "", phone: str = "") -> bool:
    """Store the answer, once; False where it is too late or says nothing."""
    query = "SELECT audits_joint_contact_answer_v1(%s, %s, %s, %s, %s)"
    return bool(_ask(query, hash_of(token), answer, name, email, phone))


def _ask(query: str, *given: str) -> Any:
    with acting_as(Caller.door()), connection.cursor() as cursor:
        cursor.execute(query, list(given))
        return cursor.fetchone()[0]
