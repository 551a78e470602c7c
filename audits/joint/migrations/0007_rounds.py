"""Rounds, when statements are expected, and how long the mails of a round wait."""

import uuid
from datetime import date
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

PRACTICE = "Sekretariatets praksis"
VALUES = [("audit.round_hold_minutes", 60)]


def store(apps: Any, schema_editor: Any) -> None:
    """Store each value unless an administrator has one for that day."""
    legal_value = apps.get_model("workflows", "LegalValue")
    for key, value in VALUES:
        legal_value.objects.get_or_create(
            key=key,
            valid_from=date(2022, 1, 1),
            defaults={"value": value, "source": PRACTICE, "confirmed": True},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("audits_joint", "0006_reminders"),
        ("register", "0004_supplier_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditRound",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("deadline", models.DateField(verbose_name="svarfrist")),
                ("intro", models.TextField(blank=True, verbose_name="indledning til leverandørerne")),
                ("leaves_at", models.DateTimeField(verbose_name="mailene går")),
                ("job_id", models.UUIDField(null=True)),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="sat i gang af")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sat i gang"),
                ),
            ],
            options={
                "verbose_name": "tilsynsrunden",
                "verbose_name_plural": "tilsynsrunder",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ExpectedStatement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("expected_on", models.DateField(verbose_name="ventes")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="perioden slutter")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="bemærkning")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="oplyst af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="oplyst")),
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
                "verbose_name": "den ventede erklæring",
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["supplier", "-at"], name="audits_expected_last")],
            },
        ),
        migrations.CreateModel(
            name="RoundMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "venter"),
                            ("sent", "varslet"),
                            ("failed", "ikke sendt"),
                            ("taken_back", "kaldt tilbage"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="udfald",
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke")),
                ("mail_id", models.UUIDField(null=True)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="siden")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="audits_joint.auditround",
                    ),
                ),
            ],
            options={
                "verbose_name": "tilsynet i runden",
                "constraints": [
                    models.UniqueConstraint(fields=("round", "audit"), name="audits_roundmember_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "waiting")),
                        fields=("audit",),
                        name="audits_roundmember_one_waiting",
                    ),
                ],
            },
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
    ]
