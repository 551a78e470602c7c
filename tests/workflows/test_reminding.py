"""Reminders leave by rules: once for a deadline, one mail a day for each, never in quiet weeks."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.permissions import P
from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows import reminding
from workflows.actors import Actor
from workflows.calendar import add_working_days, is_quiet
from workflows.engine import MoveError
from workflows.models import LegalValue, LogEntry, OutboxMail, ReminderRule, ReminderStop, SentReminder
from workflows.reminding import Matter, letters, reminds, send
from workflows.stopping import resume_reminders, stop_of, stop_reminders

Actors = Callable[[str], Actor]
ABOUT = "tests.matters"
MONDAY = date(2026, 3, 2)
MATTERS: list[Matter] = []


@pytest.fixture
def rules(db: None) -> Iterator[None]:
    """Three steps about matters of the tests' own."""
    MATTERS.clear()
    told = {"supplier": "leverandøren", "management": "ledelsen"}
    reminds(ABOUT, label="Prøve", parties=told, template="audits/supplier_reminder")(lambda: list(MATTERS))
    with acting_as(Caller.secretariat()):
        ReminderRule.objects.all().delete()
        for days, party in ((-3, "supplier"), (5, "supplier"), (10, "management")):
            ReminderRule.objects.create(
                about=ABOUT, working_days=days, party=party, active_from=date(2026, 1, 1)
            )
        yield
    del reminding._sources[ABOUT]


def matter(title: str, due: date, address: str = "leo@leverandoer.example") -> Matter:
    to = {"supplier": (address,), "management": (f"ledelse-{address}", address)}
    row = LegalValue.objects.get_or_create(
        key=f"tests.{title}", valid_from=date(2022, 1, 1), defaults={"value": 1, "source": str(SUPPLIER_X)}
    )[0]
    return Matter(subject=row, due=due, title=title, link="https://x.example", to=to)


def mails() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="audits/supplier_reminder").order_by("created_at"))


@pytest.mark.usefixtures("rules")
def test_each_step_leaves_on_its_day_and_once() -> None:
    due = add_working_days(MONDAY, 3)
    MATTERS.append(matter("A", due))
    assert [send(MONDAY), send(MONDAY), send(MONDAY + timedelta(days=1))] == [1, 0, 0]
    assert "nærmer sig" in mails()[0].body
    assert send(add_working_days(due, 4)) == 0
    assert send(add_working_days(due, 5)) == 1
    assert mails()[1].subject.startswith("Påmindelse: svar på tilsyn")
    assert send(add_working_days(due, 10)) == 1
    assert mails()[2].to == ["ledelse-leo@leverandoer.example", "leo@leverandoer.example"]
    assert LogEntry.objects.filter(action="remind").count() == 3


@pytest.mark.usefixtures("rules")
def test_a_party_gets_one_mail_about_all_that_waits_for_it() -> None:
    due = add_working_days(MONDAY, -5)
    MATTERS.extend([matter("A", due), matter("B", due), matter("C", due, "anden@leverandoer.example")])
    assert send(MONDAY) == 2
    both = next(mail for mail in mails() if mail.to == ["leo@leverandoer.example"])
    assert "A" in both.body
    assert "B" in both.body
    assert both.subject == "Påmindelse: svar på 2 tilsyn"
    assert SentReminder.objects.count() == 3 + 3  # the step before the deadline was overtaken, and is noted


@pytest.mark.usefixtures("rules")
def test_after_days_without_a_worker_only_the_last_step_is_sent() -> None:
    due = add_working_days(MONDAY, -9)
    MATTERS.append(matter("A", due))
    assert send(MONDAY) == 1
    assert send(add_working_days(MONDAY, 1)) == 1  # the management's turn has come
    assert [len(mail.to) for mail in mails()] == [1, 2]


@pytest.mark.usefixtures("rules")
def test_a_new_deadline_begins_anew_and_an_answer_ends_it() -> None:
    MATTERS.append(matter("A", add_working_days(MONDAY, -5)))
    assert send(MONDAY) == 1
    MATTERS[:] = [matter("A", add_working_days(MONDAY, 10))]
    assert send(MONDAY) == 0
    assert send(add_working_days(MONDAY, 7)) == 1
    MATTERS.clear()
    assert send(add_working_days(MONDAY, 40)) == 0


@pytest.mark.usefixtures("rules")
def test_nothing_leaves_on_closed_days_and_in_quiet_weeks_and_nothing_is_lost() -> None:
    MATTERS.append(matter("A", date(2026, 7, 1)))
    for day in (date(2026, 3, 1), date(2026, 4, 2), date(2026, 7, 15), date(2026, 12, 28)):
        assert is_quiet(day)
        assert send(day) == 0
    assert not is_quiet(date(2026, 7, 27))
    assert send(date(2026, 7, 27)) == 2  # what fell in the quiet weeks comes after them


@pytest.mark.usefixtures("rules")
def test_a_new_rule_writes_to_nobody_about_what_is_old() -> None:
    MATTERS.append(matter("A", add_working_days(MONDAY, -30)))
    ReminderRule.objects.update(active_from=MONDAY)
    assert send(MONDAY) == 0
    MATTERS.append(matter("B", add_working_days(MONDAY, -5)))
    assert send(MONDAY) == 1


@pytest.mark.usefixtures("rules")
def test_a_rule_that_has_been_stopped_writes_no_more() -> None:
    MATTERS.append(matter("A", add_working_days(MONDAY, -5)))
    ReminderRule.objects.filter(party="supplier").update(active_from=None)
    assert send(MONDAY) == 0


@pytest.mark.usefixtures("rules")
def test_looking_ahead_writes_to_nobody() -> None:
    MATTERS.append(matter("A", add_working_days(MONDAY, -4)))
    ahead = letters(add_working_days(MONDAY, 1))
    assert [(each.rule.working_days, each.party) for each in ahead] == [(5, "leverandøren")]
    assert mails() == []
    assert not SentReminder.objects.exists()


@pytest.mark.usefixtures("rules")
def test_who_has_no_address_is_left_out() -> None:
    nobody = matter("A", add_working_days(MONDAY, -5))
    MATTERS.append(Matter(nobody.subject, nobody.due, "A", "https://x.example", {"supplier": ()}))
    assert send(MONDAY) == 0


def as_case(one: Matter) -> LegalValue:
    assert isinstance(one.subject, LegalValue)
    return one.subject


@pytest.mark.usefixtures("rules")
def test_a_case_that_was_stopped_is_not_written_about_and_misses_no_step_after(actor: Actors) -> None:
    due = add_working_days(MONDAY, -5)
    stopped, other = matter("A", due), matter("B", due, "anden@leverandoer.example")
    MATTERS.extend([stopped, other])
    sara = actor("sara")
    stop_reminders(case=as_case(stopped), permission=P.AUDITS_CONDUCT, reason="Flytter", by=sara)
    assert send(MONDAY) == 1
    assert mails()[0].to == ["anden@leverandoer.example"]
    resume_reminders(case=as_case(stopped), permission=P.AUDITS_CONDUCT, by=sara)
    assert send(MONDAY) == 1, "the stop ended on another day than that of the step"
    ReminderStop.objects.update(
        since=datetime(2026, 3, 5, tzinfo=UTC), ended_at=datetime(2026, 3, 20, tzinfo=UTC)
    )
    assert send(add_working_days(due, 10)) == 1, "the step of 10 March fell within the stop; B's is sent"


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(("who", "reason"), [("mette", "Flytter"), ("sara", " ")])
def test_a_stop_needs_a_case_worker_and_a_reason(actor: Actors, who: str, reason: str) -> None:
    row = as_case(matter("A", MONDAY))
    with pytest.raises(MoveError):
        stop_reminders(case=row, permission=P.AUDITS_CONDUCT, reason=reason, by=actor(who))
    assert stop_of(row.pk) is None


@pytest.mark.usefixtures("rules")
def test_one_kind_that_cannot_be_read_holds_up_no_other() -> None:
    def broken() -> list[Matter]:
        raise RuntimeError("i stykker")

    reminds("tests.broken", label="A", parties={"supplier": "x"}, template="audits/supplier_reminder")(broken)
    ReminderRule.objects.create(
        about="tests.broken", working_days=1, party="supplier", active_from=date(2026, 1, 1)
    )
    MATTERS.append(matter("A", add_working_days(MONDAY, -5)))
    try:
        with pytest.raises(RuntimeError, match="i stykker"):
            send(MONDAY)
    finally:
        del reminding._sources["tests.broken"]
    assert len(mails()) == 1
