"""Aalborg's own year in the demo: a plan adopted with two changes, own supervision, tasks and a package."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState
from audits.joint.presenting.reading import joint_audits
from audits.municipal.actions import Decision
from audits.municipal.own import actions as own
from audits.municipal.own.models import OwnAudit
from audits.municipal.plan import actions as plans
from audits.municipal.plan.models import Plan, PlanLine
from audits.municipal.plan.states import Supervisor
from audits.municipal.states import DecisionState, Level
from secretariat.demo.actors import contact_and_decider
from secretariat.demo.agreement_routes import AALBORG
from secretariat.demo.people import METTE
from secretariat.package.actions import order
from secretariat.package.answers import answers
from secretariat.package.material import gather
from secretariat.package.scope import Scope, last_year, processor_key
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor

CONCEPT, MONTHS = 3, 24
CHANGES = (
    "Vi ser selv på systemet i år, fordi det får nye brugere på skolerne.",
    "Vi ser selv på systemet i år, fordi driften flytter til en ny udbyder.",
)
LOOKED_AT = "Liste over brugere med særlige rettigheder, log for en uge og aftalen om sletning."
CONCLUSION = "Rettighederne er gennemgået, og sletning sker som aftalt. Der er ikke fundet fejl."


def load_own_year() -> None:
    """Let Aalborg adopt a plan and supervise by itself; does nothing where it has any plan."""
    with acting_as(Caller.secretariat()):
        member = Municipality.objects.get(kommunekode=AALBORG)
        contact, decider = contact_and_decider(member)
    with acting_as(Caller.municipality(member)):
        if Plan.objects.exists():
            return
        with transaction.atomic():
            _adopt_a_plan(contact, decider)
            _supervise(contact, decider)
        with transaction.atomic():
            _order_a_package(contact)


def _adopt_a_plan(contact: Actor, decider: Actor) -> None:
    today = timezone.localdate()
    plan = plans.present(by=contact, year=today.year, joint=joint_audits())
    last_day = date(today.year, 12, 31)
    for line, reason in zip(_to_change(plan), CHANGES, strict=False):
        change = plans.Change(Supervisor.OWN, max(CONCEPT, line.recommended or 0), MONTHS, last_day, reason)
        plans.change_line(by=contact, line=line, change=change)
    presented = Plan.objects.get(pk=plan.pk)
    plans.adopt(by=decider, plan=presented, seen=plans.mark_of(presented))


def _to_change(plan: Plan) -> list[PlanLine]:
    """Return systems that hold personal data and that no joint supervision covers."""
    own_ones = plan.lines.filter(supervisor=Supervisor.OWN, recommended__isnull=False)
    return list(own_ones.order_by("system_name")[: len(CHANGES)])


def _supervise(contact: Actor, decider: Actor) -> None:
    """One own supervision is finished with two tasks, one has begun; what else the plan asks for waits."""
    audits = list(OwnAudit.objects.filter(planned_on__year=timezone.localdate().year)[:2])
    for audit in audits:
        begun = own.start(by=contact, audit=audit)
        own.note(by=contact, audit=begun, looked_at=LOOKED_AT)
    for audit in audits[:1]:
        decision = Decision(state=DecisionState.APPROVED, rating=Level.GREEN, conclusion=CONCLUSION)
        own.finish(
            by=decider, audit=OwnAudit.objects.get(pk=audit.pk), outcome=own.Outcome(decision, _tasks())
        )


def _tasks() -> list[own.Task]:
    today = timezone.localdate()
    return [
        own.Task(
            "Gennemgå rettighederne igen om et halvt år.",
            METTE.name,
            today + timedelta(days=180),
            METTE.email,
        ),
        own.Task(
            "Tag listen over brugere med på mødet med systemejeren.",
            "Systemejeren",
            today + timedelta(days=30),
        ),
    ]


def _order_a_package(by: Actor) -> None:
    """Document one processor, with which there is an agreement."""
    agreement = Agreement.objects.filter(state=AgreementState.IN_FORCE, common_text_id__isnull=False).first()
    if agreement is None:
        return
    key = processor_key(agreement.supplier_id, agreement.supplier_name)
    scope = Scope(*last_year(timezone.localdate()), frozenset({key}))
    order(scope=scope, scope_words=agreement.supplier_name, answers=answers(gather(scope)), by=by)
