"""How agreements that end stand: for their supplier, and for the secretariat over all municipalities."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from agreements.joint.endings.actions import proof_waits
from agreements.joint.models import IssuedAgreement, SupplierAct
from agreements.municipal.states import TONES, AgreementState
from tenants.models import Standing
from workflows.log import history

S = AgreementState
REMINDERS = ("remind_deletion", "remind_expired")
ENDING = (S.UNDER_NOTICE, S.EXPIRED, S.AWAITING_DELETION)


@dataclass(frozen=True)
class Ending:
    """One of a supplier's own agreements, with the municipality's last word about its end."""

    issued: IssuedAgreement
    state: str
    since: datetime
    due: date | None
    valid_until: date | None
    word_kind: str
    word: str
    word_at: datetime | None
    file_sha256: str
    file_size: int
    file_name: str

    @property
    def label(self) -> str:
        """Return the state in words."""
        return AgreementState(self.state).label

    @property
    def tone(self) -> str:
        """Return the state's tone."""
        return TONES[AgreementState(self.state)]

    @property
    def may_give_notice(self) -> bool:
        """Return whether the supplier can terminate the agreement now."""
        return self.state == S.IN_FORCE and not self.waiting

    @property
    def owes_proof(self) -> bool:
        """Return whether the supplier is asked to prove deletion or return."""
        return self.state == S.AWAITING_DELETION

    @property
    def acts(self) -> list[SupplierAct]:
        """Return what the supplier has sent, newest first."""
        return list(self.issued.acts.select_related("file"))

    @property
    def waiting(self) -> bool:
        """Return whether something is still on its way down."""
        return self.issued.acts.filter(delivered_at=None, refused_because="").exists()


def endings(agreement_id: UUID | None = None) -> list[Ending]:
    """Return the supplier's own agreements from the day they apply; act as the supplier."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agreements_joint_ending_v1()")
        facts: dict[UUID, Any] = {row[0]: row[1:] for row in cursor.fetchall()}
    wanted = [agreement_id] if agreement_id else list(facts)
    issued = IssuedAgreement.objects.select_related("common_text").filter(pk__in=wanted)
    return [
        Ending(each, *facts[each.id]) for each in issued.order_by("municipality_name") if each.id in facts
    ]


@dataclass(frozen=True)
class Terms:
    """When the agreement can end if notice is given today, and what it says of the data then."""

    earliest: date
    at_the_end: str


def terms_of(agreement_id: UUID) -> Terms:
    """Return the terms of the end of the supplier's own agreement; raises LookupError for another's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT earliest, at_the_end FROM agreements_joint_end_terms_v1(%s)", [agreement_id])
        row = cursor.fetchone()
    if row is None:
        raise LookupError(agreement_id)
    return Terms(*row)


@dataclass(frozen=True)
class Followed:
    """One agreement that ends, as the secretariat follows it."""

    issued: IssuedAgreement
    standing: Standing
    reminders: int
    proof_waits: bool

    @property
    def label(self) -> str:
        """Return the state in words."""
        return AgreementState(self.standing.state).label

    @property
    def tone(self) -> str:
        """Return the state's tone."""
        return TONES[AgreementState(self.standing.state)]

    @property
    def holder(self) -> str:
        """Return who must act next."""
        if self.standing.state == S.AWAITING_DELETION and not self.proof_waits:
            return self.issued.common_text.supplier.name
        return self.issued.municipality_name if self.standing.state != S.UNDER_NOTICE else ""

    @property
    def day(self) -> date | None:
        """Return the day that counts: the end, the deadline, or the day it expired."""
        return self.standing.valid_until if self.standing.state == S.EXPIRED else self.standing.due

    @property
    def days_late(self) -> int:
        """Return for how many days proof has been late; 0 where it is not."""
        if self.standing.state != S.AWAITING_DELETION or self.standing.due is None:
            return 0
        return max(0, (timezone.localdate() - self.standing.due).days)


def followed(state: str = "") -> list[Followed]:
    """Return the agreements that end, the day that comes first at the top; `state` narrows to one."""
    states = [state] if state in ENDING else list(ENDING)
    standings = Standing.objects.filter(kind="agreement", state__in=states)
    by_id = {each.subject_id: each for each in standings}
    issued = IssuedAgreement.objects.select_related("common_text__supplier").filter(pk__in=by_id)
    found = [
        Followed(
            each,
            by_id[each.id],
            history(each).filter(action__in=REMINDERS).count(),
            by_id[each.id].state == S.AWAITING_DELETION and proof_waits(each),
        )
        for each in issued
    ]
    return sorted(found, key=lambda each: (each.day or date.max, each.issued.number))
