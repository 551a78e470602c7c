"""A stored file, as both sides of the wall keep it."""

import uuid

from django.db import models

from documents.checks.scanning import NOT_SCANNED, Verdict


class StoredFileBase(models.Model):
    """A file somebody uploaded or the system made.

    Its content is the blob of that SHA-256 and never changes; a new edition of a document is a new row.
    Nobody can download a file before it is checked.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "modtaget"
        READY = "ready", "klar"
        QUARANTINED = "quarantined", "i karantæne"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("størrelse")
    content_type = models.CharField("filtype", max_length=100)
    title = models.CharField("titel", max_length=200, blank=True)
    name = models.CharField("filnavn", max_length=200)
    state = models.CharField("kontrol", max_length=12, choices=State.choices, default=State.RECEIVED)
    state_reason = models.TextField("begrundelse", blank=True)
    warnings = models.JSONField("advarsler", default=list, blank=True)
    uploaded_by_id = models.UUIDField("lagt op af (id)")
    uploaded_by_name = models.CharField("lagt op af", max_length=300)
    created_at = models.DateTimeField("lagt op", auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def may_be_handed_out(self) -> bool:
        """True once the file is checked and found harmless."""
        return self.state == self.State.READY

    @property
    def mark(self) -> str:
        """What whoever may read the file should know of it: that no virus scanner has seen it."""
        return "ikke virusscannet" if NOT_SCANNED in self.warnings else ""

    def settle(self, verdict: Verdict) -> None:
        """Take the check's result: ready, or in quarantine with the reason. The caller saves.

        That no scanner has looked is a mark among the warnings, which go along with the file; it is no state.
        """
        self.state = self.State.READY if verdict.clean else self.State.QUARANTINED
        self.state_reason = verdict.reason
        others = [warning for warning in self.warnings if warning != NOT_SCANNED]
        self.warnings = others if verdict.scanned else [*others, NOT_SCANNED]
