"""The tables of this room, as its models tell them."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("documents_municipal", "0001_initial"),
        ("documents_municipal", "0002_package"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="MunicipalFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(verbose_name="størrelse")),
                ("content_type", models.CharField(max_length=100, verbose_name="filtype")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="titel")),
                ("name", models.CharField(max_length=200, verbose_name="filnavn")),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "modtaget"), ("ready", "klar"), ("quarantined", "i karantæne")],
                        default="received",
                        max_length=12,
                        verbose_name="kontrol",
                    ),
                ),
                ("state_reason", models.TextField(blank=True, verbose_name="begrundelse")),
                ("warnings", models.JSONField(blank=True, default=list, verbose_name="advarsler")),
                ("uploaded_by_id", models.UUIDField(verbose_name="lagt op af (id)")),
                ("uploaded_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lagt op")),
            ],
            options={
                "verbose_name": "fil",
                "verbose_name_plural": "filer",
            },
        ),
        migrations.CreateModel(
            name="Package",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("scope", models.JSONField(default=dict, verbose_name="omfang")),
                ("scope_words", models.CharField(max_length=300, verbose_name="omfatter")),
                ("since", models.DateField(verbose_name="fra")),
                ("until", models.DateField(verbose_name="til")),
                ("answers", models.JSONField(default=dict, verbose_name="svar")),
                ("ordered_by_id", models.UUIDField()),
                ("ordered_by_name", models.CharField(max_length=300, verbose_name="bestilt af")),
                (
                    "ordered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="bestilt"),
                ),
                ("begun_at", models.DateTimeField(null=True, verbose_name="begyndt")),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("trouble", models.TextField(blank=True, verbose_name="hvad der gik galt")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="dannet")),
                ("annexes", models.PositiveIntegerField(default=0, verbose_name="bilag")),
                ("missing", models.PositiveIntegerField(default=0, verbose_name="mangler")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumentationspakken",
                "verbose_name_plural": "dokumentationspakker",
                "ordering": ["-ordered_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="documents_m_package_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", None), ("finished_at", None)),
                            models.Q(("file__isnull", False), ("finished_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="documents_m_package_finished",
                    ),
                ],
            },
        ),
    ]
