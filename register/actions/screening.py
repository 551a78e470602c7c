"""Answering many systems' screening at once. Act as the secretariat."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from accounts.permissions import P
from register.actions.systems import assess
from register.models import Screening, System
from register.permitted import must
from register.screening import propose, with_told
from workflows.actors import Actor
from workflows.engine import NotPossibleError

MOST = 200


@transaction.atomic
def screen_many(*, systems: Iterable[UUID], answer: str, reason: str, by: Actor) -> int:
    """Give the systems one answer for one reason; returns how many that were.

    Raises NotPermittedError; NotPossibleError without an answer or a reason: nothing is stored then.
    """
    must(by, P.REGISTER_EDIT)
    if answer not in Screening.values:
        raise NotPossibleError("Vælg et af de fem svar.")
    if not reason.strip():
        raise NotPossibleError("Skriv, hvad svaret bygger på.")
    found = list(System.objects.filter(pk__in=_some(systems)))
    for system in found:
        assess(system=system, facts={"screening": answer, "screening_reason": reason.strip()}, by=by)
    return len(found)


@transaction.atomic
def accept_proposals(*, systems: Iterable[UUID], by: Actor) -> tuple[int, int]:
    """Take what the members agree on as the answer, each with its own reason; returns (taken, left).

    Where the members differ, or only one has said anything, a person looks: those are left.
    Raises NotPermittedError.
    """
    must(by, P.REGISTER_EDIT)
    found = list(with_told(System.objects.filter(pk__in=_some(systems))))
    taken = 0
    for system in found:
        proposal = propose(system)
        if proposal is not None and proposal.clear:
            facts = {"screening": proposal.answer, "screening_reason": proposal.reason}
            assess(system=system, facts=facts, by=by)
            taken += 1
    return taken, len(found) - taken


def _some(systems: Iterable[UUID]) -> list[UUID]:
    chosen = list(dict.fromkeys(systems))
    if not chosen:
        raise NotPossibleError("Markér mindst ét system.")
    if len(chosen) > MOST:
        raise NotPossibleError(f"Markér højst {MOST} systemer ad gangen.")
    return chosen
