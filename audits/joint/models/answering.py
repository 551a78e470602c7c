"""What goes with an answer: exceptions for single systems, a rival text, and who answers which part."""

from django.db import models

from audits.joint.models.answers import Answer, Questionnaire
from audits.joint.models.audit import AuditSystem
from audits.joint.models.base import SupplierRow


class AnswerException(SupplierRow):
    """What is otherwise for one system than the answer that holds for all."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="exceptions")
    audit_system = models.ForeignKey(AuditSystem, on_delete=models.CASCADE, related_name="exceptions")
    choice = models.CharField("svar", max_length=12, choices=Answer.Choice.choices, blank=True)
    comment = models.TextField("uddybning", max_length=4000, blank=True)

    class Meta:
        ordering = ["audit_system__name"]
        verbose_name = "undtagelsen"
        constraints = [
            models.UniqueConstraint(fields=["answer", "audit_system"], name="audits_answerexception_once"),
            models.CheckConstraint(
                condition=~models.Q(choice="", comment=""), name="audits_answerexception_says_something"
            ),
        ]


class RivalAnswer(SupplierRow):
    """What somebody wrote while somebody else saved: kept beside the answer until one of them is chosen."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="rivals")
    content = models.JSONField("indhold")
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField("afgjort", null=True)
    settled_by_name = models.CharField("afgjort af", max_length=300, blank=True)

    class Meta:
        ordering = ["at"]
        verbose_name = "det andet svar"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by_name="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(settled_by_name="")),
                name="audits_rival_settled_by_somebody",
            )
        ]


class PartAssignment(SupplierRow):
    """A part of the questions that a colleague answers."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="assignments")
    part = models.CharField("afsnit", max_length=16)
    person_id = models.UUIDField()
    name = models.CharField("navn", max_length=300)
    email = models.EmailField("e-mail")
    by_name = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["part"]
        verbose_name = "fordelingen"
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "part"], name="audits_part_assigned_once")
        ]
