"""What waits for a municipality among the notices; act as the municipality."""

from accounts.permissions import P
from agreements.municipal.notices.access import lines
from agreements.municipal.notices.models import AgreementNotice
from agreements.municipal.notices.states import NoticeState
from workflows.actors import Actor
from workflows.desk import Waiting


def waiting(actor: Actor) -> list[Waiting]:
    """Return one line for each notice that wants an answer, with the first of its deadlines."""
    if not actor.may(P.OWN_DECIDE):
        return []
    first: dict[object, AgreementNotice] = {}
    for line in lines().filter(state=NoticeState.RUNNING):
        first.setdefault(line.notice_id, line)
    return [
        Waiting(
            f"{line.notice.supplier_name}: ny underdatabehandler, {line.notice.name}",
            "Aftalen kræver jeres godkendelse." if line.is_specific else "I kan gøre indsigelse.",
            line.due,
            "agreements:notice",
            {"notice_id": line.notice_id},
            "Tag stilling",
        )
        for line in first.values()
    ]
