"""The demo's plan: expected statements, a breach that calls for an extra audit, and a contact round."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audits.joint.contacts import links, reading
from audits.joint.contacts.actions import ask
from audits.joint.models import Audit, ContactAsk, ContactRound
from audits.joint.planning.deciding import note_event
from audits.joint.planning.statements import expect_statement
from audits.joint.states import AuditState
from register.models import SupplierContact
from secretariat.demo.actors import staff
from secretariat.demo.people import SARA
from walls.callers import Caller, acting_as
from workflows.calendar import add_working_days

ASKED, SAME, EXPECTED = 8, 4, 3


def load_plan() -> None:
    """Store what the plan's pages show; does nothing where there is a contact round."""
    with acting_as(Caller.secretariat()), transaction.atomic():
        if ContactRound.objects.exists():
            return
        today, sara = timezone.localdate(), staff(SARA)
        planned = Audit.objects.filter(state=AuditState.PLANNED).select_related("supplier")
        for number, audit in enumerate(planned.order_by("-case_number")[:EXPECTED], 1):
            day = today + timedelta(days=45 * number)
            expect_statement(by=sara, supplier=audit.supplier, expected_on=day, remark="Oplyst i telefonen")
        sent = Audit.objects.filter(state=AuditState.PUBLISHED).select_related("supplier").first()
        if sent is not None:
            words = "Kopi af en database lå åben i et døgn"
            note_event(by=sara, supplier=sent.supplier, kind="breach", happened_on=today, text=words)
        suppliers = [each.pk for each in reading.to_ask(today)[:ASKED]]
        if not SupplierContact.objects.filter(supplier__in=suppliers).exists():
            return
        found = ask(by=sara, name="", suppliers=suppliers, answer_by=add_working_days(today, 5))
        asked = list(ContactAsk.objects.filter(round=found).order_by("name").values_list("pk", flat=True))
    for ask_id in asked[:SAME]:
        links.answer(links.token_of(ask_id), answer="same")
    for ask_id in asked[SAME : SAME + 1]:
        links.answer(
            links.token_of(ask_id), answer="other", name="Nanna Ny", email="nanna@leverandoer.example"
        )
