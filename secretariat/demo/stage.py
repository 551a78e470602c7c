"""What the demo bends while it is loaded, so that the product's own actions can tell a story of months.

The clock: an act is done "as on" a working day in the past, so that letters, deadlines and the log agree.
The worker: jobs run at once in this process, since none runs yet. LibreOffice: a PDF of each of some sixty
agreements takes longer than the whole demo may. Everything is as before when the load ends.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from documents import pdf
from secretariat.celery import app
from walls.callers import Caller, acting_as
from workflows.calendar import add_working_days

# What the database stamped with its own clock during the act is moved to the act's day: every timestamp
# not before `began`, in the joint tables and in the schemas where something happened.
_RESTAMP = """
DO $do$
DECLARE
    began constant timestamptz := '{began}';
    shift constant interval := '{shift}';
    home text;
    touched boolean;
    found record;
BEGIN
    FOR home IN SELECT 'public' UNION ALL SELECT schema_name FROM public.tenants_municipality LOOP
        touched := home = 'public';
        IF NOT touched THEN
            EXECUTE format(
                'SELECT EXISTS (SELECT FROM %1$I.workflows_municipal_municipallogentry WHERE at >= $1)
                     OR EXISTS (SELECT FROM %1$I.audits_municipal_receivedfinding WHERE told_at >= $1)', home)
                INTO touched USING began;
        END IF;
        CONTINUE WHEN NOT touched;
        FOR found IN
            SELECT c.relname,
                   string_agg(format('%I >= $1', a.attname), ' OR ') AS stamped,
                   string_agg(format('%1$I = CASE WHEN %1$I >= $1 THEN %1$I - $2 ELSE %1$I END', a.attname),
                              ', ') AS moved
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
                USING began, shift;
            IF found.relname ~ 'logentry$' THEN
                EXECUTE format('ALTER TABLE %I.%I ENABLE TRIGGER USER', home, found.relname);
            END IF;
        END LOOP;
    END LOOP;
END $do$
"""
_MORNING = time(9, 0)


def working_day(ago: int) -> date:
    """Return the day so many working days before today. Acts as the secretariat does, for the calendar."""
    return add_working_days(timezone.localdate(), -ago)


@contextmanager
def as_on(ago: int) -> Iterator[None]:
    """Work as on the morning of the day so many working days before today; 1 or more."""
    with acting_as(Caller.secretariat()):
        day = working_day(ago)
    real, began = timezone.now, timezone.now()
    shift = began - timezone.make_aware(datetime.combine(day, _MORNING))
    timezone.now = lambda: real() - shift
    try:
        yield
    finally:
        timezone.now = real
    _restamp(began, shift)


def _restamp(began: datetime, shift: timedelta) -> None:
    text = _RESTAMP.format(began=began.isoformat(), shift=f"{shift.total_seconds():.6f} seconds")
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(text)


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
