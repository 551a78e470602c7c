"""Writing answers: one for all systems with exceptions, and nothing lost when two write at once."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.joint.models import Answer, AnswerException, Audit, AuditSystem, RivalAnswer
from audits.joint.questions.carry import carried
from audits.joint.questions.content import Given
from audits.joint.questions.kinds import choices_of
from audits.joint.questions.words import Kind
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError


@dataclass(frozen=True)
class Written:
    """The answer as it is stored now; with a rival where somebody else had saved another one."""

    answer: Answer
    rival: RivalAnswer | None = None


def write(*, by: Actor, audit: Audit, answer: Answer, given: Given, expected: int | None = None) -> Written:
    """Store an answer in a case that the caller has locked.

    `expected` is the version that was written from. Where another has been saved since, the stored answer
    stays, and what is given is kept beside it. Raises NotPossibleError for a choice that the question's type
    does not have, and for an exception for a system outside the case.
    """
    systems = list(audit.systems.all())
    _refuse_impossible(answer, given, systems)
    stored = stored_answer(answer.pk)
    given = _since_last_time(stored, given, systems)
    if stored.content == given:
        return Written(stored)
    if expected is not None and expected != stored.version:
        return Written(stored, _keep_beside(by, stored, given))
    return Written(_store(by, stored, given))


def stored_answer(answer_id: UUID) -> Answer:
    """Return an answer as it is now, with its question and what was answered last time."""
    rows = Answer.objects.select_related("question", "previous").prefetch_related("exceptions")
    return rows.get(pk=answer_id)


def _refuse_impossible(answer: Answer, given: Given, systems: list[AuditSystem]) -> None:
    kind = answer.question.kind
    if given.choice and given.choice not in choices_of(kind):
        raise NotPossibleError(_("Svaret kan ikke bruges til dette spørgsmål."))
    own = {each.pk for each in systems}
    if not set(given.deviations) <= own:
        raise NotPossibleError(_("En undtagelse kan kun angives for et af tilsynets systemer."))
    allowed = choices_of(kind) if kind == Kind.ASSESSMENT else ()
    if any(each.choice and each.choice not in allowed for each in given.deviations.values()):
        raise NotPossibleError(_("Undtagelsens svar kan ikke bruges til dette spørgsmål."))


def _since_last_time(stored: Answer, given: Given, systems: list[AuditSystem]) -> Given:
    """Take last time's answer where it still holds, and say of every other answer that it has changed."""
    given = replace(given, deviations={key: each for key, each in given.deviations.items() if each})
    if stored.previous is None:
        return replace(given, change="")
    before = carried(stored, systems)
    if given.change == Answer.Change.UNCHANGED:
        return before
    says_something = given.choice or given.comment or given.value or given.deviations
    if replace(given, change=before.change) == before and given.change != Answer.Change.CHANGED:
        return before
    return replace(given, change=Answer.Change.CHANGED if says_something or given.change else "")


def _store(by: Actor, stored: Answer, given: Given) -> Answer:
    stored.choice, stored.comment, stored.value = given.choice, given.comment, given.value
    stored.change, stored.version = given.change, stored.version + 1
    stored.saved_at, stored.saved_by_name = timezone.now(), by.name
    stored.save(
        update_fields=["choice", "comment", "value", "change", "version", "saved_at", "saved_by_name"]
    )
    if stored.content.deviations != given.deviations:
        stored.exceptions.all().delete()
        AnswerException.objects.bulk_create(
            AnswerException(
                answer=stored,
                supplier_id=stored.supplier_id,
                audit_system_id=system_id,
                choice=each.choice,
                comment=each.comment,
            )
            for system_id, each in given.deviations.items()
        )
    return stored_answer(stored.pk)


def _keep_beside(by: Actor, stored: Answer, given: Given) -> RivalAnswer:
    """Keep what lost beside the answer: one row for each writer until it is settled."""
    rival = RivalAnswer.objects.filter(answer=stored, by_id=by.id, settled_at=None).first()
    if rival is None:
        rival = RivalAnswer(
            answer=stored,
            supplier_id=stored.supplier_id,
            content=given.as_json(),
            by_id=by.id,
            by_name=by.name,
        )
        rival.save(force_insert=True)
    else:
        rival.content = given.as_json()
        rival.save(update_fields=["content"])
    return rival


@transaction.atomic
def settle(*, by: Actor, audit: Audit, rival: RivalAnswer, use: bool) -> Answer:
    """Let the other text be the answer, or let the answer stand, in a case that the caller has locked.

    What is not used stays in its row. Raises OutdatedError where somebody has chosen already.
    """
    rival = RivalAnswer.objects.select_for_update().get(pk=rival.pk)
    if rival.settled_at is not None:
        raise OutdatedError(_("Der er allerede valgt mellem de to svar."))
    answer = stored_answer(rival.answer_id)
    if use:
        chosen, rival.content = Given.from_json(rival.content), answer.content.as_json()
        own = set(audit.systems.values_list("pk", flat=True))
        kept = {key: each for key, each in chosen.deviations.items() if key in own}
        answer = _store(by, answer, replace(chosen, deviations=kept))
    rival.settled_at, rival.settled_by_name = timezone.now(), by.name
    rival.save(update_fields=["content", "settled_at", "settled_by_name"])
    return answer
