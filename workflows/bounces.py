"""Mails that did not arrive: noted per address, until somebody acts on them."""

from collections.abc import Collection, Mapping

from workflows.actors import Actor
from workflows.models import MailBounce, OutboxMail

BY = Actor.system("Postkassen")
LONGEST = 2000


def note_refused(row: OutboxMail, refused: Mapping[str, str]) -> list[MailBounce]:
    """Note the addresses that a mail did not reach, and why; each once. Returns the new ones.

    An address that the mail was not sent to is left alone: anybody can write that something came back.
    """
    known = {address.lower(): address for address in row.to}
    there = set(MailBounce.objects.filter(mail=row).values_list("address", flat=True))
    new = [
        MailBounce(mail=row, address=known[address.lower()], code=_code(text), text=text[:LONGEST])
        for address, text in refused.items()
        if address.lower() in known and known[address.lower()] not in there
    ]
    return MailBounce.objects.bulk_create(new, ignore_conflicts=True)


def _code(text: str) -> str:
    word = text.split(" ", 1)[0]
    return word if word.count(".") == 2 and word.replace(".", "").isdigit() else ""


def bounced(mails: Collection[OutboxMail]) -> dict[object, list[MailBounce]]:
    """Return what came back of the mails, by the mail's id."""
    found: dict[object, list[MailBounce]] = {}
    for each in MailBounce.objects.filter(mail__in=mails).order_by("at"):
        found.setdefault(each.mail_id, []).append(each)
    return found
