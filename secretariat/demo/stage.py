"""What the demo bends while it is loaded, so that the product's own actions can tell a story of months.

The clock: an act is done "as on" a working day in the past, so that letters, deadlines and the log agree.
The worker: jobs run at once in this process, since none runs yet. LibreOffice: a PDF of each of some sixty
agreements takes longer than the whole demo may. Everything is as before when the load ends.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from documents import pdf
from secretariat.celery import app
from walls.callers import Caller, acting_as
from workflows.calendar import add_working_days

# What the database stamped with its own clock during the acts of a day is moved to that day: every timestamp
# between `began` and `ended`, in the schemas of `homes` where something happened.
_RESTAMP = """
DO $do$
DECLARE
    began constant timestamptz[] := '{began}';
    ended constant timestamptz[] := '{ended}';
    shift constant interval[] := '{shift}';
    home text;
    touched boolean;
    found record;
BEGIN
    FOR home IN {homes} LOOP
        touched := home = 'public';
        IF NOT touched THEN
            EXECUTE format(
                'SELECT EXISTS (SELECT FROM %1$I.workflows_municipal_municipallogentry WHERE at >= $1)
                     OR EXISTS (SELECT FROM %1$I.audits_municipal_receivedfinding WHERE told_at >= $1)', home)
                INTO touched USING began[1];
        END IF;
        CONTINUE WHEN NOT touched;
        FOR found IN
            SELECT c.relname,
                   string_agg(format('%I >= ($1)[1]', a.attname), ' OR ') AS stamped,
                   string_agg(format('%1$I = coalesce((SELECT %1$I - d.shift FROM unnest($1, $2, $3)
                                                              AS d (began, ended, shift)
                                                        WHERE %1$I >= d.began AND %1$I < d.ended), %1$I)',
                                     a.attname), ', ') AS moved
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = home
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                   AND a.atttypid = 'timestamptz'::regtype
             WHERE c.relkind = 'r' AND c.relname !~ 'seal$' AND pg_relation_size(c.oid) > 0
               AND c.relname ~ '^(audits|agreements|documents|workflows|tenants_(recipient|standing|letter))'
             GROUP BY c.relname
        LOOP
            -- Nobody may change the log, the owner neither; before it is sealed, the demo steps around that.
            IF found.relname ~ 'logentry$' THEN
                EXECUTE format('ALTER TABLE %I.%I DISABLE TRIGGER USER', home, found.relname);
            END IF;
            EXECUTE format('UPDATE %I.%I SET %s WHERE %s', home, found.relname, found.moved, found.stamped)
                USING began, ended, shift;
            IF found.relname ~ 'logentry$' THEN
                EXECUTE format('ALTER TABLE %I.%I ENABLE TRIGGER USER', home, found.relname);
            END IF;
        END LOOP;
    END LOOP;
END $do$
"""
_JOINT = "SELECT 'public'"
_MEMBERS = "SELECT schema_name FROM public.tenants_municipality"
_MORNING = time(9, 0)


def working_day(ago: int) -> date:
    """Return the day so many working days before today. Acts as the secretariat does, for the calendar."""
    return add_working_days(timezone.localdate(), -ago)


@dataclass(frozen=True)
class Day:
    """When the acts of a day of the story were really done, and how long before that they are told to be."""

    began: datetime
    ended: datetime
    shift: timedelta


_told: ContextVar[list[Day] | None] = ContextVar("days of the story that is being told", default=None)


@contextmanager
def story() -> Iterator[list[Day]]:
    """Tell of several days, one after the other; yields those that have been told.

    What lies in the members' schemas gets its days when all is told, at once: sixty schemas each day took
    a fifth of the whole load. What lies in the joint tables has its day when the day is over.
    """
    if (under_way := _told.get()) is not None:
        yield under_way
        return
    days: list[Day] = []
    token = _told.set(days)
    try:
        yield days
    finally:
        _told.reset(token)
        _restamp(_MEMBERS, days)


@contextmanager
def as_on(ago: int) -> Iterator[None]:
    """Work as on the morning of the day so many working days before today; 1 or more."""
    with acting_as(Caller.secretariat()):
        day = working_day(ago)
    real, began = timezone.now, timezone.now()
    shift = began - timezone.make_aware(datetime.combine(day, _MORNING))
    with story() as days:
        timezone.now = lambda: real() - shift
        try:
            yield
        finally:
            timezone.now = real
        days.append(Day(began, real(), shift))
        _restamp(_JOINT, days[-1:])


def _restamp(homes: str, days: list[Day]) -> None:
    if not days:
        return
    text = _RESTAMP.format(
        homes=homes,
        began=_array(each.began.isoformat() for each in days),
        ended=_array(each.ended.isoformat() for each in days),
        shift=_array(f"{each.shift.total_seconds():.6f} seconds" for each in days),
    )
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(text)


def _array(values: Iterable[str]) -> str:
    """Return an array's literal."""
    return "{" + ", ".join(f'"{each}"' for each in values) + "}"


@contextmanager
def jobs_at_once() -> Iterator[None]:
    """Run each job in this process as soon as its transaction has committed."""
    told = logging.getLogger("celery.app.trace")
    before = app.conf.task_always_eager, told.level
    app.conf.task_always_eager = True
    told.setLevel(logging.WARNING)
    try:
        yield
    finally:
        app.conf.task_always_eager = before[0]
        told.setLevel(before[1])


@contextmanager
def word_only() -> Iterator[None]:
    """Make no PDF beside the Word document, as on a machine without LibreOffice."""
    before = pdf.available
    pdf.available = lambda: False
    try:
        yield
    finally:
        pdf.available = before
