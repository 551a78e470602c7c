"""Dividing the questions: each part can be given to one colleague, who gets a mail with the way there."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Colleague
from accounts.sites import supplier_url
from audits.joint.actions.answering import lock_answerable
from audits.joint.models import Audit, PartAssignment, Questionnaire
from audits.joint.questions.left import left
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record
from workflows.mail import queue_mail


def colleagues(supplier_id: UUID) -> dict[UUID, Colleague]:
    """Return those who can answer for the supplier, by person."""
    return {
        each.person_id: each for each in Colleague.objects.filter(site="supplier", supplier_id=supplier_id)
    }


@transaction.atomic
def divide(*, by: Actor, audit: Audit, chosen: Mapping[str, UUID | None]) -> list[PartAssignment]:
    """Give parts to colleagues, or take them back (None); return what is new. Who gets a part is told.

    Raises NotPossibleError for somebody outside the organisation or a part that is not asked, OutdatedError
    after handing in.
    """
    audit = lock_answerable(by, audit.pk)
    questionnaire = audit.questionnaire
    labels = {each.question.part: each.question.part_label for each in left(questionnaire).asked}
    people = colleagues(audit.supplier_id)
    if not set(chosen) <= set(labels) or any(each and each not in people for each in chosen.values()):
        raise NotPossibleError(_("Vælg en kollega og et afsnit, der findes."))
    standing = {each.part: each for each in questionnaire.assignments.all()}
    given = []
    for part, person_id in chosen.items():
        held = standing.get(part)
        if (held.person_id if held else None) == person_id:
            continue
        if held:
            held.delete()
        if person_id:
            given.append(_give(by, questionnaire, part, people[person_id]))
    if given:
        names = ", ".join(sorted({each.name for each in given}))
        record(audit, "divide", by=by, data={"to": names})
    _tell(by, audit, given, labels)
    return given


def _give(by: Actor, questionnaire: Questionnaire, part: str, person: Colleague) -> PartAssignment:
    made = PartAssignment(
        questionnaire=questionnaire,
        supplier_id=questionnaire.supplier_id,
        part=part,
        person_id=person.person_id,
        name=person.name,
        email=person.email,
        by_name=by.name,
    )
    made.save(force_insert=True)
    return made


def _tell(by: Actor, audit: Audit, given: list[PartAssignment], labels: dict[str, str]) -> None:
    """Queue one mail to each colleague with all parts that are new; who takes a part needs no mail."""
    for person_id in {each.person_id for each in given} - {by.id}:
        own = [each for each in given if each.person_id == person_id]
        queue_mail(
            to=[own[0].email],
            template="audits/part_assigned",
            context={
                "name": own[0].name,
                "by": by.name,
                "case_number": audit.case_number,
                "parts": [labels[each.part] for each in own],
                "deadline": audit.deadline,
                "link": f"{supplier_url('audits:answers', audit_id=audit.id)}?mine=1",
            },
            joint_id=audit.id,
        )
