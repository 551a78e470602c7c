"""An agreement as pages show it: its state in words, and whether it waits for the municipality."""

from typing import Any

from agreements.municipal.listing.query import NEEDS_US
from agreements.municipal.models import Agreement
from agreements.municipal.states import EXPLANATIONS, TONES, AgreementState
from secretariat.pagekit.dates import in_words

S = AgreementState
OWN_IN_FORCE = "Kommunens egen aftale, som er taget ind fra kommunens eget arkiv."


def shown(agreement: Agreement) -> dict[str, Any]:
    """Return what a row or a page tells of where an agreement stands."""
    state = S(agreement.state)
    due = agreement.answer_by if state == S.FOR_DECISION else None
    told = OWN_IN_FORCE if agreement.is_own and state == S.IN_FORCE else EXPLANATIONS[state]
    return {
        "agreement": agreement,
        "label": state.label,
        "tone": TONES[state],
        "explanation": told + (f" Svar ønskes senest {in_words(due)}." if due else ""),
        "needs_us": state in NEEDS_US and not (state == S.SIGNED_BY_ONE and agreement.municipality_signed_on),
    }
