"""Changing the wording of a mail, and going back to the shipped one."""

from django.db import transaction

from accounts.permissions import P
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.mailtexts import faults, shipped, text_of
from workflows.models import MailText


@transaction.atomic
def change(*, by: Actor, template: str, text: str) -> MailText:
    """Let mails of the kind be written so from now on; what has been written already stays.

    Raises NotPossibleError with all that is wrong, FileNotFoundError for a mail that there is not.
    """
    _must_manage(by)
    text = text.replace("\r\n", "\n").strip()
    if found := faults(template, text):
        raise NotPossibleError(" ".join(found))
    return _store(by, template, "" if text == shipped(template) else text, "change")


@transaction.atomic
def go_back(*, by: Actor, template: str) -> MailText:
    """Use the shipped wording again."""
    _must_manage(by)
    return _store(by, template, "", "go_back")


def _must_manage(by: Actor) -> None:
    if not by.may(P.TEMPLATES_MANAGE):
        raise NotPermittedError("Du har ikke adgang til at ændre mailene.")


def _store(by: Actor, template: str, text: str, action: str) -> MailText:
    last = MailText.objects.filter(template=template).first()
    row = MailText(
        template=template,
        number=last.number + 1 if last else 1,
        text=text,
        changed_by_name=by.signature,
    )
    before = text_of(template)
    row.save(force_insert=True)
    record(row, action, by=by, data={"mail": template, "before": before, "after": text or shipped(template)})
    return row
