"""What waits for the secretariat in the register, for *Min dag*."""

from accounts.permissions import P
from register.models import SystemCorrection
from workflows.actors import Actor
from workflows.desk import Waiting


def waiting(actor: Actor) -> list[Waiting]:
    """Return one line for the suppliers' corrections that nobody has decided."""
    if not actor.may(P.REGISTER_EDIT):
        return []
    rows = SystemCorrection.objects.filter(state=SystemCorrection.State.PROPOSED).order_by("proposed_at")
    number, first = rows.count(), rows.first()
    if first is None:
        return []
    words = "rettelse" if number == 1 else "rettelser"
    detail = "Leverandører foreslår ændringer i listen over deres systemer."
    return [
        Waiting(
            f"{number} {words} fra leverandører",
            detail,
            None,
            "register:corrections",
            {},
            "Tag stilling",
            since=first.proposed_at,
        )
    ]
