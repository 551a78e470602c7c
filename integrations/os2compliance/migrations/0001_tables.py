"""The tables of this room, as its models tell them."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("integrations_os2compliance", "0001_keys_and_numbers"),
    ]

    dependencies = [
        ("accounts", "0001_tables"),
        ("tenants", "0001_tables"),
    ]

    operations = [
        # Far above what an earlier portal can have given, and within 32 bits, which is what clients keep.
        migrations.RunSQL(
            "CREATE SEQUENCE integrations_os2compliance_number AS integer START WITH 1000000",
            "DROP SEQUENCE integrations_os2compliance_number",
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=80, verbose_name="navn")),
                ("prefix", models.CharField(max_length=12, verbose_name="begynder med")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                (
                    "ends_with_person",
                    models.BooleanField(default=False, verbose_name="ophører med personens adgang"),
                ),
                ("made_by_name", models.CharField(max_length=300, verbose_name="lavet af")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lavet")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="udløber")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="spærret")),
                ("used_at", models.DateTimeField(null=True, verbose_name="senest brugt")),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.engagement",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_keys",
                        to="tenants.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "nøglen",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="PublicNumber",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("audit", "Audit"),
                            ("supplier", "Supplier"),
                            ("system", "System"),
                            ("document", "Document"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("number", models.IntegerField(unique=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject_id"), name="os2compliance_number_once")
                ],
            },
        ),
    ]
