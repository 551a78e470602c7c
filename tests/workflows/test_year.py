"""The clock through a whole year: no mail doubled, none lost, none on a day when nobody is at work."""

from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows import reminding
from workflows.calendar import add_working_days, forget_closed_days, is_quiet, past_quiet
from workflows.models import ClosedDay, LegalValue, LogEntry, OutboxMail, ReminderRule, SentReminder
from workflows.reminding import Copy, Matter, reminds
from workflows.tasks import remind_at

ABOUT = "tests.year"
YEAR = 2027
HERE = ZoneInfo("Europe/Copenhagen")
STEPS = ((-5, "supplier"), (5, "supplier"), (10, "management"), (20, "members"))
# Three days in a row on which no worker runs: over a week-end, over summer time, before Christmas, in autumn.
DOWN = {
    date(YEAR, 3, 26), date(YEAR, 3, 27), date(YEAR, 3, 28), date(YEAR, 6, 8), date(YEAR, 6, 9),
    date(YEAR, 6, 10), date(YEAR, 10, 29), date(YEAR, 10, 30), date(YEAR, 11, 1), date(YEAR, 12, 21),
    date(YEAR, 12, 22), date(YEAR, 12, 23),
}  # fmt: skip
OWN_CLOSED = date(YEAR, 5, 7)


class Killed(BaseException):
    """The worker is killed."""


def members(matters: object) -> list[Copy]:
    """Return one mail to each of two municipalities about all the matters."""
    given = tuple(matters)  # type: ignore[call-overload]
    return [
        Copy(name, (f"{name}@kommune.example",), given, {"municipality": name, "lines": [], "link": "x"})
        for name in ("aalborg", "viborg")
    ]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> list[Matter]:
    """Matters due all the year round, three a month, and the rules about them; nothing else waits."""
    monkeypatch.setattr(reminding, "_sources", {})
    with acting_as(Caller.secretariat()):
        ReminderRule.objects.all().delete()
        for days, party in STEPS:
            ReminderRule.objects.create(
                about=ABOUT, working_days=days, party=party, active_from=date(YEAR - 1, 1, 1)
            )
        ClosedDay(day=OWN_CLOSED, name="kollektiv fridag").save(force_insert=True)
        forget_closed_days()
        found = [
            matter(f"{month:02}-{day:02}", past_quiet(date(YEAR, month, day)))
            for month in range(1, 13)
            for day in (4, 13, 24)
        ]
    parties = {"supplier": "leverandøren", "management": "ledelsen", "members": "kommunerne"}
    reminds(
        ABOUT,
        label="Året",
        parties=parties,
        template="audits/supplier_reminder",
        templates={"management": "audits/supplier_escalation", "members": "audits/no_answer"},
        circulars={"members": members},
    )(lambda: list(found))
    return found


def matter(title: str, due: date) -> Matter:
    row = LegalValue.objects.create(
        key=f"tests.{title}", valid_from=date(2022, 1, 1), value=1, source=str(SUPPLIER_X)
    )
    to = {"supplier": (f"{title}@x.example",), "management": (f"ledelse-{title}@x.example",)}
    return Matter(subject=row, due=due, title=title, link="https://x.example", to=to)


def moments(until: date) -> Iterator[datetime]:
    """Return when the task runs: on each day early, in office hours and late."""
    day = date(YEAR - 1, 12, 1)
    while day <= until:
        for hour, minute in ((5, 59), (6, 30), (14, 30)):
            yield datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
        day += timedelta(days=1)


def test_a_year_of_reminders(world: list[Matter], monkeypatch: pytest.MonkeyPatch) -> None:
    killed = kill_now_and_then(monkeypatch)
    left: list[datetime] = []
    with acting_as(Caller.secretariat()):
        before = 0
        for moment in moments(date(YEAR + 1, 3, 1)):
            if moment.astimezone(HERE).date() in DOWN:
                continue
            with suppress(Killed):
                remind_at(moment)
            after = OutboxMail.objects.count()
            left += [moment.astimezone(HERE)] * (after - before)
            before = after
        assert killed
        for moment in left:
            assert not is_quiet(moment.date())
            assert moment.date() not in DOWN
            assert moment.date() != OWN_CLOSED
            assert 8 <= moment.hour < 16
        check_every_step(world)


def open_days(day: date, number: int) -> list[date]:
    """Return the first days from this one on which mail leaves; killed workers cost some."""
    found: list[date] = []
    while len(found) < number:
        if day not in DOWN and not is_quiet(day):
            found.append(day)
        day += timedelta(days=1)
    return found


def check_every_step(world: list[Matter]) -> None:
    """Every step of every matter is noted once, on the first open day after its own; a mail went to each."""
    rows = SentReminder.objects.filter(matter_id__in=[each.id for each in world]).select_related("rule")
    sent = {(row.matter_id, row.rule.working_days, row.rule.party): row.sent_on for row in rows}
    assert len(sent) == len(rows)
    assert sent.keys() == {(each.id, *step) for each in world for step in STEPS}
    for each in world:
        for days, party in STEPS:
            right = past_quiet(add_working_days(each.due, days))
            assert sent[each.id, days, party] in open_days(right, 6), (each.title, days, right)
    mails = Counter((mail.to[0], mail.kind) for mail in OutboxMail.objects.all())
    for each in world:
        assert 1 <= mails[(f"{each.title}@x.example", "audits/supplier_reminder")] <= 2
        assert mails[(f"ledelse-{each.title}@x.example", "audits/supplier_escalation")] == 1
    told = LogEntry.objects.filter(action="orient", subject_id__in=[each.id for each in world])
    assert told.count() == len(world)
    copies = OutboxMail.objects.filter(kind="audits/no_answer")
    assert {mail.to[0]: mail.kind for mail in copies}.keys() == {
        "aalborg@kommune.example",
        "viborg@kommune.example",
    }
    assert all(
        copies.filter(to=["aalborg@kommune.example"], joint_id=each.id).count()
        + copies.filter(to=["aalborg@kommune.example"], abouts__joint_id=each.id).count()
        == 1
        for each in world
    )


def kill_now_and_then(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Kill the worker each seventh time that a letter is noted, in the middle of its transaction."""
    real, calls, killed = reminding._record, Counter[str](), list[int]()

    def dies(letter: reminding.Letter, about: Matter) -> None:
        calls["n"] += 1
        real(letter, about)
        if calls["n"] % 7 == 0:
            killed.append(calls["n"])
            raise Killed

    monkeypatch.setattr(reminding, "_record", dies)
    return killed


@pytest.mark.parametrize("is_wrong", [False, True])
def test_a_wrong_rule_is_seen(world: list[Matter], is_wrong: bool) -> None:
    """What the year's test looks at is not true of itself."""
    world[:] = world[:3]
    with acting_as(Caller.secretariat()):
        if is_wrong:
            ReminderRule.objects.filter(working_days=5).update(working_days=9)
        for moment in moments(date(YEAR, 3, 20)):
            remind_at(moment)
        with pytest.raises(AssertionError) if is_wrong else nullcontext():
            check_every_step(world)


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        (datetime(2027, 1, 11, 6, 59, tzinfo=UTC), False),  # 7:59 in winter
        (datetime(2027, 1, 11, 7, 0, tzinfo=UTC), True),
        (datetime(2027, 6, 14, 6, 0, tzinfo=UTC), True),  # 8:00 in summer
        (datetime(2027, 6, 14, 14, 0, tzinfo=UTC), False),  # 16:00
        (datetime(2027, 3, 29, 6, 0, tzinfo=UTC), False),  # Easter Monday, the first day of summer time
        (datetime(2027, 11, 1, 6, 59, tzinfo=UTC), False),  # the first day of winter time
        (datetime(2027, 11, 1, 7, 0, tzinfo=UTC), True),
    ],
)
def test_office_hours_are_danish_ones(
    world: list[Matter], moment: datetime, leaves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[date] = []
    monkeypatch.setattr(reminding, "letters_of", lambda source, day: asked.append(day) or [])
    with acting_as(Caller.secretariat()):
        remind_at(moment)
        assert bool(asked) and not is_quiet(asked[0]) if leaves else not asked or is_quiet(asked[0])
