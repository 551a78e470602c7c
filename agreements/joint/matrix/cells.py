"""One cell of the matrix: where a municipality stands with an agreement, and what holds it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models

from agreements.municipal.states import TONES, AgreementState

S = AgreementState
WAITING, MAKING, FAILED = "waiting", "making", "failed"
# Of those the joint side has sent, but the municipality has not got: label and tone.
ON_THE_WAY = {
    WAITING: ("venter på levering", "waiting"),
    MAKING: ("under udsendelse", "info"),
    FAILED: ("dokumentet mangler", "error"),
}
OPEN_STATES = frozenset(
    str(each)
    for each in (
        S.FOR_DECISION,
        S.QUESTION,
        S.WANTED,
        S.TO_SIGN,
        S.SIGNED_BY_ONE,
        S.SIGNED,
        S.EXPIRED,
        S.AWAITING_DELETION,
    )
)
MISSING = OPEN_STATES | frozenset(ON_THE_WAY)
IN_FORCE = str(S.IN_FORCE)
HALF_SIGNED = (str(S.TO_SIGN), str(S.SIGNED_BY_ONE))
# Where the municipality itself has to do something; at a signature only while its own is missing.
REMINDABLE = frozenset(
    str(each) for each in (S.FOR_DECISION, S.WANTED, S.TO_SIGN, S.SIGNED_BY_ONE, S.SIGNED, S.EXPIRED)
)
SHORT = {
    S.FOR_DECISION: "Still.",
    S.WANTED: "Ønsk.",
    S.DECLINED: "Frav.",
    S.QUESTION: "Spørg.",
    S.OWN: "Egen",
    S.TO_SIGN: "Undersk.",
    S.SIGNED_BY_ONE: "1 af 2",
    S.SIGNED: "2 af 2",
    S.IN_FORCE: "Gæld.",
    S.WITHDRAWN: "Trukket",
    S.UNDER_NOTICE: "Opsagt",
    S.EXPIRED: "Udløbet",
    S.AWAITING_DELETION: "Ophørt",
    S.DELETION_PROVEN: "Slettet",
    S.SUPERSEDED: "Afløst",
    WAITING: "Lev.",
    MAKING: "Sendes",
    FAILED: "Fejl",
}


class Blocker(models.TextChoices):
    """What holds an agreement back that is not simply the municipality's turn."""

    DELIVERY = "delivery", "venter på kommunens arkiv"
    DOCUMENT = "document", "dokumentet kunne ikke dannes"
    QUESTION = "question", "spørgsmål ubesvaret"
    SIGNATORY = "signatory", "underskriver ikke valgt"
    SUPPLIER = "supplier", "leverandøren har ikke underskrevet"
    DELETION = "deletion", "dokumentation for sletning mangler"


BLOCKER_OF_STATE = {
    WAITING: Blocker.DELIVERY,
    FAILED: Blocker.DOCUMENT,
    str(S.QUESTION): Blocker.QUESTION,
    str(S.WANTED): Blocker.SIGNATORY,
    str(S.AWAITING_DELETION): Blocker.DELETION,
}


@dataclass(frozen=True)
class Cell:
    """One municipality's agreement; `agreement_id` is None while it has not been delivered."""

    state: str
    since: datetime
    now: datetime
    agreement_id: UUID | None = None
    supplier_signed: bool = False
    supplier_first: bool = False
    reason: str = ""

    @property
    def label(self) -> str:
        """Return the state's Danish word."""
        return words_of(self.state)[0]

    @property
    def days(self) -> int:
        """Return for how many whole days it has stood there."""
        return (self.now - self.since).days

    @property
    def blocker(self) -> Blocker | None:
        """Return what holds it back, if anything does."""
        if self.state in HALF_SIGNED:
            return Blocker.SUPPLIER if self._waits_for_supplier else None
        return BLOCKER_OF_STATE.get(self.state)

    @property
    def may_be_reminded(self) -> bool:
        """Return whether it is the municipality that must act."""
        return self.state in REMINDABLE and not self._waits_for_supplier

    @property
    def _waits_for_supplier(self) -> bool:
        """Until one has signed, it does so only where the supplier is to sign first."""
        return (self.state == S.SIGNED_BY_ONE and not self.supplier_signed) or (
            self.state == S.TO_SIGN and self.supplier_first
        )


def words_of(state: str) -> tuple[str, str]:
    """Return a state's label and tone."""
    if state in ON_THE_WAY:
        return ON_THE_WAY[state]
    known = AgreementState(state)
    return str(known.label), TONES[known]


def short_of(state: str) -> str:
    """Return a state's few letters for the close view."""
    known = {str(key): word for key, word in SHORT.items()}
    return known.get(state) or words_of(state)[0][:6] + "."
