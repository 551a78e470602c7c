"""How some of the demo's agreements end: terminated, expired, and with proof of deletion or still without."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from agreements.joint.endings.actions import act
from agreements.joint.models import IssuedAgreement
from agreements.municipal import ending_actions as actions
from agreements.municipal.following import pass_dates
from agreements.municipal.letters import Notice
from agreements.municipal.models import Agreement
from agreements.municipal.states import Party
from secretariat.demo.actors import municipality_actors
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor

ENDINGS = ("under_notice", "expired", "awaiting_deletion", "deletion_proven")
WHY = "Kommunen er gået over til et andet system."
PROOF = "Alle kommunens oplysninger er slettet, også i sikkerhedskopier."


def end(how: str, member: Municipality, agreement_id: UUID, supplier: Actor) -> None:
    """Bring an agreement in force on to one of ENDINGS; any other state is left alone."""
    if how not in ENDINGS:
        return
    today = timezone.localdate()
    with acting_as(Caller.secretariat()):
        by = municipality_actors("decision_maker")[member.id]
    with acting_as(Caller.municipality(member)):
        agreement = Agreement.objects.get(pk=agreement_id)
        if how == "expired":
            agreement.valid_until = today - timedelta(days=1)
            agreement.save(update_fields=["valid_until"])
        else:
            day = today + timedelta(days=60) if how == "under_notice" else today - timedelta(days=1)
            notice = Notice(today - timedelta(days=10), day, WHY, agreed_earlier=True)
            actions.give_notice(
                agreement=agreement, notice=notice, party=Party.MUNICIPALITY, received=None, by=by
            )
        pass_dates(today=today, by=Actor.system("Planlagt kørsel"))
    if how == "deletion_proven":
        _prove(member, agreement_id, supplier, by)


def _prove(member: Municipality, agreement_id: UUID, supplier: Actor, by: Actor) -> None:
    with acting_as(Caller.secretariat()):
        supplier_id = IssuedAgreement.objects.get(pk=agreement_id).supplier_id
    with acting_as(Caller.supplier(supplier_id)):
        issued = IssuedAgreement.objects.get(pk=agreement_id)
        today = timezone.localdate()
        act(agreement=issued, kind="slet", on=today, text=PROOF, received=None, by=supplier)
    with acting_as(Caller.municipality(member)):
        actions.accept_evidence(agreement=Agreement.objects.get(pk=agreement_id), kept_by_law="", by=by)
