"""What came in on the agreements since a day: the suppliers' answers and the municipalities' letters."""

from collections.abc import Iterable
from datetime import datetime

from accounts.permissions import P
from agreements.joint.models import IssuedAgreement, Round, SupplierCopy
from tenants.models import Letter
from workflows.actors import Actor
from workflows.desk import Waiting

LETTERS = {
    "agreement_question": "spørger",
    "agreement_reason": "har fravalgt aftalen",
    "agreement_signed_copy": "har sendt en underskrevet kopi",
}


def came_in(actor: Actor, since: datetime) -> list[Waiting]:
    """Return the rounds that came back, the letters and the signed copies since a moment."""
    if not actor.may(P.AGREEMENTS_NEGOTIATE):
        return []
    return [*_rounds(since), *_letters(since), *_copies(since)]


def _rounds(since: datetime) -> Iterable[Waiting]:
    back = Round.objects.select_related("common_text__supplier").filter(
        returned_at__gte=since, outcome__in=[Round.Outcome.WISHES, Round.Outcome.ACCEPTED]
    )
    for each in back:
        text = each.common_text
        wishes = each.outcome == Round.Outcome.WISHES
        words = "Leverandøren har sendt ønsker" if wishes else "Leverandøren har godkendt teksten"
        title = f"{text.supplier.name}: {text.title}"
        detail = f"{text.number}. {words}."
        yield Waiting(
            title, detail, None, "agreements:text", {"text_id": text.id}, "Se teksten", each.returned_at
        )


def _letters(since: datetime) -> Iterable[Waiting]:
    letters = Letter.objects.filter(kind__in=LETTERS, written_at__gte=since).select_related("municipality")
    issued = IssuedAgreement.objects.in_bulk([each.subject_id for each in letters])
    for each in letters:
        if agreement := issued.get(each.subject_id):
            yield _about(
                agreement, f"{each.municipality.name} {LETTERS[each.kind]}", each.text[:160], each.written_at
            )


def _copies(since: datetime) -> Iterable[Waiting]:
    for each in SupplierCopy.objects.select_related("agreement").filter(added_at__gte=since):
        title = f"{each.agreement.number}: leverandøren har underskrevet"
        yield _about(each.agreement, title, each.signed_by, each.added_at)


def _about(agreement: IssuedAgreement, title: str, detail: str, since: datetime) -> Waiting:
    where = {"agreement_id": agreement.id}
    return Waiting(title, detail, None, "agreements:story", where, "Se aftalen", since)
