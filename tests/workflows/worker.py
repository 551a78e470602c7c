"""The product's worker with two jobs of the tests' own: celery --app=tests.workflows.worker worker."""

import os
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.settings")
django.setup()  # before the rooms are imported

from documents.municipal.models import MunicipalFile  # noqa: E402
from secretariat.celery import app  # noqa: E402
from workflows.jobs import RunningJob, job  # noqa: E402
from workflows.log import record  # noqa: E402

__all__ = ["app"]


@job("test.note")
def note(job: RunningJob) -> None:
    """Leave a line in the log of the municipality that the job acts for."""
    record(MunicipalFile(id=job.payload["subject"]), "note", by=job.by)


@job("test.dies")
def dies(job: RunningJob) -> None:
    """Hang the first time, so that the worker can be killed; then leave a line."""
    began = Path(job.payload["began"])
    if not began.exists():
        began.touch()
        time.sleep(600)
    note(job)
