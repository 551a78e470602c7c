"""Where a municipality's agreement may stand, and why a step is not possible now."""

from typing import Any

from django.db import models
from django.utils import timezone

RECEIVE = "agreements.receive"  # what only a delivery does; no role holds it
FOLLOW = (
    "agreements.follow"  # what follows by itself, from a date or from another agreement; no role holds it
)


class AgreementState(models.TextChoices):
    """The states of an agreement at the municipality; the labels are what users see."""

    FOR_DECISION = "for_decision", "til stillingtagen"
    WANTED = "wanted", "ønskes indgået"
    DECLINED = "declined", "fravalgt"
    QUESTION = "question", "spørgsmål stillet"
    OWN = "own", "dækket af egen aftale"
    TO_SIGN = "to_sign", "til underskrift"
    SIGNED_BY_ONE = "signed_by_one", "underskrevet af én part"
    SIGNED = "signed", "underskrevet"
    IN_FORCE = "in_force", "gældende"
    WITHDRAWN = "withdrawn", "trukket tilbage"
    UNDER_NOTICE = "under_notice", "opsagt"
    EXPIRED = "expired", "udløbet"
    AWAITING_DELETION = "awaiting_deletion", "ophørt, afventer dokumentation for sletning"
    DELETION_PROVEN = "deletion_proven", "ophørt, sletning dokumenteret"
    SUPERSEDED = "superseded", "afløst"


class Party(models.TextChoices):
    """The two parties to an agreement."""

    MUNICIPALITY = "municipality", "kommunen"
    SUPPLIER = "supplier", "leverandøren"


class AtTheEnd(models.TextChoices):
    """What the agreement says of the data when it ends (clause 11.1)."""

    DELETE = "slet", "Oplysningerne slettes"
    RETURN = "returner", "Oplysningerne leveres tilbage"


class SigningOrder(models.TextChoices):
    """Who signs first; chosen when the text is sent."""

    ANY = "any", "valgfri rækkefølge"
    SUPPLIER_FIRST = "supplier_first", "leverandøren underskriver først"
    MUNICIPALITY_FIRST = "municipality_first", "kommunen underskriver først"


EXPLANATIONS = {
    AgreementState.FOR_DECISION: "Kommunen har modtaget aftalen og skal tage stilling til, om den "
    "vil indgås.",
    AgreementState.WANTED: "Kommunen ønsker aftalen; der mangler at blive valgt, hvem der underskriver.",
    AgreementState.DECLINED: "Kommunen indgår ikke aftalen og har skrevet hvorfor.",
    AgreementState.QUESTION: "Sekretariatet skal svare på et spørgsmål fra kommunen.",
    AgreementState.OWN: "Kommunen har sin egen aftale med leverandøren om de samme systemer.",
    AgreementState.TO_SIGN: "Aftalen ligger til underskrift hos begge parter; hver af dem kan "
    "underskrive først.",
    AgreementState.SIGNED_BY_ONE: "Den ene part har underskrevet, og den andens underskrift mangler.",
    AgreementState.SIGNED: "Begge parter har underskrevet; kommunen skal registrere, hvornår aftalen "
    "gælder fra.",
    AgreementState.IN_FORCE: "Aftalen gælder mellem kommunen og leverandøren.",
    AgreementState.WITHDRAWN: "Sekretariatet har trukket teksten tilbage, og aftalen kan ikke indgås.",
    AgreementState.UNDER_NOTICE: "Aftalen er opsagt og gælder til den dag, den ophører.",
    AgreementState.EXPIRED: "Aftalen er udløbet. Kommunen skal forlænge den eller kræve, at oplysningerne "
    "slettes eller leveres tilbage.",
    AgreementState.AWAITING_DELETION: "Aftalen er ophørt, og leverandøren skal dokumentere, at oplysningerne "
    "er slettet eller leveret tilbage.",
    AgreementState.DELETION_PROVEN: "Aftalen er ophørt, og kommunen har godkendt dokumentationen for, at "
    "oplysningerne er slettet eller leveret tilbage.",
    AgreementState.SUPERSEDED: "En nyere version er trådt i stedet. Aftalen kan stadig læses.",
}
TONES = {
    AgreementState.FOR_DECISION: "warning",
    AgreementState.WANTED: "info",
    AgreementState.DECLINED: "neutral",
    AgreementState.QUESTION: "waiting",
    AgreementState.OWN: "neutral",
    AgreementState.TO_SIGN: "warning",
    AgreementState.SIGNED_BY_ONE: "waiting",
    AgreementState.SIGNED: "info",
    AgreementState.IN_FORCE: "success",
    AgreementState.WITHDRAWN: "error",
    AgreementState.UNDER_NOTICE: "waiting",
    AgreementState.EXPIRED: "error",
    AgreementState.AWAITING_DELETION: "warning",
    AgreementState.DELETION_PROVEN: "neutral",
    AgreementState.SUPERSEDED: "neutral",
}
OPEN = (AgreementState.FOR_DECISION, AgreementState.QUESTION)
BEFORE_SIGNATURE = (*OPEN, AgreementState.WANTED, AgreementState.TO_SIGN)


def municipality_has_not_signed(agreement: Any) -> str | None:
    """Refuse a second signature of the same party."""
    if agreement.municipality_signed_on:
        return "Kommunen har allerede lagt sin underskrevne kopi op."
    return None


def supplier_has_not_signed(agreement: Any) -> str | None:
    """Refuse a second signature of the same party."""
    if agreement.supplier_signed_on:
        return "Leverandøren har allerede lagt sin underskrevne kopi op."
    return None


def municipality_may_sign_first(agreement: Any) -> str | None:
    """The municipality waits where the supplier signs first."""
    if agreement.signing_order == SigningOrder.SUPPLIER_FIRST and not agreement.supplier_signed_on:
        return "Leverandøren underskriver først. I får en mail, når det er jeres tur."
    return None


def has_document(agreement: Any) -> str | None:
    """Nothing can be signed without a document."""
    return None if agreement.word_id else "Aftalens Word-dokument mangler."


def has_open_evidence(agreement: Any) -> str | None:
    """There must be something to accept or to send back."""
    if not agreement._state.adding and agreement.evidence.filter(outcome="").exists():
        return None
    return "Der er ingen dokumentation at tage stilling til."


def has_not_ended(agreement: Any) -> str | None:
    """A notice can be taken back only while the agreement still applies."""
    if agreement.ends_on and agreement.ends_on < timezone.localdate():
        return "Aftalen er ophørt."
    return None
