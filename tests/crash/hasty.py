"""Beat in a hurry: the product's own tasks each second instead of each quarter of an hour.

The clock that the reminders are written by always shows noon of a day on which they are written, whatever
the real one shows: `celery --app=tests.crash.hasty beat`, and a worker that `--include`s this module.
"""

from datetime import datetime, time, timedelta

from secretariat.celery import app

REMIND = "crash.remind"
TASKS = (REMIND, "workflows.send_mail", "workflows.seal", "workflows.sweep")

app.conf.beat_schedule = {each: {"task": each, "schedule": 1.0, "options": {"expires": 5}} for each in TASKS}


@app.task(name=REMIND)
def remind() -> None:
    """Write what is due, as the product's task does in office hours."""
    from django.utils import timezone

    from walls.callers import Caller, acting_as
    from workflows.calendar import is_quiet
    from workflows.tasks import remind_at

    day = timezone.localdate()
    with acting_as(Caller.secretariat()):
        while is_quiet(day):
            day += timedelta(days=1)
        remind_at(timezone.make_aware(datetime.combine(day, time(12))))
