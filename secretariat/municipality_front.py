"""What *Nyt til jer* shows a municipality: reports in three blocks, then notices, agreements and the rest."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.urls import reverse

from accounts.permissions import P
from accounts.request import PersonRequest
from audits.municipal.picking import just_done
from audits.municipal.views.lists import news_context

Row = TypeVar("Row")
URGENT = "Haster"
# By the name of the address that a line leads to: heading, and where there is more of the kind.
GROUPS: list[tuple[Callable[[str], bool], str, str, str]] = [
    (
        lambda name: name == "audits:finding",
        "Forhold, I skal svare på",
        "audits:findings",
        "Alle åbne forhold",
    ),
    (
        lambda name: name == "agreements:notice",
        "Varsler om underdatabehandlere",
        "agreements:notices",
        "Alle varsler",
    ),
    (lambda name: name.startswith("agreements:"), "Aftaler", "agreements:list", "Alle aftaler"),
    (lambda name: name.startswith("audits:"), "Tilsyn", "audits:list", "Alle tilsyn"),
    (lambda name: name.startswith("advice:"), "Råd fra sekretariatet", "advice:list", "Alle råd"),
    (lambda name: name.startswith("register:"), "Systemer", "register:own_systems", "Alle systemer"),
]


def context(request: PersonRequest, waiting: Sequence[tuple[str, Row]]) -> dict[str, Any]:
    """Return what the page shows; `waiting` is (name of the address, line), nearest deadline first.

    Reports stand in the blocks and are left out of the lines. What is of no known kind comes first: it is
    something that has happened (an incident), not something that is kept up.
    """
    groups: list[tuple[str, list[Row], str, str]] = []
    left = [(name, row) for name, row in waiting if name != "audits:report"]
    for fits, heading, more, label in GROUPS:
        found = [row for name, row in left if fits(name)]
        left = [(name, row) for name, row in left if not fits(name)]
        if found:
            groups.append((heading, found, reverse(more), label))
    urgent = [(URGENT, [row for _, row in left], "", "")] if left else []
    actor = request.actor
    return {
        **news_context(actor),
        "done": just_done(request),
        "may_follow_up": actor.may(P.OWN_DECIDE) or actor.may(P.OWN_ASK),
        "urgent": urgent,
        "others": groups,
    }
