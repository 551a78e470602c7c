"""What to do about a finding, standard texts, following up what an earlier audit left, and reminders of it."""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

from audits.joint.standardtexts import TEXTS

PRODUCT = "Leveret med systemet"
RULES = [
    ("audits.findings", -5, "supplier"),
    ("audits.findings", 5, "supplier"),
    ("audits.findings", 10, "management"),
    ("audits.findings", 12, "worker"),
    ("audits.hearing", -3, "supplier"),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store the rules that count from today on, and the library, unless there are any."""
    rules = apps.get_model("workflows", "ReminderRule")
    today = timezone.localdate()
    for about, working_days, party in RULES:
        rules.objects.get_or_create(
            about=about, working_days=working_days, party=party, defaults={"active_from": today}
        )
    library = apps.get_model("audits_joint", "StandardText")
    if not library.objects.exists():
        library.objects.bulk_create(
            library(
                objective=objective, kind=kind, title=title, text=text, action=action, made_by_name=PRODUCT
            )
            for objective, kind, title, text, action in TEXTS
        )


class Migration(migrations.Migration):
    dependencies = [
        ("audits_joint", "0007_rounds"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="action",
            field=models.TextField(
                blank=True, db_default="", max_length=2000, verbose_name="hvad leverandøren skal gøre"
            ),
        ),
        migrations.CreateModel(
            name="StandardText",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("series", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("in_force", models.BooleanField(default=True, verbose_name="i brug")),
                (
                    "objective",
                    models.CharField(
                        choices=[
                            ("A", "A. Instruks"),
                            ("B", "B. Tekniske foranstaltninger"),
                            ("C", "C. Organisatoriske foranstaltninger"),
                            ("D", "D. Sletning og tilbagelevering"),
                            ("E", "E. Opbevaring"),
                            ("F", "F. Underdatabehandlere"),
                            ("G", "G. Tredjelande"),
                            ("H", "H. De registreredes rettigheder"),
                            ("I", "I. Brud på persondatasikkerheden"),
                        ],
                        max_length=1,
                        verbose_name="kontrolmål",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recommendation", "anbefaling"),
                            ("minor", "mindre afvigelse"),
                            ("undocumented", "ikke dokumenteret"),
                            ("major", "væsentlig afvigelse"),
                            ("critical", "kritisk afvigelse"),
                        ],
                        max_length=16,
                        verbose_name="slags",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="overskrift")),
                ("text", models.TextField(max_length=4000, verbose_name="beskrivelse")),
                (
                    "action",
                    models.TextField(blank=True, max_length=2000, verbose_name="hvad leverandøren skal gøre"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="skrevet")),
                ("made_by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
            ],
            options={
                "verbose_name": "standardtekst",
                "verbose_name_plural": "standardtekster",
                "ordering": ["objective", "title"],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "version"), name="audits_standard_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("in_force", True)),
                        fields=("series",),
                        name="audits_standard_one_in_force",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="standard",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="audits_joint.standardtext",
            ),
        ),
        migrations.CreateModel(
            name="FollowedUp",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "bragt i orden"),
                            ("again", "ikke bragt i orden, nyt forhold"),
                            ("later", "følges op igen ved næste tilsyn"),
                        ],
                        max_length=5,
                        verbose_name="resultat",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="hvad vi har set")),
                ("at", models.DateTimeField(auto_now=True)),
                ("by_name", models.CharField(max_length=300)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_up",
                        to="audits_joint.finding",
                    ),
                ),
                (
                    "new_finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follows",
                        to="audits_joint.finding",
                    ),
                ),
            ],
            options={
                "verbose_name": "opfølgning fra sidst",
                "ordering": ["finding__audit__case_number", "finding__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "finding"), name="audits_followed_up_once")
                ],
            },
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
    ]
