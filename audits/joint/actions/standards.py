"""The library of standard texts for findings. A text in use is never rewritten: an edit is a new version."""

from django.db import transaction

from accounts.permissions import P
from audits.joint.models import StandardText
from workflows.actors import Actor
from workflows.engine import NotPermittedError, OutdatedError
from workflows.log import record


def _must_manage(by: Actor) -> None:
    if not by.may(P.TEMPLATES_MANAGE):
        raise NotPermittedError("Du har ikke adgang til at ændre standardtekster.")


@transaction.atomic
def add_standard(
    *, by: Actor, objective: str, kind: str, title: str, text: str, action: str = ""
) -> StandardText:
    """Add a text to the library."""
    _must_manage(by)
    row = StandardText(
        objective=objective, kind=kind, title=title, text=text, action=action, made_by_name=by.signature
    )
    row.save(force_insert=True)
    record(row, "write", by=by, data={"title": title, "version": row.version})
    return row


@transaction.atomic
def change_standard(
    *, by: Actor, standard: StandardText, objective: str, kind: str, title: str, text: str, action: str = ""
) -> StandardText:
    """Put a new version of a text in the place of the one in force; findings keep what they were made from.

    Raises OutdatedError where somebody else has changed or removed it.
    """
    _must_manage(by)
    former = _locked(standard)
    former.in_force = False
    former.save(update_fields=["in_force"])
    row = StandardText(
        series=former.series,
        version=former.version + 1,
        objective=objective,
        kind=kind,
        title=title,
        text=text,
        action=action,
        made_by_name=by.signature,
    )
    row.save(force_insert=True)
    record(row, "write", by=by, data={"title": title, "version": row.version})
    return row


@transaction.atomic
def retire_standard(*, by: Actor, standard: StandardText) -> None:
    """Take a text out of the library; findings made from it keep their words."""
    _must_manage(by)
    row = _locked(standard)
    row.in_force = False
    row.save(update_fields=["in_force"])
    record(row, "retire", by=by, data={"title": row.title})


def _locked(standard: StandardText) -> StandardText:
    row = StandardText.objects.select_for_update(of=("self",)).get(pk=standard.pk)
    if not row.in_force:
        raise OutdatedError("Teksten er ændret eller taget ud, siden du åbnede siden.")
    return row
