"""The secretariat's side of a negotiation: sending the wording, answering wishes, releasing."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import Organisation, invite
from agreements.joint.actions import departures
from agreements.joint.addresses import supplier_contacts
from agreements.joint.answering import with_answers
from agreements.joint.content import for_others, warnings_of
from agreements.joint.models import CommonText, Round, Wish, WishAnswer
from agreements.joint.rendering import clauses_of, draft
from agreements.joint.states import TextState
from documents.actions import Made, keep_made
from documents.models import WordTemplate
from register.actions.suppliers import bring_language
from workflows.actors import Actor
from workflows.danish import slug
from workflows.deadlines import check_deadline
from workflows.engine import NotPossibleError, move
from workflows.log import record
from workflows.mail import queue_mail


@transaction.atomic
def send_to_supplier(*, text: CommonText, message: str, due: date, by: Actor) -> Round:
    """Freeze the wording as a round with its Word file, hand over the pen, and invite the contacts.

    Raises MoveError with the Danish reason where the text is not ready, or the day can be no deadline.
    """
    check_deadline(due)
    data = {"due": due.isoformat(), "warnings": warnings_of(text)}
    move(text, "send_to_supplier", by=by, data=data)
    now = timezone.now()
    number = text.rounds.count() + 1
    text.rounds.filter(outcome="").update(
        outcome=Round.Outcome.RECALLED, returned_at=now, returned_by_name=by.name
    )
    unshown = WishAnswer.objects.filter(wish__round__common_text=text, wish__dropped=False, shown_at=None)
    answers = list(unshown.select_related("wish__round", "wish__departure").order_by("wish__position"))
    unshown.update(shown_at=now)
    content = draft(text, text.working_copy.values)
    name = f"{text.number}-{slug(text.supplier.name)}-runde-{number}.docx"
    made = Made(with_answers(text, content, answers), name, f"{text.title}, runde {number}")
    turn = Round(
        common_text=text,
        supplier_id=text.supplier_id,
        number=number,
        values=for_others(text.working_copy.values),
        clauses=clauses_of(content, whole=text.structure == WordTemplate.Structure.SUPPLIER_OWN),
        document=keep_made(made, by=by, supplier_id=text.supplier_id),
        message=message,
        due=due,
        sent_by_name=by.signature,
    )
    turn.save(force_insert=True)
    _write_to_contacts(text, turn, by)
    return turn


def _write_to_contacts(text: CommonText, turn: Round, by: Actor) -> None:
    organisation = Organisation("supplier", text.supplier.name, supplier_id=text.supplier_id)
    path = reverse("agreements:text", urlconf=settings.SITE_URLCONFS["supplier"], args=[text.id])
    context = {
        "number": text.number,
        "title": text.title,
        "supplier": text.supplier.name,
        "systems": [each.system_name for each in text.systems.all()],
        "round": turn.number,
        "message": turn.message,
        "due": turn.due,
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
    }
    for contact in supplier_contacts(text.supplier_id):
        url = invite(
            by=by,
            email=contact.email,
            name=contact.name,
            phone=contact.phone,
            organisation=organisation,
            roles=["supplier_contact"],
            next_path=path,
            about_id=text.id,
        )
        bring_language(contact)
        _mail(text, [contact.email], {**context, "name": contact.name, "url": url})
    if text.supplier.shared_mailbox:
        url = organisation.url(path)
        _mail(text, [text.supplier.shared_mailbox], {**context, "name": text.supplier.name, "url": url})


def _mail(text: CommonText, to: list[str], context: dict[str, object]) -> None:
    queue_mail(
        to=to,
        template="agreements/text_to_supplier",
        context=context,
        joint_id=text.id,
        reply_to=text.case_worker_email,
    )


@transaction.atomic
def answer_wish(
    *, wish: Wish, outcome: str, text: str, by: Actor, agreed: str = "", clause: str = ""
) -> WishAnswer:
    """Answer one wish; the supplier sees it when the next round is sent.

    What is `agreed` instead of the common wording where a wish is granted becomes a departure from `clause`
    and stands in appendix D. Without it the text itself is to be changed in the editor.

    Raises NotPossibleError for a refusal or counter-proposal without words, when the secretariat does not
    hold the pen, and for a wish of an earlier round, whose answer the supplier has seen.
    """
    common = CommonText.objects.select_for_update(of=("self",)).get(pk=wish.round.common_text_id)
    _refuse_answer(common, wish, outcome, text)
    given = {
        "supplier_id": wish.supplier_id,
        "outcome": outcome,
        "text": text,
        "answered_by_name": by.signature,
        "answered_at": timezone.now(),
    }
    answer, _ = WishAnswer.objects.update_or_create(wish=wish, defaults=given)
    data = {"round": wish.round.number, "clause": wish.clause, "outcome": outcome}
    record(common, "answer_wish", by=by, reason=text, data=data)
    if outcome == WishAnswer.Outcome.GRANTED and agreed.strip():
        where = clause or wish.place or wish.clause or "Alle"
        departures.grant(text=common, wish=wish, clause=where, agreed=agreed, reason=text, by=by)
    else:
        departures.take_back(text=common, wish=wish, by=by)
    return answer


def _refuse_answer(common: CommonText, wish: Wish, outcome: str, text: str) -> None:
    if common.state != TextState.AT_SECRETARIAT:
        raise NotPossibleError(f"Ønsket kan ikke besvares nu: teksten er {common.get_state_display()}.")
    shown = WishAnswer.objects.filter(wish=wish).exclude(shown_at=None).exists()
    if shown or wish.dropped or wish.round != common.current_round:
        raise NotPossibleError("Ønsket hører til en tidligere runde og kan ikke besvares mere.")
    if outcome != WishAnswer.Outcome.GRANTED and not text.strip():
        raise NotPossibleError("Skriv en begrundelse eller et modforslag.")


@transaction.atomic
def release(*, text: CommonText, by: Actor) -> CommonText:
    """Let a text that both sides agree on be sent to the members."""
    return move(text, "release", by=by, by_name=by.signature)
