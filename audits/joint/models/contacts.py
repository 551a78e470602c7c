"""A contact round: each supplier's contact is asked by a one-time link whether it is still the one."""

from django.db import models
from django.utils import timezone

from audits.joint.models.base import Row


class ContactRound(Row):
    """One act of asking."""

    name = models.CharField("navn", max_length=120)
    answer_by = models.DateField("svar ønskes senest")
    by_id = models.UUIDField()
    by_name = models.CharField("sendt af", max_length=300)
    created_at = models.DateTimeField("sendt", default=timezone.now)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "kontaktrunden"
        verbose_name_plural = "kontaktrunder"

    def __str__(self) -> str:
        return self.name


class ContactAsk(Row):
    """One question to one contact. What it answers is written by the door's function; only a hash is kept."""

    class Answer(models.TextChoices):
        SAME = "same", "er stadig kontaktperson"
        OTHER = "other", "oplyser en anden"

    class Settled(models.TextChoices):
        ACCEPTED = "accepted", "den nye er indført"
        DISMISSED = "dismissed", "den nye er ikke indført"

    round = models.ForeignKey(ContactRound, on_delete=models.CASCADE, related_name="asks")
    supplier = models.ForeignKey("register.Supplier", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        "register.SupplierContact", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField("navn", max_length=150)
    email = models.EmailField("e-mail")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField("udløber")
    mail_id = models.UUIDField(null=True)
    answer = models.CharField("svar", max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField("besvaret", null=True)
    new_name = models.CharField("ny kontaktperson", max_length=150, blank=True)
    new_email = models.CharField("ny e-mail", max_length=254, blank=True)
    new_phone = models.CharField("nyt telefonnummer", max_length=30, blank=True)
    settled = models.CharField("afgørelse", max_length=10, choices=Settled.choices, blank=True)
    settled_by_name = models.CharField("afgjort af", max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "spørgsmålet til kontaktpersonen"
        constraints = [
            models.UniqueConstraint(fields=["round", "supplier"], name="audits_contactask_once"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="audits_contactask_answer_when",
            ),
        ]
