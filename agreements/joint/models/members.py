"""What is each municipality's own in a common text, who came later, and who stands outside."""

import uuid

from django.db import models
from django.utils import timezone

from agreements.joint.models.sendings import IssuedAgreement, Sending
from agreements.joint.models.texts import CommonText


class AppendixFacts(models.Model):
    """One municipality's own facts in the appendices, within what the common text lets vary.

    `values` holds only what differs from the common text (agreements.joint.facts); the row may stand
    before the text is sent, and is what the document was made with once it has been.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="appendix_facts")
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField("ændret", default=timezone.now)
    changed_by_name = models.CharField("ændret af", max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["common_text", "municipality"], name="agreements_j_facts_once")
        ]


class FactsChange(models.Model):
    """A municipality changes its facts before signing: the worker makes the new document.

    Written by the definer function that the municipality calls; the former documents stay.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "dokumentet laves"
        DONE = "done", "nyt dokument lavet"
        REFUSED = "refused", "ikke gennemført"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(IssuedAgreement, on_delete=models.CASCADE, related_name="changes")
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)
    by_id = models.UUIDField()
    by_name = models.CharField("ændret af", max_length=300)
    at = models.DateTimeField("ændret", default=timezone.now)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField("hvorfor ikke", max_length=500, blank=True)
    former_word = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, related_name="+", null=True
    )
    former_pdf = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["-at"]


class LateJoiner(models.Model):
    """A member that came to a text after it was sent, or was left out when it was.

    A row is what keeps a text from being given twice, and a member that was left out on purpose from
    being given it by itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "afventer udsendelse"
        GIVEN = "given", "udsendt"
        LEFT_OUT = "left_out", "ikke valgt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="late_joiners")
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.WAITING)
    why = models.CharField("hvorfor", max_length=300)
    found_at = models.DateTimeField("fundet", default=timezone.now)
    settled_at = models.DateTimeField("afgjort", null=True)
    settled_by_name = models.CharField("afgjort af", max_length=300, blank=True)
    sending = models.ForeignKey(Sending, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["found_at"]
        constraints = [
            models.UniqueConstraint(fields=["common_text", "municipality"], name="agreements_j_late_once")
        ]


class OutsideRecipient(models.Model):
    """A public body outside the association that is sent a text by a one-time link.

    It has no schema: what it is sent, and its receipt, stay here and are shown to nobody but the
    secretariat. It is never a member.
    """

    class Answer(models.TextChoices):
        WANTED = "wanted", "ønsker aftalen"
        NOT_WANTED = "not_wanted", "ønsker ikke aftalen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="outside")
    name = models.CharField("navn", max_length=200)
    cvr = models.CharField("CVR-nummer", max_length=8)
    mailbox = models.EmailField("postkasse")
    number = models.CharField("aftalenummer", max_length=40, unique=True)
    answer_by = models.DateField("svar ønskes senest", null=True)
    word = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    pdf = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    added_by_id = models.UUIDField()
    added_by_name = models.CharField("tilføjet af", max_length=300)
    created_at = models.DateTimeField("tilføjet", default=timezone.now)
    job_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField("åbnet", null=True)
    revoked_at = models.DateTimeField("spærret", null=True)
    revoked_reason = models.CharField("hvorfor spærret", max_length=500, blank=True)
    received_at = models.DateTimeField("modtaget", null=True)
    received_by_name = models.CharField("modtaget af", max_length=150, blank=True)
    answer = models.CharField("svar", max_length=12, choices=Answer.choices, blank=True)
    remark = models.TextField("bemærkning", blank=True)
    answered_at = models.DateTimeField("svaret", null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["common_text", "cvr"], name="agreements_j_outside_once"),
            models.CheckConstraint(
                condition=models.Q(received_at=None, received_by_name="")
                | (models.Q(received_at__isnull=False) & ~models.Q(received_by_name="")),
                name="agreements_j_outside_receipt_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OutsideLink(models.Model):
    """One link to one recipient: opened once, and only until it expires.

    Only hashes are kept. Opening gives the browser a secret of its own, the visit, for a short while.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(OutsideRecipient, on_delete=models.CASCADE, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    mailbox = models.EmailField("sendt til")
    created_at = models.DateTimeField("sendt", default=timezone.now)
    expires_at = models.DateTimeField("udløber")
    used_at = models.DateTimeField("brugt", null=True)
    revoked_at = models.DateTimeField("spærret", null=True)
    visit_sha256 = models.CharField(max_length=64, blank=True)
    visit_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit_sha256"],
                condition=~models.Q(visit_sha256=""),
                name="agreements_j_outside_visit_once",
            )
        ]
