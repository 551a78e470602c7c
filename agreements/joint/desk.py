"""What waits for the secretariat among the agreements."""

from django.utils import timezone

from accounts.permissions import P
from agreements.joint import late
from agreements.joint.incidents.desk import waiting as incidents_waiting
from agreements.joint.late_advice import unadvised
from agreements.joint.models import CommonText, IssuedAgreement, Round
from agreements.joint.notices.desk import waiting as notices_waiting
from agreements.joint.states import TextState, second_read
from agreements.joint.stopped import stopped
from register.views.lists import amount
from tenants.models import Letter, Recipient
from workflows.actors import Actor
from workflows.desk import Waiting

NEXT = {
    TextState.DRAFT: ("Teksten er et udkast.", "Skriv teksten"),
    TextState.AT_SECRETARIAT: ("Leverandøren har sendt ønsker.", "Besvar ønsker"),
    TextState.AGREED: ("Leverandøren har godkendt teksten.", "Frigiv teksten"),
    TextState.RELEASED: ("Teksten er frigivet.", "Send til kommunerne"),
}


def waiting(actor: Actor) -> list[Waiting]:
    """Return what waits for the actor: municipalities' questions, texts to bring on, late deliveries.

    An agreed text waits for whoever may release it; the rest for whoever negotiates.
    """
    found = [*_questions(actor), *_texts(actor), *_readings(actor), *_rested(actor)]
    return [
        *found,
        *_deliveries(actor),
        *_stopped(actor),
        *_late(actor),
        *_unadvised(actor),
        *notices_waiting(actor),
        *incidents_waiting(actor),
    ]


def late_elsewhere(actor: Actor) -> list[Waiting]:
    """Return the texts that a supplier has had longer than it was asked to."""
    if not actor.may(P.AGREEMENTS_NEGOTIATE):
        return []
    late = Round.objects.select_related("common_text__supplier").filter(
        outcome=Round.Outcome.OPEN,
        due__lt=timezone.localdate(),
        common_text__state=TextState.AT_SUPPLIER,
    )
    return [
        Waiting(
            f"{each.common_text.supplier.name}: {each.common_text.title}",
            f"{each.common_text.number}. Leverandøren har ikke svaret på runde {each.number}.",
            each.due,
            "agreements:text",
            {"text_id": each.common_text_id},
            "Se teksten",
            due_name="Leverandørens frist",
        )
        for each in late
    ]


def _texts(actor: Actor) -> list[Waiting]:
    found = []
    for text in CommonText.objects.filter(state__in=NEXT).select_related("supplier").order_by("state_since"):
        release = text.state == TextState.AGREED
        if not actor.may(P.AGREEMENTS_RELEASE if release else P.AGREEMENTS_NEGOTIATE):
            continue
        if release and second_read(text):
            continue
        words, action = NEXT[TextState(text.state)]
        title = f"{text.supplier.name}: {text.title}"
        found.append(
            Waiting(
                title,
                f"{text.number}. {words}",
                None,
                "agreements:text",
                {"text_id": text.id},
                action,
                since=text.state_since,
            )
        )
    return found


def _readings(actor: Actor) -> list[Waiting]:
    """Return the agreed texts that somebody other than their case worker must read."""
    if not actor.may(P.AGREEMENTS_SECOND_READ):
        return []
    agreed = CommonText.objects.filter(state=TextState.AGREED).exclude(case_worker_id=actor.id)
    return [
        Waiting(
            f"{text.supplier.name}: {text.title}",
            f"{text.number}. Til andenlæsning fra {text.case_worker_name}.",
            None,
            "agreements:second_read",
            {"text_id": text.id},
            "Læs teksten",
            since=text.state_since,
        )
        for text in agreed.select_related("supplier").order_by("state_since")
        if second_read(text)
    ]


def _rested(actor: Actor) -> list[Waiting]:
    """Return the negotiations that were to be taken up again by now."""
    if not actor.may(P.AGREEMENTS_NEGOTIATE):
        return []
    due = CommonText.objects.filter(state=TextState.ON_HOLD, held_until__lte=timezone.localdate())
    return [
        Waiting(
            f"{text.supplier.name}: {text.title}",
            f"{text.number}. Forhandlingen skulle tages op igen.",
            text.held_until,
            "agreements:text",
            {"text_id": text.id},
            "Genoptag",
            since=text.state_since,
        )
        for text in due.select_related("supplier").order_by("held_until")
    ]


def _questions(actor: Actor) -> list[Waiting]:
    if not actor.may(P.AGREEMENTS_NEGOTIATE):
        return []
    letters = Letter.objects.filter(kind="agreement_question", answered_at=None).select_related(
        "municipality"
    )
    asked_about = [each.subject_id for each in letters]
    issued = {
        each.id: each for each in IssuedAgreement.objects.select_related("sending").filter(pk__in=asked_about)
    }
    return [
        Waiting(
            f"{each.municipality.name} spørger om {issued[each.subject_id].number}",
            each.text[:160],
            issued[each.subject_id].sending.answer_by,
            "agreements:answer_question",
            {"letter_id": each.id},
            "Svar",
            since=each.written_at,
            due_name="Kommunen skal svare på aftalen",
            binding=False,
        )
        for each in letters.order_by("written_at")
        if each.subject_id in issued
    ]


def _late(actor: Actor) -> list[Waiting]:
    """Return one line for all who wait for what stands: they are sent it from one list."""
    rows = list(late.waiting()) if actor.may(P.AGREEMENTS_NEGOTIATE) else []
    if not rows:
        return []
    who, what = len({each.municipality_id for each in rows}), len({each.common_text_id for each in rows})
    municipalities = "kommune er" if who == 1 else "kommuner er"
    texts = "aftale" if what == 1 else "aftaler"
    return [
        Waiting(
            f"{who} {municipalities} kommet til senere og afventer {what} {texts}",
            "De er blevet medlem eller er begyndt at bruge et system, efter at teksten blev sendt.",
            None,
            "agreements:deliveries",
            {},
            "Send aftalerne",
            since=min(each.found_at for each in rows),
        )
    ]


def _unadvised(actor: Actor) -> list[Waiting]:
    """Return one line for all who lack the advice of a broken off negotiation."""
    found = unadvised() if actor.may(P.AGREEMENTS_NEGOTIATE) else []
    who = len({member.id for each in found for member in each.members})
    if not who:
        return []
    title = f"{amount(who, 'kommune', 'kommuner')} mangler rådet om en afbrudt forhandling"
    detail = "De er blevet medlem eller er begyndt at bruge et system, efter at forhandlingen blev afbrudt."
    since = min(each.text.state_since for each in found)
    return [Waiting(title, detail, None, "agreements:deliveries", {}, "Giv rådet", since=since)]


def _stopped(actor: Actor) -> list[Waiting]:
    """Return what was given up after several attempts, while somebody waits for it."""
    if not actor.may(P.AGREEMENTS_NEGOTIATE):
        return []
    return [
        Waiting(
            f"{each.who}: {each.what}",
            f"Gik i stå. {each.why}",
            None,
            "agreements:deliveries",
            {},
            "Prøv igen",
            since=each.since,
        )
        for each in stopped()
    ]


def _deliveries(actor: Actor) -> list[Waiting]:
    if not actor.may(P.AGREEMENTS_NEGOTIATE):
        return []
    waits = Recipient.objects.filter(kind="agreement", state=Recipient.State.WAITING).select_related(
        "municipality"
    )
    texts = {
        each.id: each
        for each in CommonText.objects.filter(pk__in=[each.joint_id for each in waits], state=TextState.SENT)
    }
    return [
        Waiting(
            f"{each.municipality.name} har ikke fået {texts[each.joint_id].number}",
            each.reason or "Aftalen er ikke leveret endnu.",
            None,
            "agreements:sending",
            {"text_id": each.joint_id, "sending_id": each.delivery_id},
            "Se udsendelsen",
            since=each.created_at,
        )
        for each in waits
        if each.joint_id in texts
    ]
