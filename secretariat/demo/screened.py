"""The demo's register after some months: half screened, some lists confirmed, corrections from suppliers."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audits.joint.actions import concepts
from audits.joint.concepts import recommended
from audits.joint.models import Audit
from audits.joint.states import AuditState, LowerState
from register.actions.confirming import confirm_list
from register.actions.corrections import correct, note
from register.actions.screening import accept_proposals
from register.confirming import KEY, round_on
from register.models import ListConfirmation, System, SystemCorrection, SystemUse
from register.screening import queue
from secretariat.demo.actors import municipality_actors, staff, supplier_actors
from secretariat.demo.people import LISE, SARA
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.models import LegalValue

SCREENED, CONFIRMED, OPENED_AGO = 60, 12, 10
LOWER = "Systemet lukkes ved udgangen af kvartalet, og leverandøren har bekræftet, at oplysningerne slettes."


def load_register_rows() -> None:
    """Screen some systems, confirm some lists, let suppliers correct theirs; nothing a second time."""
    with acting_as(Caller.secretariat()):
        if ListConfirmation.objects.exists():
            return
        with transaction.atomic():
            ids = list(queue("forslag").values_list("pk", flat=True)[:SCREENED])
            accept_proposals(systems=ids, by=staff(SARA))
            _open_round()
        _lower()
    _confirm()
    _correct()


def _open_round() -> None:
    """Let a round have opened a fortnight ago, and the other half a year away."""
    opened = timezone.localdate() - timedelta(days=OPENED_AGO)
    other = opened + timedelta(days=182)
    value = {"opens": [[opened.month, opened.day], [other.month, other.day]], "working_days": 20}
    LegalValue.objects.update_or_create(
        key=KEY, valid_from=opened - timedelta(days=1), defaults={"value": value, "source": "Demo"}
    )
    LegalValue.objects.filter(key=KEY, valid_from=timezone.localdate()).update(value=value)


def _confirm() -> None:
    """Let a dozen members have confirmed; Aalborg has it still before it."""
    with acting_as(Caller.secretariat()):
        contacts, current = municipality_actors("contact"), round_on(timezone.localdate())
        members = list(Municipality.objects.filter(pk__in=contacts).exclude(kommunekode="0851"))
    for member in sorted(members, key=lambda each: each.kommunekode)[:CONFIRMED]:
        if current:
            with acting_as(Caller.municipality(member)):
                confirm_list(municipality_id=member.id, opened=current.opened, by=contacts[member.id])


def _correct() -> None:
    """Let two suppliers correct their lists: a system is discontinued, one is said to be left by Aalborg."""
    with acting_as(Caller.secretariat()):
        suppliers = supplier_actors()
        used = SystemUse.objects.filter(municipality__kommunekode="0851", is_active=True)
        systems = System.objects.filter(supplier__in=suppliers, pk__in=used.values("system")).order_by(
            "name_sort"
        )
        first, second = systems.first(), systems.last()
    facts = {"other_name": "", "kommunekode": "", "effective_on": timezone.localdate(), "text": ""}
    for system, kind in ((first, "discontinued"), (second, "left")):
        if system is not None and system.supplier_id:
            with acting_as(Caller.supplier(system.supplier_id)), transaction.atomic():
                about = {"kommunekode": "0851"} if kind == "left" else {}
                correct(
                    system=system, facts={**facts, "kind": kind, **about}, by=suppliers[system.supplier_id]
                )
    with acting_as(Caller.secretariat()), transaction.atomic():
        left = SystemCorrection.objects.filter(kind="left").first()
        if left is not None:
            note(correction=left, by=staff(SARA))


def _lower() -> None:
    """Let the leader have approved a lower concept in one planned supervision."""
    planned = Audit.objects.filter(state=AuditState.PLANNED).order_by("-case_number")
    audit = next((each for each in planned if recommended(each) > 1), None)
    if audit is None:
        return
    with transaction.atomic():
        concept = recommended(audit) - 1
        concepts.set_concept(by=staff(SARA), audit=audit, concept=concept, reason=LOWER)
        wish = audit.lower_concepts.get(state=LowerState.ASKED)
        concepts.decide(by=staff(LISE), wish=wish, approve=True)
