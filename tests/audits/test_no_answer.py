"""A supplier that never answers: reminder, the management, and then the members that use its systems."""

from datetime import date

import pytest

from audits.joint.models import Audit
from audits.joint.reminding import NO_MANAGEMENT
from register.models import SupplierContact
from tests.audits.walking import SECRETARIAT, Walk
from walls.callers import acting_as
from workflows import reminding
from workflows.calendar import add_working_days
from workflows.log import history
from workflows.models import OutboxMail, ReminderRule

DUE = date(2026, 9, 1)


@pytest.fixture
def late(walk: Walk) -> Audit:
    """A supervision of both systems whose answer was due on 1 September."""
    audit = walk.announced()
    with acting_as(SECRETARIAT):
        Audit.objects.filter(pk=audit.pk).update(deadline=DUE)
        ReminderRule.objects.update(active_from=date(2026, 1, 1))
    return audit


def sent(days: int) -> list[OutboxMail]:
    """Write what is due so many working days after the deadline, and return those mails."""
    [source] = [each for each in reminding.sources() if each.key == "audits.supplier_answers"]
    with acting_as(SECRETARIAT):
        before = set(OutboxMail.objects.values_list("pk", flat=True))
        day = add_working_days(DUE, days)
        for letter in reminding.letters_of(source, day):
            reminding._write(letter, day)
        return list(OutboxMail.objects.exclude(pk__in=before).order_by("kind", "to"))


def test_reminder_then_management_then_the_members_that_use_the_systems(walk: Walk, late: Audit) -> None:
    with acting_as(SECRETARIAT):
        SupplierContact.objects.create(
            supplier=walk.supplier, name="Chefen", email="chef@nordlys.example", role="management"
        )
    [reminder] = sent(5)
    assert reminder.kind == "audits/supplier_reminder"
    assert "chef@nordlys.example" not in reminder.to
    [escalation] = sent(10)
    assert escalation.kind == "audits/supplier_escalation"
    assert escalation.to[0] == "chef@nordlys.example"
    assert "post@nordlys.example" in escalation.to, "the contact person is told too"
    copies = sent(20)
    assert {mail.kind for mail in copies} == {"audits/no_answer"}
    names = sorted(mail.body.split("\n", 1)[0] for mail in copies)
    assert names == ["Til Aalborg Kommune", "Til Viborg Kommune"], "København uses none of the systems"
    for mail in copies:
        others = {"Aalborg", "Viborg"} - {mail.body.split("\n", 1)[0].split()[1]}
        assert not any(name in mail.body for name in others), "no member is told of another"
    aalborg, viborg = sorted(copies, key=lambda each: each.body)
    assert ("Nordlys Vagtplan" in aalborg.body, "Nordlys Vagtplan" in viborg.body) == (True, False)
    assert sent(20) == []
    with acting_as(SECRETARIAT):
        [told] = history(late).filter(action="orient")
        assert told.data["organisations"] == ["Aalborg Kommune", "Viborg Kommune"]
        assert history(late).filter(action="remind").count() == 2


def test_that_the_management_is_not_known_is_said(late: Audit) -> None:
    sent(5)
    [escalation] = sent(10)
    assert escalation.to
    with acting_as(SECRETARIAT):
        last = history(late).filter(action="remind").first()
        assert last is not None
        assert last.data["lack"] == NO_MANAGEMENT


def test_the_members_never_hear_of_it_on_the_day_the_supplier_is_written_to(late: Audit) -> None:
    kinds = [sorted({mail.kind for mail in sent(days)}) for days in (21, 22, 23)]
    assert kinds[0] == ["audits/supplier_escalation", "audits/supplier_reminder"]
    assert kinds[1:] == [["audits/no_answer"], []]
