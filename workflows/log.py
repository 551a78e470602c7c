"""The log: one append-only row for each thing done, on the side of the wall where it was done."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from workflows.actors import Actor


def record(
    subject: models.Model,
    action: str,
    *,
    by: Actor,
    reason: str = "",
    data: dict[str, Any] | None = None,
    before: str = "",
    after: str = "",
) -> None:
    """Write one log row about `subject`.

    The row lies in the shared schema, or in the municipality's own where the subject does. It
    keeps who as UUID and name, so nothing blocks the deletion of a person.
    """
    record_all([entry(subject, action, by=by, reason=reason, data=data, before=before, after=after)])


def entry(
    subject: models.Model,
    action: str,
    *,
    by: Actor,
    reason: str = "",
    data: dict[str, Any] | None = None,
    before: str = "",
    after: str = "",
) -> models.Model:
    """Return a log row that is not written yet, for `record_all`."""
    row: models.Model = _model(subject)(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        action=action,
        before=before,
        after=after,
        reason=reason,
        data=data or {},
        by_id=by.id,
        by_name=by.signature,
    )
    return row


def record_all(rows: Sequence[models.Model]) -> None:
    """Write log rows of one side of the wall in one statement, in their order.

    Without RETURNING, which asks for the right to read: who writes the log may not read it.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields
    ]
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{meta.db_table}" ({columns}) VALUES {places}', values)  # noqa: S608


def history(subject: models.Model) -> models.QuerySet[Any]:
    """Return the log rows of one subject, newest first."""
    rows = _model(subject)._default_manager
    return rows.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk).order_by(
        "-at", "-number"
    )


def _model(subject: models.Model) -> type[models.Model]:
    if apps.get_app_config(subject._meta.app_label).name in settings.TENANT_APPS:
        return apps.get_model("workflows_municipal", "MunicipalLogEntry")
    return apps.get_model("workflows", "LogEntry")
