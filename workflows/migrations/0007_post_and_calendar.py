"""Closed days as rows with a source, mail that comes in and back, and cases whose reminders rest."""

import uuid
from datetime import date
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# Each column with what an insert of the former code leaves out.
KEY = """
    ALTER TABLE workflows_closedday
        ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
        ADD COLUMN yearly boolean NOT NULL DEFAULT false,
        ADD COLUMN until date NULL,
        ADD COLUMN source varchar(300) NOT NULL DEFAULT '',
        ADD COLUMN entered_by_name varchar(300) NOT NULL DEFAULT '',
        DROP CONSTRAINT workflows_closedday_pkey,
        ADD PRIMARY KEY (id);
"""
CUSTOMARY = (
    (date(2000, 6, 5), "grundlovsdag"),
    (date(2000, 12, 24), "juleaftensdag"),
    (date(2000, 12, 31), "nytårsaftensdag"),
)


def store_customary_days(apps: Any, schema_editor: Any) -> None:
    """Store the days on which public offices are closed by custom and agreement, not by act."""
    days = apps.get_model("workflows", "ClosedDay").objects
    for day, name in CUSTOMARY:
        days.get_or_create(
            day=day, yearly=True, defaults={"name": name, "source": "Kommunernes sædvanlige lukkedage"}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0006_rounds"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseAddress",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                ("joint_id", models.UUIDField(unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="MailboxPosition",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("mailbox", models.CharField(max_length=300, unique=True)),
                ("uidvalidity", models.BigIntegerField()),
                ("uid", models.BigIntegerField(default=0)),
                ("read_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(KEY, migrations.RunSQL.noop)],
            state_operations=[
                migrations.DeleteModel(name="ClosedDay"),
                migrations.CreateModel(
                    name="ClosedDay",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("day", models.DateField(verbose_name="dag")),
                        ("yearly", models.BooleanField(default=False, verbose_name="hvert år")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="gælder til og med")),
                        ("name", models.CharField(max_length=60, verbose_name="navn")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="kilde")),
                        (
                            "entered_by_name",
                            models.CharField(blank=True, max_length=300, verbose_name="indført af"),
                        ),
                    ],
                    options={"verbose_name": "lukkedag", "ordering": ["day"]},
                ),
            ],
        ),
        migrations.RunPython(store_customary_days, migrations.RunPython.noop),
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("answer", "svar"), ("auto", "automatisk svar"), ("bounce", "returmail")],
                        default="answer",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("loose", "uden sag"),
                            ("placed", "på sagen"),
                            ("dismissed", "lagt væk"),
                            ("noted", "noteret"),
                        ],
                        default="loose",
                        max_length=10,
                    ),
                ),
                ("message_id", models.CharField(blank=True, max_length=300)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("from_address", models.CharField(blank=True, max_length=320)),
                ("from_name", models.CharField(blank=True, max_length=200)),
                ("subject", models.CharField(blank=True, max_length=250)),
                ("text", models.TextField(blank=True)),
                ("remarks", models.JSONField(default=list)),
                ("files", models.JSONField(default=list)),
                ("case_id", models.UUIDField(null=True)),
                ("is_expected", models.BooleanField(default=False)),
                ("read_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_name", models.CharField(blank=True, max_length=300)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "indgået mail",
                "indexes": [
                    models.Index(fields=["state", "received_at"], name="workflows_incoming_state"),
                    models.Index(fields=["case_id", "received_at"], name="workflows_incoming_case"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderStop",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField()),
                ("reason", models.TextField(verbose_name="begrundelse")),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", models.CharField(max_length=300)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case_id",),
                        name="workflows_reminderstop_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailAbout",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("joint_id", models.UUIDField(db_index=True)),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="abouts",
                        to="workflows.outboxmail",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("mail", "joint_id"), name="workflows_mailabout_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MailBounce",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("address", models.EmailField(max_length=254)),
                ("code", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[("sent_again", "sendt igen"), ("left", "lagt væk")],
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_name", models.CharField(blank=True, max_length=300)),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bounces",
                        to="workflows.outboxmail",
                    ),
                ),
            ],
            options={
                "verbose_name": "returmail",
                "indexes": [models.Index(fields=["settled", "at"], name="workflows_mailbounce_open")],
                "constraints": [
                    models.UniqueConstraint(fields=("mail", "address"), name="workflows_mailbounce_once")
                ],
            },
        ),
    ]
