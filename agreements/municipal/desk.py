"""What waits for a municipality among its agreements; act as the municipality."""

from accounts.permissions import P
from agreements.municipal.models import Agreement
from agreements.municipal.notices.desk import waiting as notices_waiting
from agreements.municipal.states import AgreementState
from workflows.actors import Actor
from workflows.desk import Waiting

S = AgreementState
NEXT = {
    S.FOR_DECISION: (P.OWN_AGREEMENTS_CHOOSE, "Tag stilling til, om aftalen skal indgås.", "Tag stilling"),
    S.WANTED: (P.OWN_AGREEMENTS_CHOOSE, "Vælg, hvem der underskriver.", "Vælg underskriver"),
    S.TO_SIGN: (P.OWN_SIGN, "Aftalen er klar til underskrift.", "Underskriv"),
    S.SIGNED_BY_ONE: (P.OWN_SIGN, "Leverandøren har underskrevet.", "Underskriv"),
    S.SIGNED: (P.OWN_AGREEMENTS_CHOOSE, "Begge parter har underskrevet.", "Registrér som gældende"),
    S.EXPIRED: (P.OWN_AGREEMENTS_CHOOSE, "Aftalen er udløbet.", "Forlæng, eller kræv sletning"),
    S.AWAITING_DELETION: (
        P.OWN_AGREEMENTS_CHOOSE,
        "Leverandøren har sendt dokumentation for sletning.",
        "Tag stilling til dokumentationen",
    ),
}


def waiting(actor: Actor) -> list[Waiting]:
    """Return the agreements that the actor can bring on, those with a deadline first."""
    found = []
    for each in Agreement.objects.filter(state__in=NEXT).order_by("answer_by", "state_since"):
        permission, words, action = NEXT[S(each.state)]
        if not actor.may(permission) or (each.state == S.SIGNED_BY_ONE and each.municipality_signed_on):
            continue
        if each.state == S.AWAITING_DELETION and not each.evidence.filter(outcome="").exists():
            continue
        due = each.answer_by if each.state == S.FOR_DECISION else None
        title = f"{each.supplier_name}: {each.title}"
        found.append(Waiting(title, words, due, "agreements:agreement", {"agreement_id": each.id}, action))
    return [*found, *notices_waiting(actor)]
