"""New versions of texts, what suppliers send when agreements end, and the deadlines for proof."""

import uuid
from datetime import date
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import workflows.states

PRACTICE = "Sekretariatets praksis"
VALUES = [
    ("agreement.deletion_days", 30, date(2022, 1, 1), PRACTICE, True),
    ("agreement.deletion_reminder_days", 14, date(2022, 1, 1), PRACTICE, True),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store each value unless an administrator has one for that day."""
    legal_value = apps.get_model("workflows", "LegalValue")
    for key, value, valid_from, source, confirmed in VALUES:
        legal_value.objects.get_or_create(
            key=key,
            valid_from=valid_from,
            defaults={"value": value, "source": source, "confirmed": confirmed},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("agreements_joint", "0007_negotiation"),
        ("documents", "0003_structures_and_mappings"),
    ]

    operations = [
        migrations.AddField(
            model_name="commontext",
            name="applies_from",
            field=models.DateField(null=True, verbose_name="gælder tidligst fra"),
        ),
        migrations.AddField(
            model_name="commontext",
            name="replaces",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="agreements_joint.commontext",
                verbose_name="afløser",
            ),
        ),
        migrations.AddField(
            model_name="commontext",
            name="supplier_name_then",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=200,
                verbose_name="leverandørens navn dengang",
            ),
        ),
        migrations.AddField(
            model_name="issuedagreement",
            name="is_supplement",
            field=models.BooleanField(db_default=False, default=False, verbose_name="tillæg"),
        ),
        migrations.AddField(
            model_name="issuedagreement",
            name="replaces",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="agreements_joint.issuedagreement",
            ),
        ),
        migrations.AlterField(
            model_name="commontext",
            name="state",
            field=workflows.states.StateField(
                choices=[
                    ("draft", "udkast"),
                    ("at_supplier", "hos leverandøren"),
                    ("at_secretariat", "hos sekretariatet"),
                    ("agreed", "enighed om teksten"),
                    ("released", "frigivet"),
                    ("sent", "sendt til kommunerne"),
                    ("superseded", "afløst af ny version"),
                    ("on_hold", "sat i bero"),
                    ("withdrawn", "trukket tilbage"),
                    ("broken_off", "afbrudt uden enighed"),
                ],
                default="draft",
                max_length=30,
                protected=True,
                verbose_name="status",
            ),
        ),
        migrations.CreateModel(
            name="SupplierAct",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Opsigelse"),
                            ("slet", "Oplysningerne er slettet"),
                            ("returner", "Oplysningerne er leveret tilbage"),
                        ],
                        max_length=10,
                        verbose_name="hvad",
                    ),
                ),
                ("on", models.DateField(verbose_name="dato")),
                ("text", models.TextField(blank=True, verbose_name="begrundelse eller erklæring")),
                ("added_by_id", models.UUIDField()),
                ("added_by_name", models.CharField(max_length=300, verbose_name="sendt af")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sendt")),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="leveret")),
                (
                    "waits_because",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="venter, fordi"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="agreements_joint.issuedagreement",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["-added_at"],
            },
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
    ]
