"""That somebody was reminded of a task."""

import uuid

from django.db import models


class TaskReminder(models.Model):
    """That a rule has been followed for one task and its day; a new day begins anew.

    The rule is the secretariat's row: known by its key only, since no foreign key crosses the wall.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task_id = models.UUIDField()
    rule_id = models.UUIDField()
    due = models.DateField("frist")
    sent_on = models.DateField("sendt")

    class Meta:
        verbose_name = "påmindelse om en opgave"
        verbose_name_plural = "påmindelser om opgaver"
        constraints = [
            models.UniqueConstraint(fields=["task_id", "rule_id", "due"], name="audits_taskreminder_once")
        ]
