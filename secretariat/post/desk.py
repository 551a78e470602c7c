"""What the post leaves to be done, for Min dag."""

from accounts.permissions import P
from workflows import cases
from workflows.actors import Actor
from workflows.cases import Case
from workflows.desk import Waiting
from workflows.maillog import open_bounces
from workflows.models import IncomingMail

MOST = 200
State = IncomingMail.State


def waiting(actor: Actor) -> list[Waiting]:
    """Return the answers on one's own and nobody's cases, what came back of their mails, what is loose."""
    return [*_answers(actor), *_bounces(actor), *_loose()] if actor.may(P.AUDITS_CONDUCT) else []


def _is_of(case: Case, actor: Actor) -> bool:
    """Whether the case is the actor's to follow; one that nobody in particular works on is everybody's."""
    return case.worker_id in (None, actor.id)


def _answers(actor: Actor) -> list[Waiting]:
    unread = list(
        IncomingMail.objects.filter(state=State.PLACED, read_at=None).order_by("received_at")[:MOST]
    )
    of = cases.cases_of(each.case_id for each in unread)
    return [
        Waiting(
            f"{of[each.case_id].name} ({of[each.case_id].number})",
            f"Mail fra {each.from_name or each.from_address}: {each.subject}",
            None,
            "post:letter",
            {"mail_id": each.id},
            "Læs mailen",
            since=each.received_at,
        )
        for each in unread
        if each.case_id in of and _is_of(of[each.case_id], actor)
    ]


def _bounces(actor: Actor) -> list[Waiting]:
    found = list(open_bounces()[:MOST])
    of = cases.cases_of(each.mail.joint_id for each in found)
    rows = []
    for each in found:
        case = of.get(each.mail.joint_id) if each.mail.joint_id else None
        if case is None or _is_of(case, actor):
            title = f"{case.name} ({case.number})" if case else each.mail.subject
            detail = f"Adressen {each.address} svarer ikke: ret kontakten, og send igen"
            rows.append(
                Waiting(
                    title, detail, None, "post:mail", {"mail_id": each.mail_id}, "Se returmail", since=each.at
                )
            )
    return rows


def _loose() -> list[Waiting]:
    number = IncomingMail.objects.filter(state=State.LOOSE).count()
    if not number:
        return []
    what = "Én mail hører ikke til nogen sag" if number == 1 else f"{number} mails hører ikke til nogen sag"
    return [
        Waiting(what, "Læg dem på deres sag, eller læg dem væk.", None, "post:letters", {}, "Fordel posten")
    ]
