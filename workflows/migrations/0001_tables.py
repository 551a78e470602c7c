"""The tables of this room, as its models tell them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("workflows", "0001_initial"),
        ("workflows", "0002_job_not_before"),
        ("workflows", "0003_sealed_log"),
        ("workflows", "0004_mail_texts"),
        ("workflows", "0005_reminders"),
    ]

    dependencies = []

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
            name="ClosedDay",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("day", models.DateField(verbose_name="dag")),
                ("yearly", models.BooleanField(default=False, verbose_name="hvert år")),
                ("until", models.DateField(blank=True, null=True, verbose_name="gælder til og med")),
                ("name", models.CharField(max_length=60, verbose_name="navn")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="kilde")),
                ("entered_by_name", models.CharField(blank=True, max_length=300, verbose_name="indført af")),
            ],
            options={
                "verbose_name": "lukkedag",
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="LogHeads",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("made_at", models.CharField(max_length=40)),
                ("former", models.CharField(blank=True, max_length=64)),
                ("chains", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=88)),
                ("key_id", models.CharField(max_length=16)),
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
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField(unique=True)),
                ("digest", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
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
            name="Job",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=60)),
                ("caller", models.JSONField()),
                ("payload", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "i kø"),
                            ("running", "i gang"),
                            ("done", "færdig"),
                            ("failed", "fejlet"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                ("result", models.JSONField(default=dict)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("not_before", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "created_at"], name="workflows_job_state")],
            },
        ),
        migrations.CreateModel(
            name="LegalValue",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=80, verbose_name="nøgle")),
                ("value", models.JSONField(verbose_name="værdi")),
                ("valid_from", models.DateField(verbose_name="gælder fra")),
                ("source", models.CharField(max_length=300, verbose_name="kilde")),
                ("confirmed", models.BooleanField(default=True, verbose_name="bekræftet")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "valid_from"), name="workflows_legalvalue_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("subject_kind", models.CharField(max_length=80)),
                ("subject_id", models.UUIDField()),
                ("action", models.CharField(max_length=60)),
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(blank=True, max_length=40)),
                ("reason", models.TextField(blank=True)),
                ("data", models.JSONField(default=dict)),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300)),
            ],
            options={
                "indexes": [models.Index(fields=["subject_id", "at"], name="workflows_log_subject")],
            },
        ),
        migrations.CreateModel(
            name="MailText",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("template", models.CharField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True, verbose_name="tekst")),
                ("changed_by_name", models.CharField(max_length=300)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["template", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("template", "number"), name="workflows_mailtext_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxMail",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.EmailField(max_length=254), size=None
                    ),
                ),
                ("reply_to", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(max_length=250)),
                ("body", models.TextField()),
                ("attachments", models.JSONField(default=list)),
                ("joint_id", models.UUIDField(null=True)),
                ("kind", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "venter"),
                            ("sent", "sendt"),
                            ("failed", "kunne ikke sendes"),
                            ("withdrawn", "kaldt tilbage"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("error", models.TextField(blank=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("send_after", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "send_after"], name="workflows_outbox_due"),
                    models.Index(fields=["joint_id"], name="workflows_outbox_joint"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderRule",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("about", models.CharField(max_length=60, verbose_name="om")),
                ("working_days", models.SmallIntegerField(verbose_name="arbejdsdage efter fristen")),
                ("party", models.CharField(max_length=20, verbose_name="til")),
                ("active_from", models.DateField(null=True, verbose_name="gælder fra")),
            ],
            options={
                "ordering": ["about", "working_days", "party"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about", "working_days", "party"), name="workflows_reminderrule_once"
                    )
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
            name="SentReminder",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("matter_id", models.UUIDField()),
                ("due", models.DateField()),
                ("sent_on", models.DateField()),
                ("mail_id", models.UUIDField(null=True)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.reminderrule",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "matter_id", "due"), name="workflows_sentreminder_once"
                    )
                ],
            },
        ),
    ]
