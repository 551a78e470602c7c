"""The log of a municipality's own schema: it leaves with the municipality."""

from django.db import models

from workflows.models import LogEntryBase, SealBase


class MunicipalLogEntry(LogEntryBase):
    """One thing done to a record of this municipality, by its own people or by a delivery."""

    class Meta:
        indexes = [models.Index(fields=["subject_id", "at"], name="workflows_mlog_subject")]


class MunicipalSeal(SealBase):
    """The chain of this municipality's log; written by workflows_seal_v1 only."""
