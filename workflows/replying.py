"""The address that a mail is answered to, so that the answer lands on its case.

SEKRETARIAT_REPLY_ADDRESS is the mailbox's own, "sag@tilsyn.example"; a mail about a case asks for answers to
"sag+<token>@tilsyn.example" (a subaddress, RFC 5233). The token says nothing and cannot be guessed; whoever
has it can put a mail on the case and no more.
"""

import re
import secrets
from base64 import b32encode
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from workflows.models import CaseAddress, MailAbout, OutboxMail

BYTES = 10  # of chance: 80 bits, in sixteen letters and figures that survive a change of case
TOKEN = re.compile(r"[a-z2-7]{16}")


def reply_address(row: OutboxMail) -> str:
    """Return where a mail is to be answered: its case's address, or as the row says where there is none."""
    own, _, domain = settings.REPLY_ADDRESS.rpartition("@")
    if not own or row.joint_id is None:
        return row.reply_to
    return f"{own}+{_token(row.joint_id)}@{domain}"


def _token(joint_id: UUID) -> str:
    row, _ = CaseAddress.objects.get_or_create(joint_id=joint_id, defaults={"token": _new_token()})
    return row.token


def _new_token() -> str:
    return b32encode(secrets.token_bytes(BYTES)).decode().lower()


def answered(addresses: Iterable[str]) -> UUID | None:
    """Return what the mail was about that is answered to one of the addresses."""
    own, _, domain = settings.REPLY_ADDRESS.lower().rpartition("@")
    for address in addresses:
        local, _, at = address.lower().rpartition("@")
        name, _, token = local.partition("+")
        if own and (name, at) == (own, domain) and TOKEN.fullmatch(token):
            found = CaseAddress.objects.filter(token=token).values_list("joint_id", flat=True).first()
            if found:
                return found
    return None


def mail_of(message_ids: Iterable[str]) -> OutboxMail | None:
    """Return the mail of ours that one of the Message-IDs names."""
    for given in message_ids:
        found = re.fullmatch(r"<([0-9a-f-]{36})@([^<>@\s]+)>", given.strip())
        if found and found[2] == settings.BASE_DOMAIN:
            try:
                key = UUID(found[1])
            except ValueError:
                continue
            if row := OutboxMail.objects.filter(pk=key).first():
                return row
    return None


def abouts_of(row: OutboxMail) -> list[UUID]:
    """Return everything that a mail is about."""
    more = MailAbout.objects.filter(mail=row).values_list("joint_id", flat=True)
    return [*([row.joint_id] if row.joint_id else []), *more]
