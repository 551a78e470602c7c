"""What waits for a municipality in the register, for its front page."""

from django.utils import timezone

from accounts.permissions import P
from register.confirming import round_on
from register.models import ListConfirmation, SystemUse, UseQuestion
from register.scoring import model_on
from register.wanted import asked_of
from workflows.actors import Actor
from workflows.desk import Waiting


def waiting(actor: Actor) -> list[Waiting]:
    """Return what the municipality's contact is asked to tell about its systems."""
    if not actor.may(P.OWN_SYSTEMS_REPORT):
        return []
    return [*_list_to_confirm(), *_questions(), *_facts()]


def _questions() -> list[Waiting]:
    asked = UseQuestion.objects.filter(answered_at=None).select_related("use__system")
    return [
        Waiting(
            f"Bruger I stadig {each.use.system.name}?",
            each.why,
            None,
            "register:own_system",
            {"use_id": each.use_id},
            "Svar",
            since=each.asked_at,
        )
        for each in asked
    ]


def _list_to_confirm() -> list[Waiting]:
    current = round_on(timezone.localdate())
    if current is None or ListConfirmation.objects.filter(round_from=current.opened).exists():
        return []
    detail = "Se, hvad der er ændret siden sidst. Er intet forkert, er det ét klik."
    return [
        Waiting(
            "Bekræft listen over jeres systemer",
            detail,
            current.due,
            "register:confirm_own",
            {},
            "Se listen",
        )
    ]


def _facts() -> list[Waiting]:
    asked = len(asked_of(SystemUse.objects.filter(is_active=True), model_on(timezone.localdate())))
    if not asked:
        return []
    systems = f"{asked} {'system' if asked == 1 else 'systemer'}"
    detail = f"{systems}: svaret kan ændre, hvor grundigt der bør føres tilsyn"
    return [Waiting("Oplysninger, der mangler", detail, None, "register:own_facts", {}, "Oplys")]
