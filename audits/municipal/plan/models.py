"""A plan with its lines. Facts are copied: an adopted plan says what was known on the day."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.plan.states import (
    ADOPTED,
    EXPLANATION,
    TONE,
    PlanState,
    Supervisor,
    has_changes,
    has_lines,
    has_no_changes,
    lower_has_reason,
)
from audits.municipal.states import CONCEPTS
from workflows.states import StateField, step

S = PlanState


class Plan(models.Model):
    """The plan of one year in one version. A new year's plan, and a later one of the year, is a new row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField("år")
    version = models.PositiveSmallIntegerField("udgave", default=1)
    state = StateField(PlanState, default=S.PRESENTED)
    state_since = models.DateTimeField("siden", default=timezone.now)
    note = models.TextField("følgebrev", blank=True)
    due = models.DateField("tiltrædes senest", null=True)
    presented_at = models.DateTimeField("forelagt", default=timezone.now)
    presented_by_name = models.CharField("forelagt af", max_length=300)
    adopted_at = models.DateTimeField("tiltrådt", null=True)
    adopted_by_id = models.UUIDField(null=True)
    adopted_by_name = models.CharField("tiltrådt af", max_length=300, blank=True)
    remark = models.TextField("bemærkning til tiltrædelsen", max_length=4000, blank=True)
    journal_number = models.CharField("journalnummer", max_length=60, blank=True)
    word = models.ForeignKey(
        "documents_municipal.MunicipalFile",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="Word-dokument",
    )

    class Meta:
        ordering = ["-year", "-version"]
        verbose_name = "tilsynsplanen"
        verbose_name_plural = "tilsynsplaner"
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="audits_plan_version_once"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(state="presented"), name="audits_plan_presented_once"
            ),
            models.CheckConstraint(
                condition=Q(state="presented", adopted_at=None, adopted_by_id=None, adopted_by_name="")
                | (
                    ~Q(state="presented")
                    & Q(adopted_at__isnull=False, adopted_by_id__isnull=False)
                    & ~Q(adopted_by_name="")
                ),
                name="audits_plan_adopted_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"Tilsynsplan {self.year}"

    @property
    def tone(self) -> str:
        """Return the tone of the state's tag."""
        return TONE[self.state]

    @property
    def explanation(self) -> str:
        """Return what the state means, in a sentence."""
        return EXPLANATION[self.state]

    @property
    def is_adopted(self) -> bool:
        """Return whether the municipality has adopted it."""
        return self.state in ADOPTED

    def changed_lines(self) -> int:
        """Return how many lines say something else than what was put forward."""
        return self.lines.filter(CHANGED).count()

    @step(
        "state",
        source=S.PRESENTED,
        target=S.ADOPTED,
        permission=P.OWN_DECIDE,
        label="Tiltræd planen",
        guards=[has_lines, has_no_changes, lower_has_reason],
        explanation="Planen gælder, som den er forelagt, og gemmes som Word.",
    )
    def adopt(self, **facts: object) -> None:
        """The municipality adopts what was put before it."""
        self._take(facts)

    @step(
        "state",
        source=S.PRESENTED,
        target=S.ADOPTED_CHANGED,
        permission=P.OWN_DECIDE,
        label="Tiltræd planen med ændringer",
        guards=[has_lines, has_changes, lower_has_reason],
        explanation="Planen gælder med de ændringer, I har gjort, og gemmes som Word.",
    )
    def adopt_changed(self, **facts: object) -> None:
        """The municipality adopts it with its own changes."""
        self._take(facts)

    def _take(self, facts: dict[str, object]) -> None:
        for name, value in facts.items():
            setattr(self, name, value)


class PlanLine(models.Model):
    """One system of the plan: what is put forward, and what is chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines", db_index=False)
    place = models.PositiveIntegerField("rækkefølge")
    system_id = models.UUIDField()
    system_name = models.CharField("system", max_length=200)
    supplier_id = models.UUIDField(null=True)
    supplier_name = models.CharField("leverandør", max_length=200, blank=True)
    points_low = models.PositiveSmallIntegerField("point, mindst", null=True)
    points_high = models.PositiveSmallIntegerField("point, højst", null=True)
    recommended = models.PositiveSmallIntegerField("anbefalet mindste koncept", choices=CONCEPTS, null=True)
    audit_id = models.UUIDField(null=True)
    case_number = models.CharField("det fælles tilsyns sagsnummer", max_length=20, blank=True)
    proposed_supervisor = models.CharField("foreslået tilsyn", max_length=6, choices=Supervisor.choices)
    proposed_concept = models.PositiveSmallIntegerField("foreslået koncept", choices=CONCEPTS, null=True)
    proposed_interval = models.PositiveSmallIntegerField("foreslået interval (måneder)", null=True)
    proposed_next_on = models.DateField("foreslået næste gang", null=True)
    proposed_reason = models.TextField("forslagets begrundelse", blank=True)
    supervisor = models.CharField("hvem fører tilsyn", max_length=6, choices=Supervisor.choices)
    concept = models.PositiveSmallIntegerField("valgt koncept", choices=CONCEPTS, null=True)
    interval_months = models.PositiveSmallIntegerField("interval (måneder)", null=True)
    next_on = models.DateField("næste gang", null=True)
    reason = models.TextField("begrundelse", max_length=2000, blank=True)
    changed_at = models.DateTimeField("ændret", null=True)
    changed_by_name = models.CharField("ændret af", max_length=300, blank=True)

    class Meta:
        ordering = ["place"]
        verbose_name = "systemet i planen"
        verbose_name_plural = "systemer i planen"
        constraints = [
            models.UniqueConstraint(fields=["plan", "system_id"], name="audits_plan_system_once"),
            models.CheckConstraint(
                condition=Q(supervisor="none") | Q(concept__isnull=False), name="audits_plan_line_concept"
            ),
        ]

    def __str__(self) -> str:
        return self.system_name

    @property
    def is_changed(self) -> bool:
        """Return whether it says something else than what was put forward."""
        return any(getattr(self, chosen) != getattr(self, proposed) for chosen, proposed in PAIRS)

    @property
    def is_lower(self) -> bool:
        """Return whether the chosen concept is below the recommended one."""
        return self.concept is not None and self.recommended is not None and self.concept < self.recommended

    @property
    def points(self) -> str:
        """Return "7", "3–5", or nothing where no points apply."""
        if self.points_low is None:
            return ""
        same = self.points_low == self.points_high
        return f"{self.points_high}" if same else f"{self.points_low}–{self.points_high}"

    @property
    def next_words(self) -> str:
        """Return "2. kvartal 2027": a plan says when by quarter."""
        return quarter_words(self.next_on)

    @property
    def interval_words(self) -> str:
        """Return "hver 12. måned"."""
        return f"hver {self.interval_months}. måned" if self.interval_months else ""


# Which chosen field answers which proposed one; a reason is part of a change, not one by itself.
PAIRS = (
    ("supervisor", "proposed_supervisor"),
    ("concept", "proposed_concept"),
    ("interval_months", "proposed_interval"),
    ("next_on", "proposed_next_on"),
    ("reason", "proposed_reason"),
)


def _differs(chosen: str, proposed: str) -> Q:
    """Return that two columns are not the same; nothing is the same as nothing."""
    both = Q(**{f"{chosen}__isnull": False, f"{proposed}__isnull": False})
    one = Q(**{f"{chosen}__isnull": True, f"{proposed}__isnull": False})
    other = Q(**{f"{chosen}__isnull": False, f"{proposed}__isnull": True})
    return (both & ~Q(**{chosen: F(proposed)})) | one | other


CHANGED = Q()
for _chosen, _proposed in PAIRS:
    CHANGED |= _differs(_chosen, _proposed)


def quarter_words(day: date | None) -> str:
    """Return "2. kvartal 2027", or nothing."""
    return f"{(day.month - 1) // 3 + 1}. kvartal {day.year}" if day else ""
