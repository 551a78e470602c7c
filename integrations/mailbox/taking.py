"""Taking a mail in: a bounce to its mail, an answer to its case, and the rest to a list."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone

from documents.actions import keep_upload
from documents.checks.refusal import RefusedFileError
from documents.models import StoredFile
from documents.uploadhandlers import as_received
from integrations.mailbox.reading import Attachment, Read
from workflows import cases
from workflows.bounces import BY, note_refused
from workflows.cases import Case
from workflows.log import record
from workflows.models import IncomingMail, MailAbout, OutboxMail
from workflows.replying import abouts_of, answered, mail_of

NUMBER = re.compile(r"\b[A-ZÆØÅ]{1,5}(?:-\d{1,8}){1,3}\b")
MOST_NUMBERS = 5
Kind, State = IncomingMail.Kind, IncomingMail.State


@dataclass(frozen=True)
class Place:
    """Which case a mail belongs to, and the mail of ours it answers or brings back."""

    case: Case | None
    mail: OutboxMail | None


def take_in(mail: Read) -> IncomingMail | None:
    """Keep a mail, where it is not kept already; returns its row.

    Act as the secretariat, in a transaction.
    """
    if IncomingMail.objects.filter(fingerprint=mail.fingerprint).exists():
        return None
    place = _place(mail)
    row = IncomingMail(
        fingerprint=mail.fingerprint,
        message_id=mail.message_id,
        from_address=mail.from_address,
        from_name=mail.from_name,
        subject=mail.subject,
        text=mail.text,
        remarks=[*mail.remarks, *_remarks(mail, place)],
        case_id=place.case.id if place.case else None,
        is_expected=_is_expected(mail.from_address, place.case),
    )
    row.kind, row.state = _what(mail, place)
    row.files = [] if row.kind == Kind.BOUNCE else [_keep(each, place.case) for each in mail.files]
    if row.state == State.NOTED:
        row.read_at = timezone.now()
    row.save(force_insert=True)
    if row.kind == Kind.BOUNCE:
        _bounce(mail, place)
    elif place.case:
        action = "receive_auto" if row.kind == Kind.AUTO else "receive_mail"
        facts = {"sender": row.from_address, "subject": row.subject, "mail": str(row.id)}
        record(place.case.row, action, by=BY, data=facts)
    return row


def _place(mail: Read) -> Place:
    """Return the case by the answering address, or by the mail of ours that is answered; both are secret.

    What anybody can know, a case's number or who writes, places nothing.
    """
    ours = mail_of(mail.answers)
    about = answered(mail.to)
    ids = [about] if about else abouts_of(ours) if ours else []
    found = cases.cases_of(ids)
    return Place(next((found[each] for each in ids if each in found), None), ours)


def _what(mail: Read, place: Place) -> tuple[str, str]:
    if mail.is_report:
        is_known = bool(place.mail) or not mail.failures
        return Kind.BOUNCE, State.NOTED if is_known else State.LOOSE
    if mail.is_automatic:
        return Kind.AUTO, State.NOTED
    return Kind.ANSWER, State.PLACED if place.case else State.LOOSE


def _remarks(mail: Read, place: Place) -> list[str]:
    named = cases.numbered(list(dict.fromkeys(NUMBER.findall(mail.subject)))[:MOST_NUMBERS])
    others = [each.number for each in named if place.case is None or each.id != place.case.id]
    if others and place.case:
        return [f"Emnet nævner en anden sag: {', '.join(others)}."]
    if others:
        return [
            f"Emnet nævner {', '.join(others)}. Et sagsnummer kan enhver skrive, så læg selv mailen på sagen."
        ]
    return []


def _is_expected(address: str, case: Case | None) -> bool:
    """Return whether somebody with the address is written to in the case. From is no proof of who wrote."""
    if case is None:
        return False
    known = {each.lower() for each in case.addresses}
    ids = cases.within(case.id)
    collected = MailAbout.objects.filter(joint_id__in=ids).values("mail")
    for sent in (OutboxMail.objects.filter(joint_id__in=ids), OutboxMail.objects.filter(pk__in=collected)):
        known.update(each.lower() for to in sent.values_list("to", flat=True) for each in to)
    return address.lower() in known


def _keep(file: Attachment, case: Case | None) -> dict[str, Any]:
    """Keep a file as an upload is kept: checked and scanned. What is not kept stays in the mailbox."""
    with as_received(file.name, file.content) as received:
        try:
            kept = keep_upload(received, by=BY, title=file.name, case_id=case.id if case else None)
        except RefusedFileError as refused:
            return {"name": file.name, "file": None, "problem": refused.problem}
        except (OSError, DatabaseError):
            raise
        except Exception:  # whatever the file does to what looks into it, the mail is taken in
            return {"name": file.name, "file": None, "problem": "Filen kunne ikke kontrolleres."}
    problem = kept.state_reason if kept.state == StoredFile.State.QUARANTINED else ""
    return {"name": kept.name, "file": str(kept.id), "problem": problem}


def _bounce(mail: Read, place: Place) -> None:
    """Note on the mail that came back which addresses it did not reach, and on its case."""
    if place.mail is None:
        return
    refused: dict[str, str] = {}
    for failure in mail.failures:
        known = [each for each in failure.addresses if _is_among(each, place.mail.to)]
        if not known and len(place.mail.to) == 1:  # it was passed on to another address, which failed
            known = place.mail.to
        if known:
            refused[known[0]] = failure.text
    new = note_refused(place.mail, refused)
    case = place.case or cases.case_of(place.mail.joint_id)
    for each in new if case else []:
        record(case.row, "bounce", by=BY, data={"address": each.address, "mail": str(place.mail.id)})  # type: ignore[union-attr]


def _is_among(address: str, addresses: list[str]) -> bool:
    return address.lower() in {each.lower() for each in addresses}


def ids_of_files(row: IncomingMail) -> list[UUID]:
    """Return the stored files of a mail."""
    return [UUID(each["file"]) for each in row.files if each.get("file")]
