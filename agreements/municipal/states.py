"""Where a municipality's agreement may stand, and why a step is not possible now."""

from typing import Any

from django.db import models

RECEIVE = "agreements.receive"  # what only a delivery does; no role holds it


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
