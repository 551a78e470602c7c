"""Contact rounds, for how long a contact counts as confirmed, and when it is reminded."""

import uuid
from datetime import date
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.utils import timezone

RULES = [("audits.contact_round", -3, "contact"), ("audits.contact_round", 3, "contact")]


def store(apps: Any, schema_editor: Any) -> None:
    """Store the value and the rules, unless an administrator has some."""
    apps.get_model("workflows", "LegalValue").objects.get_or_create(
        key="audit.contact_confirmed_days",
        valid_from=date(2022, 1, 1),
        defaults={"value": 180, "source": "Sekretariatets praksis", "confirmed": True},
    )
    rules = apps.get_model("workflows", "ReminderRule")
    for about, working_days, party in RULES:
        rules.objects.get_or_create(
            about=about,
            working_days=working_days,
            party=party,
            defaults={"active_from": timezone.localdate()},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("audits_joint", "0010_lower_concept"),
        ("workflows", "0006_rounds"),
        ("register", "0005_stored_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactRound",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("answer_by", models.DateField(verbose_name="svar ønskes senest")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="sendt af")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sendt")),
            ],
            options={
                "verbose_name": "kontaktrunden",
                "verbose_name_plural": "kontaktrunder",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ContactAsk",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=150, verbose_name="navn")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(verbose_name="udløber")),
                ("mail_id", models.UUIDField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("same", "er stadig kontaktperson"), ("other", "oplyser en anden")],
                        max_length=10,
                        verbose_name="svar",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="besvaret")),
                ("new_name", models.CharField(blank=True, max_length=150, verbose_name="ny kontaktperson")),
                ("new_email", models.CharField(blank=True, max_length=254, verbose_name="ny e-mail")),
                ("new_phone", models.CharField(blank=True, max_length=30, verbose_name="nyt telefonnummer")),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "den nye er indført"),
                            ("dismissed", "den nye er ikke indført"),
                        ],
                        max_length=10,
                        verbose_name="afgørelse",
                    ),
                ),
                ("settled_by_name", models.CharField(blank=True, max_length=300, verbose_name="afgjort af")),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.suppliercontact",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.supplier"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asks",
                        to="audits_joint.contactround",
                    ),
                ),
            ],
            options={
                "verbose_name": "spørgsmålet til kontaktpersonen",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "supplier"), name="audits_contactask_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="audits_contactask_answer_when",
                    ),
                ],
            },
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
    ]
