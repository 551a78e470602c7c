"""What waits for a supplier among the agreements; act as the supplier."""

from accounts.permissions import P
from agreements.joint.endings.reading import endings
from agreements.joint.models import CommonText
from agreements.joint.signing import signings
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.desk import Waiting


def waiting(actor: Actor) -> list[Waiting]:
    """Return the texts to read and the agreements to sign, nearest deadline first."""
    if not actor.may(P.SUPPLIER_NEGOTIATE):
        return []
    texts = [
        Waiting(
            text.title,
            f"{text.number}. Læs teksten, og godkend den eller skriv ønsker.",
            turn.due,
            "agreements:text",
            {"text_id": text.id},
            "Læs teksten",
        )
        for text in CommonText.objects.filter(state=TextState.AT_SUPPLIER)
        if (turn := text.current_round) is not None
    ]
    to_sign = [
        Waiting(
            f"{each.issued.municipality_name}: {each.issued.common_text.title}",
            f"{each.issued.number}. "
            f"{'Kommunen har underskrevet.' if each.copy_sha256 else 'Klar til underskrift.'}",
            None,
            "agreements:signing",
            {"agreement_id": each.issued.id},
            "Underskriv",
        )
        for each in signings()
        if each.may_sign
    ]
    proofs = [
        Waiting(
            f"{each.issued.municipality_name}: {each.issued.common_text.title}",
            f"{each.issued.number}. Dokumentér, at oplysningerne er slettet eller leveret tilbage.",
            each.due,
            "agreements:ending",
            {"agreement_id": each.issued.id},
            "Send dokumentation",
        )
        for each in endings()
        if each.owes_proof
    ]
    return sorted([*texts, *proofs], key=lambda row: (row.due is None, row.due)) + to_sign
