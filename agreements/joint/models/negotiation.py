"""What a negotiation rests on besides its rounds: the supplier's files, departures, our basis, readings."""

import uuid

from django.db import models
from django.utils import timezone

from agreements.joint.models.rounds import Round, Wish
from agreements.joint.models.texts import CommonText


class RoundFile(models.Model):
    """The supplier's own Word file in a round, and what was read out of it.

    `paragraphs` is the text as it would become; the changes themselves are wishes.
    """

    class Source(models.TextChoices):
        SUPPLIER = "supplier", "sendt af leverandøren her"
        MAIL = "mail", "modtaget på mail og lagt op af sekretariatet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="files")
    supplier_id = models.UUIDField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    source = models.CharField("modtaget", max_length=10, choices=Source.choices)
    base_round = models.PositiveSmallIntegerField("bygger på runde", null=True)
    share = models.FloatField("andel af vores tekst", default=0)
    counts = models.JSONField(default=dict)
    paragraphs = models.JSONField(default=list)
    added_by_name = models.CharField("lagt op af", max_length=300)
    added_at = models.DateTimeField("lagt op", default=timezone.now)
    dropped = models.BooleanField("erstattet eller fjernet", default=False)

    class Meta:
        ordering = ["added_at"]
        verbose_name = "leverandørens fil"


class Departure(models.Model):
    """A departure (fravigelse) from the common wording: what stands in appendix D.4, and how it came there.

    Rows without a wish were written by the secretariat itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="departures")
    wish = models.OneToOneField(Wish, on_delete=models.CASCADE, related_name="departure", null=True)
    clause = models.CharField("punkt", max_length=20)
    heading = models.CharField("overskrift", max_length=200, blank=True)
    wish_text = models.TextField("ønske", blank=True)
    agreed = models.TextField("aftalt i stedet")
    reason = models.TextField("begrundelse", blank=True)
    decided_by_id = models.UUIDField()
    decided_by_name = models.CharField("besluttet af", max_length=300)
    decided_at = models.DateTimeField("besluttet", default=timezone.now)

    class Meta:
        ordering = ["decided_at"]
        verbose_name = "fravigelse"


class Position(models.Model):
    """One version of the basis for negotiating a clause (forhandlingsgrundlag); the highest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clause = models.CharField("punkt", max_length=20)
    heading = models.CharField("overskrift", max_length=200)
    version = models.PositiveIntegerField("version")
    our_text = models.TextField("vores tekst og hvorfor", blank=True)
    acceptable = models.TextField("kan accepteres", blank=True)
    never = models.TextField("aldrig", blank=True)
    answers = models.JSONField("standardsvar", default=list)
    why = models.TextField("hvorfor ændret", blank=True)
    written_by_id = models.UUIDField()
    written_by_name = models.CharField("skrevet af", max_length=300)
    written_at = models.DateTimeField("skrevet", default=timezone.now)

    class Meta:
        ordering = ["clause", "-version"]
        verbose_name = "forhandlingsgrundlag"
        constraints = [
            models.UniqueConstraint(fields=["clause", "version"], name="agreements_j_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.heading}"


class SecondReading(models.Model):
    """That somebody other than the case worker has read the agreed text; it counts for that wording only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="readings")
    round_number = models.PositiveSmallIntegerField("runde")
    revision = models.PositiveIntegerField()
    passed = models.BooleanField("godkendt")
    remark = models.TextField("bemærkning", blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField("læst af", max_length=300)
    at = models.DateTimeField("læst", default=timezone.now)

    class Meta:
        ordering = ["-at"]


class Advice(models.Model):
    """The secretariat's advice to one municipality where a negotiation ended without agreement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="advice")
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    number = models.CharField("nummer", max_length=20)
    title = models.CharField("titel", max_length=200)
    supplier_name = models.CharField("leverandør", max_length=200)
    system_names = models.JSONField("systemer", default=list)
    text = models.TextField("råd")
    case_worker_name = models.CharField("sagsbehandler", max_length=150, blank=True)
    case_worker_phone = models.CharField("telefon", max_length=30, blank=True)
    given_by_name = models.CharField("givet af", max_length=300)
    given_at = models.DateTimeField("givet", default=timezone.now)
    read_at = models.DateTimeField("læst", null=True)
    read_by_name = models.CharField("læst af", max_length=300, blank=True)

    class Meta:
        ordering = ["-given_at"]
        verbose_name = "råd"
        constraints = [
            models.UniqueConstraint(fields=["common_text", "municipality"], name="agreements_j_advice_once"),
            models.CheckConstraint(
                condition=models.Q(read_at=None, read_by_name="")
                | (models.Q(read_at__isnull=False) & ~models.Q(read_by_name="")),
                name="agreements_j_advice_read",
            ),
        ]
