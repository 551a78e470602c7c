"""Standard texts for findings, in the secretariat's own words, each in versions."""

import uuid

from django.db import models

from audits.joint.models.base import Row
from audits.joint.models.questions import Question
from audits.joint.states import FindingKind


class StandardText(Row):
    """One version of a text. An edit makes the next version; those that were used stay as they were."""

    series = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField("version", default=1)
    in_force = models.BooleanField("i brug", default=True)
    objective = models.CharField("kontrolmål", max_length=1, choices=Question.Objective.choices)
    kind = models.CharField("slags", max_length=16, choices=FindingKind.choices)
    title = models.CharField("overskrift", max_length=200)
    text = models.TextField("beskrivelse", max_length=4000)
    action = models.TextField("hvad leverandøren skal gøre", max_length=2000, blank=True)
    made_at = models.DateTimeField("skrevet", auto_now_add=True)
    made_by_name = models.CharField("skrevet af", max_length=300)

    class Meta:
        ordering = ["objective", "title"]
        verbose_name = "standardtekst"
        verbose_name_plural = "standardtekster"
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="audits_standard_once"),
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(in_force=True), name="audits_standard_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.title
