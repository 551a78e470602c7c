"""What waits for a municipality of the joint side's doing; act as the municipality."""

from accounts.permissions import P
from agreements.joint.models import Advice
from workflows.actors import Actor
from workflows.desk import Waiting


def waiting(actor: Actor) -> list[Waiting]:
    """Return the advice that nobody in the municipality has read yet."""
    if not actor.may(P.OWN_AGREEMENTS_CHOOSE):
        return []
    return [
        Waiting(
            f"{each.supplier_name}: ingen fælles aftale om {each.title}",
            "Forhandlingen er afbrudt uden enighed. Sekretariatet har et råd til jer.",
            None,
            "advice:list",
            {},
            "Læs rådet",
            since=each.given_at,
        )
        for each in Advice.objects.filter(read_at=None)
    ]
