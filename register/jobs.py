"""What the worker does for the register."""

from uuid import UUID

from register.actions import imports
from register.models import ImportRun
from workflows.jobs import RunningJob, job


@job(imports.READ_JOB)
def read_import(running: RunningJob) -> None:
    """Read an uploaded workbook; a run that has been read or stopped meanwhile is left alone."""
    run = ImportRun.objects.select_related("file").get(pk=UUID(running.payload["run"]))
    if run.state in (ImportRun.State.UPLOADED, ImportRun.State.PREVIEWED):
        running.progress(0, 2, "Filen læses")
        imports.read_stored(run=run, by=running.by)
        running.progress(2, 2, "Filen er læst")


@job(imports.WRITE_JOB)
def write_import(running: RunningJob) -> None:
    """Write a confirmed import; running it again after it is done changes nothing."""
    run = ImportRun.objects.get(pk=UUID(running.payload["run"]))
    if run.state == ImportRun.State.RUNNING:
        running.progress(0, 2, "Linjerne skrives i registret")
        imports.write(run=run, by=running.by)
        running.progress(2, 2, "Registret er ajour")
