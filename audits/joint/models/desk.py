"""What a case worker's desk keeps: when somebody was last on a case, and the words to search answers by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from audits.joint.models.audit import Audit
from audits.joint.models.base import Row


class CaseVisit(Row):
    """When somebody at the secretariat was last on a case; what is newer is marked for her."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="visits")
    person_id = models.UUIDField("hvem (id)")
    here_at = models.DateTimeField("her nu")
    before = models.DateTimeField("her sidst", null=True)

    class Meta:
        verbose_name = "besøg på sagen"
        constraints = [models.UniqueConstraint(fields=["audit", "person_id"], name="audits_visit_once")]


class AnswerWord(models.Model):
    """A word that stands in suppliers' answers, with what it is with one letter less: its misspellings."""

    word = models.CharField(primary_key=True, max_length=60)
    forms = ArrayField(models.CharField(max_length=60))

    class Meta:
        verbose_name = "ord i svar"
        indexes = [GinIndex(fields=["forms"], name="audits_answerword_forms")]
