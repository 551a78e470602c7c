"""A file's way into the register: uploaded, read, seen, confirmed, written."""

from collections import Counter
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from documents.actions import keep_upload
from documents.storage import opened
from documents.uploadhandlers import ReceivedFile
from register.importing import commit, staging
from register.importing.known import directory_of, load, members
from register.importing.resolve import resolve
from register.models import ImportLine, ImportPlan, ImportRun
from register.models.imports import nothing_imported_since
from register.portfolio.pausing import collector_paused
from register.portfolio.portfolio import Portfolio, read_portfolio
from register.portfolio.workbook import WorkbookError, check_kind
from workflows.actors import Actor
from workflows.engine import move
from workflows.jobs import enqueue
from workflows.log import record

READ_JOB, WRITE_JOB = "register.read_import", "register.write_import"
NOBODY_IS_A_MEMBER = "Der er endnu ingen medlemskommuner i systemet, så filen kan ikke indlæses."


@transaction.atomic
def upload(*, received: ReceivedFile, by: Actor) -> ImportRun:
    """Keep an uploaded workbook and let the worker read it.

    Raises WorkbookError when it is no .xlsx and RefusedFileError when it may not come in.
    """
    with received.path.open("rb") as source:
        check_kind(source)
    stored = keep_upload(received, by=by, title="Portefølje til indlæsning")
    run = _new_run(stored.name, by)
    run.file = stored
    run.save(force_insert=True)
    record(run, "upload", by=by, after=run.state)
    _start(run, READ_JOB, by)
    return run


@transaction.atomic
def read_again(*, run: ImportRun, by: Actor) -> None:
    """Let the worker read a file again, when the register has changed since."""
    _start(run, READ_JOB, by)


@transaction.atomic
def confirm(*, run: ImportRun, by: Actor) -> None:
    """Have the previewed lines written. Raises MoveError when that is not possible any more."""
    move(run, "confirm", by=by)
    _start(run, WRITE_JOB, by)


@transaction.atomic
def cancel(*, run: ImportRun, by: Actor) -> None:
    """Leave the file unread; nothing in the register has changed. Raises MoveError."""
    move(run, "cancel", by=by)


def _new_run(name: str, by: Actor) -> ImportRun:
    return ImportRun(file_name=name[:200], started_by_id=by.id, started_by_name=by.signature)


def _start(run: ImportRun, kind: str, by: Actor) -> None:
    job = enqueue(kind, by=by, payload={"run": str(run.pk)})
    ImportRun.objects.filter(pk=run.pk).update(job_id=job.pk)


def today() -> date:
    """The day in Denmark, after which an agreement's date lies ahead."""
    return timezone.localdate()


def read_stored(*, run: ImportRun, by: Actor) -> None:
    """Read a run's stored file: preview it, or note why it cannot be read."""
    if run.file is None:
        raise ValueError("the run has no stored file")
    with opened(run.file.sha256) as source:
        try:
            preview(run=run, source=source, by=by)
        except WorkbookError as error:
            move(run, "fail", by=by, failure=str(error))


@transaction.atomic
def preview(*, run: ImportRun, source: BinaryIO, by: Actor) -> Portfolio:
    """Read a workbook and stage its lines beside the register, which stays as it is.

    Raises WorkbookError when the file as a whole cannot be read, or when nobody is a member yet.
    """
    commit.lock()
    municipality_ids = members()
    portfolio = read_portfolio(source, directory_of(municipality_ids), today())
    if not municipality_ids:
        raise WorkbookError(NOBODY_IS_A_MEMBER)
    stage(run, portfolio, municipality_ids)
    move(run, "preview", by=by)
    return portfolio


@collector_paused()
def stage(run: ImportRun, portfolio: Portfolio, municipality_ids: dict[str, Any]) -> None:
    """Put lines and plan of a read workbook into the staging tables, in place of an earlier reading."""
    known = load()
    resolved = resolve(portfolio.merged, known)
    absent = frozenset(portfolio.absent_fields())
    lines = staging.rows(staging.Staged(portfolio, resolved, known, municipality_ids, absent))
    ImportLine.objects.filter(run=run).delete()
    ImportPlan.objects.filter(run=run).delete()
    staging.write(run.pk, lines)
    ImportPlan.objects.create(
        run=run, suppliers=resolved.suppliers, systems=resolved.systems, names=resolved.names
    )
    run.understood = understood(portfolio)
    run.figures = portfolio.figures()
    run.counters = dict(Counter(str(line[2]) for line in lines))
    run.save(update_fields=["understood", "figures", "counters"])


def understood(portfolio: Portfolio) -> dict[str, Any]:
    """What the preview says of the file as a whole: sheets, headers, and what was left out."""
    columns = portfolio.tables[0].columns
    return {
        "sheets": [{"name": table.sheet, "header_line": table.header_line} for table in portfolio.tables],
        "left_out_sheets": portfolio.left_out_sheets,
        "columns": [[name.value, header] for name, header in columns.headers.items()],
        "unknown": list(columns.unknown),
        "doubles": list(columns.doubles),
        "absent": [name.value for name in portfolio.absent_fields()],
    }


@transaction.atomic
def write(*, run: ImportRun, by: Actor) -> None:
    """Write a confirmed run's lines to the register, all or nothing.

    Where another import came between, the run ends as failed with that reason: its preview is not
    true any more.
    """
    commit.lock()
    if reason := nothing_imported_since(run):
        move(run, "fail", by=by, failure=reason)
        return
    commit.write(run)
    run.done_at = timezone.now()
    run.save(update_fields=["done_at"])
    move(run, "finish", by=by, data={"counters": run.counters})


@transaction.atomic
def import_file(*, source: BinaryIO, name: str, by: Actor) -> tuple[ImportRun, Portfolio]:
    """Read, confirm and write a workbook in one go, for the command line. Raises WorkbookError."""
    run = _new_run(name, by)
    run.save(force_insert=True)
    record(run, "upload", by=by, after=run.state)
    portfolio = preview(run=run, source=source, by=by)
    move(run, "confirm", by=by)
    write(run=run, by=by)
    return run, portfolio
