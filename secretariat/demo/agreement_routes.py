"""The ways that the demo's common texts go, and where each municipality's agreement ends."""

from dataclasses import dataclass, field

AALBORG, VIBORG = "0851", "0791"
# Days ago, in working days. What is sent lies so few days back that nobody's time to answer has run out.
BEGUN, OFFERED, WISHED, ANSWERED, AGREED, RELEASED, SENT, CHOSEN, SIGNED, ENDED = (
    40,
    32,
    28,
    24,
    18,
    16,
    12,
    8,
    5,
    3,
)
DAYS = (BEGUN, OFFERED, WISHED, ANSWERED, AGREED, RELEASED, SENT, CHOSEN, SIGNED, ENDED)


@dataclass(frozen=True)
class Way:
    """How far a text comes, whom it is sent to, and in what state the agreements there end."""

    end: str
    ends: dict[str, str] = field(default_factory=dict)  # kommunekode -> state of the agreement there
    others: int = 0  # how many more members get it; -1: all that use one of the systems
    wishes: bool = False
    structure: str = "dt2020"

    @property
    def is_sent(self) -> bool:
        """Return whether members get the text."""
        return bool(self.ends)


def _both(aalborg: str, viborg: str) -> dict[str, str]:
    return {AALBORG: aalborg, VIBORG: viborg}


WAYS = (
    Way("sent", _both("in_force", "in_force"), others=-1, wishes=True),
    Way("sent", _both("to_sign", "wanted"), others=-1),
    Way("sent", _both("signed_by_supplier", "signed_by_municipality"), others=2),
    Way("sent", _both("for_decision", "question"), others=2, wishes=True),
    Way("sent", _both("answered", "declined"), others=2),
    Way("sent", _both("signed", "own"), others=2),
    Way("sent", _both("question", "for_decision"), others=2),
    Way("withdrawn", _both("withdrawn", "withdrawn"), others=1),
    Way("draft"),
    Way("draft", structure="supplier_own"),
    Way("at_supplier", structure="eu2021_915"),
    Way("at_supplier", wishes=True),
    Way("at_secretariat"),
    Way("agreed"),
    Way("released"),
    Way("on_hold"),
    Way("broken_off"),
    Way("withdrawn"),
    Way("sent", _both("under_notice", "awaiting_deletion")),
    Way("sent", _both("deletion_proven", "expired")),
)
# Leo has a text to answer and an agreement to sign, Lis wishes that wait for an answer.
OF_LEO, OF_LIS = (10, 1), (12,)
# What the other recipients of a text do, in turn.
OTHERS = ("for_decision", "wanted", "for_decision", "own", "wanted", "declined")
STRAIGHT = ("draft", "at_supplier", "agreed", "released", "sent")


def reaches(way: Way, state: str) -> bool:
    """Return whether a text on this way comes to `state` of the straight way."""
    straight = ("draft", "at_supplier", "agreed", "released", "sent")
    end = {"at_secretariat": "at_supplier", "on_hold": "at_supplier", "broken_off": "at_supplier"}.get(
        way.end, way.end
    )
    if end == "withdrawn":
        end = "sent" if way.is_sent else "agreed"
    return straight.index(end) >= straight.index(state)
