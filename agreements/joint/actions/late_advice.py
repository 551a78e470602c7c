"""Giving the advice of a broken off negotiation: to all that use the systems then, and to who comes later."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from agreements.joint import late
from agreements.joint.addresses import municipality_addresses
from agreements.joint.late_advice import Unadvised, unadvised
from agreements.joint.models import Advice, CommonText
from tenants.models import Municipality
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import history, record
from workflows.mail import queue_mail


def advise(
    *, text: CommonText, members: Iterable[Municipality], advice: str, facts: dict[str, object], by: Actor
) -> None:
    """Give these members the advice on their own site, and tell each by mail."""
    chosen = list(members)
    Advice.objects.bulk_create(_advice(text, each, advice, by) for each in chosen)
    for addresses in municipality_addresses(each.id for each in chosen).values():
        if addresses:
            context = {**facts, "advice": advice}
            queue_mail(to=addresses, template="agreements/broken_off", context=context, joint_id=text.id)


def _advice(text: CommonText, member: Municipality, advice: str, by: Actor) -> Advice:
    return Advice(
        common_text=text,
        municipality=member,
        number=text.number,
        title=text.title,
        supplier_name=text.supplier.name[:200],
        system_names=[each.system_name for each in text.systems.all()],
        text=advice,
        case_worker_name=text.case_worker_name,
        case_worker_phone=text.case_worker_phone,
        given_by_name=by.signature,
    )


@transaction.atomic
def look_for_unadvised(*, by: Actor) -> int:
    """Give who comes later the advice, where that is the way chosen; returns how many got one."""
    if late.way_of_giving() != late.BY_ITSELF:
        return 0
    return _give([each.text.id for each in unadvised()], by)


@transaction.atomic
def advise_after_click(*, text_ids: list[UUID], by: Actor) -> int:
    """Give the advice of the chosen negotiations to all that lack it; raises NotPossibleError for nobody."""
    given = _give(text_ids, by)
    if not given:
        raise NotPossibleError(
            "De kommuner, der manglede rådet, har fået det, eller det gælder ikke længere."
        )
    return given


def _give(text_ids: list[UUID], by: Actor) -> int:
    """Give the advice under the texts' locks: two who give at once do not give it twice."""
    list(CommonText.objects.select_for_update(of=("self",)).filter(pk__in=text_ids).order_by("pk"))
    chosen = set(text_ids)
    return sum(_give_one(each, by) for each in unadvised() if each.text.id in chosen)


def _give_one(found: Unadvised, by: Actor) -> int:
    text = found.text
    said = history(text).filter(action="break_off").first()
    if said is None or not found.members:
        return 0
    advise(text=text, members=found.members, advice=said.reason, facts=facts_of(text), by=by)
    record(text, "advise_late", by=by, data={"count": len(found.members)})
    return len(found.members)


def facts_of(text: CommonText) -> dict[str, object]:
    """Return what the mails about a text's end are filled with."""
    return {
        "number": text.number,
        "title": text.title,
        "supplier": text.supplier.name,
        "systems": [each.system_name for each in text.systems.all()],
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
    }
