"""What somebody responsible for a municipality's task may rely on: reminded near the day and after it."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from audits.municipal import tasks as report_tasks
from audits.municipal.models import ReceivedReport
from audits.municipal.own import actions as own
from audits.municipal.own.models import OwnAuditTask
from audits.municipal.taskreminders.models import TaskReminder
from audits.municipal.taskreminders.reminding import KEY
from tests.audits.test_own_audits import planned
from tests.audits.walking import SECRETARIAT, Walk
from walls.callers import acting_as
from workflows import reminding
from workflows.calendar import add_working_days, is_quiet
from workflows.log import history
from workflows.models import OutboxMail, ReminderRule

TO = "kaj@aalborg.example"
DUE = date(2027, 3, 17)
NEAR, AFTER = date(2027, 3, 10), date(2027, 3, 18)  # five working days before, one after


@pytest.fixture
def given(walk: Walk) -> OwnAuditTask:
    """Kaj is to do something after an own supervision and something after a report, both by the same day."""
    walk.published()
    mette = walk.actor("mette")
    with acting_as(SECRETARIAT):
        ReminderRule.objects.filter(about=KEY).update(active_from=date(2027, 1, 1))
    with acting_as(walk.municipality("aalborg")):
        audit = planned(walk)
        after_report = report_tasks.add_task(
            by=mette, report=ReceivedReport.objects.get(), text="Ring til dem."
        )
        given = {"responsible": "Kaj", "responsible_email": TO, "due": DUE}
        report_tasks.assign_task(by=mette, task=after_report, **given)
        return own.add_task(by=mette, audit=audit, task=own.Task("Slet adgange.", "Kaj", DUE, TO.upper()))


def mails(walk: Walk, day: date) -> list[OutboxMail]:
    with acting_as(SECRETARIAT):
        before = set(OutboxMail.objects.values_list("pk", flat=True))
        reminding.send(day)
        new = OutboxMail.objects.exclude(pk__in=before)
        return [each for each in new if each.kind == "audits/own_task_reminder"]


def test_one_mail_for_both_tasks_when_the_day_comes_near_and_one_when_it_has_passed(
    walk: Walk, given: OwnAuditTask
) -> None:
    assert not mails(walk, NEAR - timedelta(days=1))
    [near] = mails(walk, NEAR)
    assert near.to == [TO]
    assert near.subject == "Påmindelse: 2 opgaver efter tilsyn"
    for words in ("Ring til dem.", "Slet adgange.", "17. marts 2027", "Kære Kaj", "Aalborg Kommune"):
        assert words in near.body
    assert "overskredet" not in near.body
    assert not mails(walk, NEAR), "once"
    [late] = mails(walk, AFTER)
    assert "overskredet" in late.body
    assert not mails(walk, AFTER + timedelta(days=14))
    with acting_as(walk.municipality("aalborg")):
        log = [each.action for each in history(given.audit)]
        assert log.count("remind_task") == 2
    with acting_as(walk.municipality("viborg")):
        assert not TaskReminder.objects.exists(), "what Aalborg does is Aalborg's"


def test_what_is_done_or_has_nobody_to_write_to_is_left_and_a_new_day_begins_anew(
    walk: Walk, given: OwnAuditTask
) -> None:
    mette = walk.actor("mette")
    with acting_as(walk.municipality("aalborg")):
        own.finish_task(by=mette, task=given)
    [only] = mails(walk, NEAR)
    assert "Slet adgange." not in only.body
    later = add_working_days(DUE, 40)
    with acting_as(walk.municipality("aalborg")):
        own.reopen_task(by=mette, task=given)
        own.assign_task(by=mette, task=given, responsible="Kaj", responsible_email=TO, due=later)
    [again] = mails(walk, add_working_days(later, -5))
    assert "Slet adgange." in again.body
    with acting_as(walk.municipality("aalborg")):
        own.assign_task(by=mette, task=given, responsible="Kaj", due=later)
    assert not mails(walk, add_working_days(later, 1))


def test_days_without_a_worker_leave_one_mail_and_a_quiet_day_none(walk: Walk, given: OwnAuditTask) -> None:
    sunday = AFTER + timedelta(days=(6 - AFTER.weekday()) % 7)
    assert is_quiet(sunday)
    assert not mails(walk, sunday)
    [one] = mails(walk, sunday + timedelta(days=1))
    assert "overskredet" in one.body
    with acting_as(walk.municipality("aalborg")):
        assert TaskReminder.objects.filter(task_id=given.id).count() == 2, "the first step is overtaken"


def test_the_rules_stand_on_the_secretariats_page_and_the_tasks_do_not(
    walk: Walk, given: OwnAuditTask, client_of: Callable[[str], Client]
) -> None:
    page = unescape(client_of("lise").get("/paamindelser/").content.decode())
    assert "den ansvarlige hos kommunen" in page
    assert "Slet adgange." not in page
    with acting_as(walk.municipality("aalborg")), pytest.raises(Exception, match="permission denied"):
        ReminderRule.objects.all().delete()


def test_own_supervisions_tasks_are_listed_with_those_of_reports(
    walk: Walk, given: OwnAuditTask, client_of: Callable[[str], Client]
) -> None:
    mette, ib = client_of("mette"), client_of("ib")
    page = unescape(mette.get("/tilsyn/opgaver/").content.decode())
    for words in ("Ring til dem.", "Slet adgange.", "Vores eget tilsyn", "Tilsynsrapport"):
        assert words in page
    assert "Slet adgange." not in unescape(client_of("bo").get("/tilsyn/opgaver/").content.decode())
    url = f"/tilsyn/egne/opgaver/{given.id}/"
    assert client_of("bo").post(url + "udfoert/").status_code == 404
    assert ib.post(url + "udfoert/").status_code == 403
    assert mette.post(url + "udfoert/", {"fra": "opgaver"})["Location"] == "/tilsyn/opgaver/"
    assert "Slet adgange." not in unescape(mette.get("/tilsyn/opgaver/").content.decode())
    assert "Slet adgange." in unescape(mette.get("/tilsyn/opgaver/?vis=udfoert").content.decode())
    assert mette.post(url, {"responsible": "Eva"}).status_code == 409, "it is done"
    assert mette.post(url + "genaabn/").status_code == 302
    assert mette.post(url, {"responsible": ""}).status_code == 200
    assert (
        mette.post(url, {"responsible": "<b>Eva", "responsible_email": "eva@aalborg.example"}).status_code
        == 302
    )
    assert "&lt;b&gt;Eva" in mette.get("/tilsyn/opgaver/?vis=").content.decode()
    assert "Slet adgange." not in unescape(mette.get("/tilsyn/opgaver/?vis=uden").content.decode())
