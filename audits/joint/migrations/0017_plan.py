"""The plan: events, refused proposals, handovers, what the board approved, and how often at each concept."""

import uuid
from datetime import date
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

GUIDE = "Datatilsynets vejledning om tilsyn og sekretariatets praksis"
VALUES = [
    ("audit.recurrence_months", {"2": 24, "3": 18, "4": 12, "5": 12, "6": 24}),
    ("audit.statement_slack_months", 3),
    ("audit.plan_months", 6),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store each value unless an administrator has one for that day."""
    legal_value = apps.get_model("workflows", "LegalValue")
    for key, value in VALUES:
        legal_value.objects.get_or_create(
            key=key,
            valid_from=date(2022, 1, 1),
            defaults={"value": value, "source": GUIDE, "confirmed": False},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("audits_joint", "0016_question_list"),
        ("documents", "0005_supplement_and_termination"),
        ("register", "0005_stored_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("from_id", models.UUIDField()),
                ("from_name", models.CharField(max_length=150, verbose_name="fra")),
                ("from_phone", models.CharField(blank=True, max_length=30)),
                ("from_email", models.EmailField(blank=True, max_length=254)),
                ("to_id", models.UUIDField()),
                ("to_name", models.CharField(max_length=150, verbose_name="til")),
                ("to_phone", models.CharField(blank=True, max_length=30)),
                ("to_email", models.EmailField(blank=True, max_length=254)),
                ("first_day", models.DateField(verbose_name="fra og med")),
                ("last_day", models.DateField(verbose_name="til og med")),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("planned", "begynder senere"),
                            ("running", "i gang"),
                            ("ended", "afsluttet"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="aftalt af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="aftalt")),
            ],
            options={
                "verbose_name": "overdragelsen",
                "ordering": ["-first_day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="audits_handover_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("breach", "brud på persondatasikkerheden"),
                            ("qualified", "erklæring med forbehold"),
                            ("transfer", "ny overførsel til tredjeland"),
                            ("owner", "nyt ejerskab"),
                            ("other", "andet"),
                        ],
                        max_length=10,
                        verbose_name="hændelse",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="sket")),
                ("text", models.CharField(max_length=500, verbose_name="hvad der er sket")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="noteret af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="noteret")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="register.supplier"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "hændelsen",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="BoardPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("number", models.PositiveSmallIntegerField(verbose_name="udgave")),
                ("audits", models.PositiveIntegerField(verbose_name="tilsyn")),
                ("made_by_name", models.CharField(max_length=300, verbose_name="dannet af")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="dannet")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="godkendt")),
                (
                    "adopted_note",
                    models.CharField(blank=True, max_length=500, verbose_name="bestyrelsens bemærkning"),
                ),
                (
                    "adopted_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="godkendelsen noteret af"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "bestyrelsens plan",
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="audits_boardplan_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_by_name", ""), ("adopted_on", None)),
                            models.Q(
                                ("adopted_on__isnull", False),
                                models.Q(("adopted_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_boardplan_adopted_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="audits_joint.audit"
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="audits_joint.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "den overdragne sag",
                "constraints": [
                    models.UniqueConstraint(fields=("handover", "audit"), name="audits_handovercase_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusedProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=10)),
                ("mark", models.CharField(max_length=120)),
                ("reason", models.CharField(max_length=500, verbose_name="begrundelse")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="afvist af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="afvist")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="register.system"
                    ),
                ),
            ],
            options={
                "verbose_name": "det afviste forslag",
                "ordering": ["-at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "system", "mark"), name="audits_refusedproposal_once"
                    )
                ],
            },
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
    ]
