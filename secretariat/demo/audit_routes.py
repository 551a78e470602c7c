"""The ways that the demo's audits go: which act on which working day before today, and how many go so."""

from collections.abc import Callable
from dataclasses import dataclass

from secretariat.demo import audit_acts as office
from secretariat.demo import supplier_acts as supplier
from secretariat.demo.audit_cases import Case
from workflows.actors import Actor

Act = Callable[[Case, Actor], None]
Step = tuple[int, Act | None]
# What is sent lies so few days back that no municipality's time to decide has run out.
SENT, SENT_AGAIN, ALL_DECIDED = 15, 3, 30
PUBLISH = None


@dataclass(frozen=True)
class Route:
    """A way: its steps as (days ago, act), and how many audits go it."""

    key: str
    count: int
    steps: tuple[Step, ...]

    @property
    def is_sent(self) -> bool:
        """Return whether a report is sent on the way."""
        return any(act is PUBLISH for _, act in self.steps)


_ANSWERED: tuple[Step, ...] = ((56, office.announce), (44, supplier.hand_in), (38, office.review))
_CLEAN: tuple[Step, ...] = (*_ANSWERED, (26, office.finish_long_ago), (22, office.read))
_SENT: tuple[Step, ...] = (*_CLEAN, (SENT, PUBLISH))
_HEARD: tuple[Step, ...] = ((38, office.find), (38, office.hear), (30, supplier.comment), (26, office.settle))
_FOUND: tuple[Step, ...] = (
    *_ANSWERED,
    *_HEARD,
    (26, office.finish_long_ago),
    (22, office.read),
    (SENT, PUBLISH),
)

ROUTES = (
    Route("announced", 8, ((5, office.announce),)),
    Route("extension_asked", 2, ((10, office.announce), (2, supplier.ask_extension))),
    Route("answering", 4, ((15, office.announce), (5, supplier.begin))),
    Route(
        "extension_given",
        2,
        (
            (20, office.announce),
            (15, supplier.begin),
            (10, supplier.ask_extension),
            (8, office.grant_extension),
            (2, office.call),
        ),
    ),
    Route(
        "extension_refused",
        2,
        (
            (20, office.announce),
            (15, supplier.begin),
            (10, supplier.ask_extension),
            (8, office.refuse_extension),
        ),
    ),
    Route("handed_in", 3, ((22, office.announce), (5, supplier.hand_in))),
    Route("reviewing", 2, ((26, office.announce), (10, supplier.hand_in), (3, office.look_at_files))),
    Route("returned", 3, ((30, office.announce), (15, supplier.hand_in), (5, office.send_back))),
    Route(
        "hearing",
        3,
        (
            (38, office.announce),
            (26, supplier.hand_in),
            (20, office.review),
            (5, office.find),
            (5, office.hear),
        ),
    ),
    Route(
        "heard",
        2,
        (
            (38, office.announce),
            (26, supplier.hand_in),
            (20, office.review),
            (10, office.find),
            (10, office.hear),
            (3, supplier.comment),
        ),
    ),
    Route(
        "second_reading",
        3,
        (
            (44, office.announce),
            (30, supplier.hand_in),
            (22, office.review),
            (20, office.find),
            (20, office.hear),
            (10, supplier.comment),
            (5, office.settle),
            (3, office.finish),
        ),
    ),
    Route(
        "ready",
        3,
        (
            (44, office.announce),
            (38, supplier.hand_in),
            (30, office.send_back),
            (22, supplier.hand_in_more),
            (10, office.review),
            (5, office.finish),
            (3, office.read),
        ),
    ),
    Route("sent", 8, _SENT),
    Route(
        "recommended",
        2,
        (
            *_ANSWERED,
            (38, office.recommend),
            (38, office.hear),
            (30, supplier.comment),
            (26, office.settle),
            (26, office.finish_long_ago),
            (22, office.read),
            (SENT, PUBLISH),
        ),
    ),
    Route("sent_lately", 5, (*_ANSWERED, (10, office.finish), (8, office.read), (SENT_AGAIN, PUBLISH))),
    Route(
        "follow_up",
        6,
        (
            *_FOUND,
            (10, supplier.hand_in_plans),
            (8, office.follow_plans),
            (5, supplier.document),
            (3, office.follow_documentation),
            (2, office.present),
        ),
    ),
    Route(
        "closed",
        3,
        (
            *_ANSWERED,
            (38, office.finish_long_ago),
            (38, office.read),
            (ALL_DECIDED, PUBLISH),
            (10, office.close),
        ),
    ),
    Route("cancelled", 2, ((30, office.announce), (22, office.cancel))),
    Route("not_possible", 2, ((30, office.announce), (3, office.give_up))),
    Route(
        "nothing_given",
        1,
        (
            (56, office.announce),
            (30, office.give_up),
            (26, office.finish_long_ago),
            (22, office.read),
            (SENT, PUBLISH),
        ),
    ),
    Route("withdrawn", 2, (*_SENT, (5, office.withdraw))),
    Route(
        "new_version",
        2,
        (*_SENT, (8, office.revise), (5, office.finish), (5, office.read), (SENT_AGAIN, PUBLISH)),
    ),
    Route(
        "corrected",
        1,
        (*_SENT, (8, office.correct), (5, office.finish), (5, office.read), (SENT_AGAIN, PUBLISH)),
    ),
)
ROUTE_OF = {route.key: route for route in ROUTES}
# Leo has something to answer now, a plan to write and a letter to open; Lis a hearing and answers to add.
OF_LEO = ("answering", "follow_up", "announced")
OF_LIS = ("hearing", "returned", "sent")
BUSY = tuple(route for route in ROUTES if not route.is_sent)
SENT_OUT = tuple(route for route in ROUTES if route.is_sent)
