"""The demo's supervision of last year: what a supplier finds of its own answers when it is asked again."""

from dataclasses import replace

from django.utils import timezone

from audits.joint.actions import announcing, answering
from audits.joint.actions.planning import Worker, plan
from audits.joint.actions.reviewing import accept_rest
from audits.joint.models import Answer, Audit
from audits.joint.questions.content import Deviation
from audits.joint.questions.words import Kind
from audits.joint.states import AuditState
from register.models import System
from secretariat.demo.actors import staff, supplier_actors
from secretariat.demo.audit_cases import Case
from secretariat.demo.people import SARA
from secretariat.demo.stage import as_on, working_day
from secretariat.demo.supplier_acts import write_answers
from walls.callers import Caller, acting_as
from workflows.actors import Actor

AGO = 245  # working days: about a year


def load_last_year(systems: list[System]) -> None:
    """Let the systems have been supervised last year, with an exception for one of them.

    Its letter and its report were written before the installation was taken into use.
    """
    secretariat = Caller.secretariat()
    with as_on(AGO):
        with acting_as(secretariat):
            by, day = staff(SARA), working_day(0)
            worker = Worker(by.id, by.name, SARA.phone, SARA.email)
            when = {"year": day.year, "quarter": (day.month - 1) // 3 + 1}
            [audit] = plan(by=by, systems=systems, worker=worker, **when)
            _ask(audit)
            supplier = supplier_actors()[audit.supplier_id]
        case = Case(audit.pk, audit.supplier_id, by, "", 0)
        with acting_as(Caller.supplier(audit.supplier_id)):
            write_answers(list(case.audit.questionnaire.answers.select_related("question")), supplier)
            _except_one(case.audit, supplier)
            answering.submit(by=supplier, audit=case.audit)
        with acting_as(secretariat):
            accept_rest(by=by, audit=case.audit)
            Audit.objects.filter(pk=audit.pk).update(state=AuditState.CLOSED)


def _ask(audit: Audit) -> None:
    """Ask the questions as the letter of last year did, which was written elsewhere."""
    contact = announcing.contact_of(audit)
    if contact is None:
        raise LookupError(audit.supplier.name)
    Audit.objects.filter(pk=audit.pk).update(
        state=AuditState.ANNOUNCED,
        announced_at=timezone.now(),
        deadline=working_day(0),
        contact_name=contact.name,
        contact_email=contact.email,
    )
    announcing.ask_questions(audit)


def _except_one(audit: Audit, by: Actor) -> None:
    """Say of the last of several systems that one thing is otherwise."""
    found = list(audit.systems.all())
    answer = audit.questionnaire.answers.filter(objective="F", question__kind=Kind.ASSESSMENT).last()
    if len(found) < 2 or answer is None:
        return
    deviation = Deviation(Answer.Choice.PARTLY, "Tilsynet med driftsleverandøren er udskudt et kvartal.")
    given = replace(answer.content, deviations={found[-1].pk: deviation})
    answering.write_answer(by=by, answer=answer, given=given)
