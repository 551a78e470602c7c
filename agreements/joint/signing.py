"""What a supplier sees of its agreements with municipalities, once they are to be signed."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from agreements.joint.models import IssuedAgreement
from agreements.municipal.states import TONES, AgreementState, SigningOrder
from documents.signatures.facts import Facts, facts_from

SIGNABLE = (AgreementState.TO_SIGN, AgreementState.SIGNED_BY_ONE)


@dataclass(frozen=True)
class Signing:
    """One agreement on its way to both signatures, with the municipality's copy where there is one."""

    issued: IssuedAgreement
    has_signed: bool
    state: str
    since: datetime
    copy_sha256: str
    copy_size: int
    copy_name: str
    copy_text: str
    copy_at: datetime | None
    copy_facts: dict[str, Any]
    signing_order: str

    @property
    def label(self) -> str:
        """Return the state in words."""
        return AgreementState(self.state).label

    @property
    def tone(self) -> str:
        """Return the state's tone."""
        return TONES[AgreementState(self.state)]

    @property
    def may_sign(self) -> bool:
        """Return whether the supplier's signature is what is missing."""
        return self.state in SIGNABLE and not self.has_signed and not self.waits_for_municipality

    @property
    def waits_for_municipality(self) -> bool:
        """Return whether the municipality signs first, and has not yet."""
        first = self.signing_order == SigningOrder.MUNICIPALITY_FIRST
        return first and self.state == AgreementState.TO_SIGN

    @property
    def accepted_facts(self) -> Facts | None:
        """Return what the municipality has signed and accepted with a reason."""
        told = self.copy_facts
        return facts_from(told["facts"]) if told.get("accepted_reason") and told.get("facts") else None


def signings(agreement_id: UUID | None = None) -> list[Signing]:
    """Return the supplier's own agreements that a municipality wants; act as the supplier.

    Those a municipality is still considering, or has declined, are not among them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agreement, state, since, copy_sha256, copy_size, copy_name, copy_text, copy_at,"
            " copy_facts, signing_order FROM agreements_joint_signing_v2()"
        )
        facts: dict[UUID, Any] = {
            row[0]: (*row[1:-2], json.loads(row[-2]), row[-1]) for row in cursor.fetchall()
        }
    wanted = [agreement_id] if agreement_id else list(facts)
    issued = IssuedAgreement.objects.select_related(
        "common_text", "word", "pdf", "supplier_copy__file", "supplier_copy__examination"
    )
    return [
        Signing(each, hasattr(each, "supplier_copy"), *facts[each.id])
        for each in issued.filter(pk__in=wanted).order_by("municipality_name")
        if each.id in facts
    ]
