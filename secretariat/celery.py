"""The worker. A killed worker's task comes back after seconds; kombu's defaults take minutes."""

import os

from celery import Celery
from celery.signals import beat_init, worker_init, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.settings")

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VISIBILITY_TIMEOUT = 900  # seconds; every task's hard limit lies below it

app = Celery("secretariat")
app.conf.update(
    broker_url=settings.BROKER_URL,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "global_keyprefix": f"{settings.DATABASE_PREFIX}:",
    }
    if settings.BROKER_URL.startswith(("redis", "rediss"))
    else {},
    broker_connection_retry_on_startup=True,
    task_default_queue=f"{settings.DATABASE_PREFIX}_work",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=VISIBILITY_TIMEOUT - 60,
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    worker_hijack_root_logger=False,
    beat_schedule={
        # One that waited until the next was due is dropped, so they do not pile up behind long work.
        "sweep": {"task": "workflows.sweep", "schedule": 15.0, "options": {"expires": 15}},
        "seal": {"task": "workflows.seal", "schedule": 30.0, "options": {"expires": 30}},
        "heads": {"task": "workflows.keep_heads", "schedule": 60.0, "options": {"expires": 60}},
        "mail": {"task": "workflows.send_mail", "schedule": 10.0, "options": {"expires": 10}},
        "mailbox": {"task": "mailbox.read", "schedule": 60.0, "options": {"expires": 60}},
        "remind": {"task": "workflows.remind", "schedule": 900.0, "options": {"expires": 900}},
        "words": {"task": "audits.learn_words", "schedule": 600.0, "options": {"expires": 600}},
        "deliver": {"task": "audits.deliver_waiting", "schedule": 60.0, "options": {"expires": 60}},
        "scan": {"task": "documents.scan_waiting", "schedule": 60.0, "options": {"expires": 60}},
        "scan_theirs": {"task": "tenants.scan_files", "schedule": 600.0, "options": {"expires": 600}},
        "clear": {"task": "documents.clear_leftovers", "schedule": 3600.0, "options": {"expires": 3600}},
        "unheld": {"task": "documents.remove_unheld", "schedule": 86_400.0, "options": {"expires": 3_600}},
        "changes": {"task": "register.carry_out_changes", "schedule": 3600.0, "options": {"expires": 3600}},
        "scores": {"task": "register.keep_scores", "schedule": 21_600.0, "options": {"expires": 3600}},
        "dates": {"task": "agreements.follow_dates", "schedule": 3600.0, "options": {"expires": 3600}},
        "notices": {"task": "agreements.notices", "schedule": 60.0, "options": {"expires": 60}},
        "late": {"task": "agreements.look_for_late_joiners", "schedule": 60.0, "options": {"expires": 60}},
        "late_reports": {
            "task": "audits.look_for_late_joiners",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "handovers": {"task": "audits.follow_handovers", "schedule": 600.0, "options": {"expires": 600}},
        "settle": {"task": "audits.settle_scanned", "schedule": 60.0, "options": {"expires": 60}},
    },
    timezone="Europe/Copenhagen",
)
app.autodiscover_tasks(
    [
        "workflows",
        "documents",
        "tenants",
        "audits.joint",
        "agreements.joint",
        "register",
        "integrations.mailbox",
    ]
)


@worker_init.connect
@beat_init.connect
def look_before_starting(**_: object) -> None:
    """Do not work in production without what the start-up check asks for."""
    from secretariat.checks import refuse_unsafe_start

    try:
        refuse_unsafe_start()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None  # anything less is only logged by Celery's signals


@worker_process_init.connect
def forget_connections(**_: object) -> None:
    """Let a forked worker process open its own database connections."""
    from django.db import connections

    connections.close_all()
