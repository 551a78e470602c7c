"""The log: one append-only row for each thing done, on the side of the wall where it was done."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

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
) -> models.Model:
    """Write one log row about `subject` and return it.

    The row lies in the shared schema, or in the municipality's own where the subject does. It
    keeps who as UUID and name, so nothing blocks the deletion of a person.
    """
    row = _model(subject)(
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
    row.save(force_insert=True)
    return row


def history(subject: models.Model) -> models.QuerySet[Any]:
    """Return the log rows of one subject, newest first."""
    rows = _model(subject)._default_manager
    return rows.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk).order_by("-at", "-number")


def _model(subject: models.Model) -> type[models.Model]:
    if apps.get_app_config(subject._meta.app_label).name in settings.TENANT_APPS:
        return apps.get_model("workflows_municipal", "MunicipalLogEntry")
    return apps.get_model("workflows", "LogEntry")
