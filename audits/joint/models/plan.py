"""What the plan rests on: when a supplier expects its next statement."""

from django.db import models
from django.utils import timezone

from audits.joint.models.base import Row


class ExpectedStatement(Row):
    """When a supplier's next statement is expected: for one system, or for all. The last row counts.

    Written by the supplier itself or by a case worker; never changed, so that it is known who said what when.
    """

    supplier = models.ForeignKey("register.Supplier", on_delete=models.CASCADE, related_name="+")
    system = models.ForeignKey("register.System", on_delete=models.CASCADE, null=True, related_name="+")
    expected_on = models.DateField("ventes")
    period_end = models.DateField("perioden slutter", null=True, blank=True)
    remark = models.CharField("bemærkning", max_length=500, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField("oplyst af", max_length=300)
    at = models.DateTimeField("oplyst", default=timezone.now)

    class Meta:
        ordering = ["-at"]
        verbose_name = "den ventede erklæring"
        indexes = [models.Index(fields=["supplier", "-at"], name="audits_expected_last")]


class PlanEvent(Row):
    """Something that calls for an extra audit, of one system or of all the supplier's."""

    class Kind(models.TextChoices):
        BREACH = "breach", "brud på persondatasikkerheden"
        QUALIFIED = "qualified", "erklæring med forbehold"
        TRANSFER = "transfer", "ny overførsel til tredjeland"
        SUBPROCESSOR = "subproc", "ny underdatabehandler"
        OWNER = "owner", "nyt ejerskab"
        OTHER = "other", "andet"

    supplier = models.ForeignKey("register.Supplier", on_delete=models.CASCADE, related_name="+")
    system = models.ForeignKey("register.System", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField("hændelse", max_length=10, choices=Kind.choices)
    happened_on = models.DateField("sket")
    text = models.CharField("hvad der er sket", max_length=500)
    by_id = models.UUIDField()
    by_name = models.CharField("noteret af", max_length=300)
    at = models.DateTimeField("noteret", default=timezone.now)

    class Meta:
        ordering = ["-at"]
        verbose_name = "hændelsen"


class RefusedProposal(Row):
    """A proposal somebody has said no to, with why. It comes back only when what it rests on has changed."""

    kind = models.CharField(max_length=10)
    system = models.ForeignKey("register.System", on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=120)
    reason = models.CharField("begrundelse", max_length=500)
    by_id = models.UUIDField()
    by_name = models.CharField("afvist af", max_length=300)
    at = models.DateTimeField("afvist", default=timezone.now)

    class Meta:
        ordering = ["-at"]
        verbose_name = "det afviste forslag"
        constraints = [
            models.UniqueConstraint(fields=["kind", "system", "mark"], name="audits_refusedproposal_once")
        ]


class Handover(Row):
    """A case worker's open cases are a colleague's from one day to another, and come back by themselves."""

    class State(models.TextChoices):
        PLANNED = "planned", "begynder senere"
        RUNNING = "running", "i gang"
        ENDED = "ended", "afsluttet"

    from_id = models.UUIDField()
    from_name = models.CharField("fra", max_length=150)
    from_phone = models.CharField(max_length=30, blank=True)
    from_email = models.EmailField(blank=True)
    to_id = models.UUIDField()
    to_name = models.CharField("til", max_length=150)
    to_phone = models.CharField(max_length=30, blank=True)
    to_email = models.EmailField(blank=True)
    first_day = models.DateField("fra og med")
    last_day = models.DateField("til og med")
    progress = models.CharField("status", max_length=8, choices=State.choices, default=State.PLANNED)
    by_id = models.UUIDField()
    by_name = models.CharField("aftalt af", max_length=300)
    at = models.DateTimeField("aftalt", default=timezone.now)

    class Meta:
        ordering = ["-first_day"]
        verbose_name = "overdragelsen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="audits_handover_days"
            )
        ]


class HandoverCase(Row):
    """A case that was handed over: it comes back where it is still the colleague's."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="cases")
    audit = models.ForeignKey("audits_joint.Audit", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "den overdragne sag"
        constraints = [models.UniqueConstraint(fields=["handover", "audit"], name="audits_handovercase_once")]


class BoardPlan(Row):
    """The plan of a year as it was laid before the board, as Word, and what the board said."""

    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveSmallIntegerField("udgave")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    audits = models.PositiveIntegerField("tilsyn")
    made_by_name = models.CharField("dannet af", max_length=300)
    made_at = models.DateTimeField("dannet", default=timezone.now)
    adopted_on = models.DateField("godkendt", null=True, blank=True)
    adopted_note = models.CharField("bestyrelsens bemærkning", max_length=500, blank=True)
    adopted_by_name = models.CharField("godkendelsen noteret af", max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = "bestyrelsens plan"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="audits_boardplan_once"),
            models.CheckConstraint(
                condition=models.Q(adopted_on=None, adopted_by_name="")
                | (models.Q(adopted_on__isnull=False) & ~models.Q(adopted_by_name="")),
                name="audits_boardplan_adopted_by",
            ),
        ]
