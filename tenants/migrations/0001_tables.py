"""The tables of this room, as its models tell them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django_tenants.postgresql_backend.base
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("tenants", "0001_initial"),
        ("tenants", "0002_a_recipient_may_be_dropped"),
        ("tenants", "0003_mandates"),
        ("tenants", "0004_checked_copies"),
        ("tenants", "0005_lean_indexes"),
        ("tenants", "0006_undecided"),
        ("tenants", "0007_expiry_of_what_ends"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "schema_name",
                    models.CharField(
                        db_index=True,
                        max_length=63,
                        unique=True,
                        validators=[django_tenants.postgresql_backend.base._check_schema_name],
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kommunekode", models.CharField(max_length=4, unique=True, verbose_name="kommunekode")),
                ("cvr", models.CharField(max_length=8, unique=True, verbose_name="CVR-nummer")),
                ("name", models.CharField(max_length=100, verbose_name="navn")),
                ("short_name", models.CharField(max_length=60, verbose_name="kort navn")),
                ("name_sort", models.CharField(db_index=True, editable=False, max_length=120)),
                ("region", models.CharField(max_length=60, verbose_name="region")),
                ("population", models.PositiveIntegerField(null=True, verbose_name="folketal")),
                (
                    "shared_mailbox",
                    models.EmailField(blank=True, max_length=254, verbose_name="fælles postkasse"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("joining", "under indmeldelse"),
                            ("member", "medlem"),
                            ("leaving", "udmeldt (opsigelsesperiode)"),
                            ("left", "udtrådt"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="medlemskab",
                    ),
                ),
                ("member_since", models.DateField(null=True, verbose_name="medlem siden")),
            ],
            options={
                "verbose_name": "kommune",
                "verbose_name_plural": "kommuner",
                "ordering": ["name_sort"],
            },
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(db_index=True, max_length=253, unique=True)),
                ("is_primary", models.BooleanField(db_index=True, default=True)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="domains",
                        to="tenants.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SchemaStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("app", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=200)),
                ("sql", models.TextField()),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("app", "name"), name="tenants_schemastep_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("joint_id", models.UUIDField(null=True)),
                ("text", models.TextField(blank=True)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("facts", models.JSONField(db_default={})),
                ("written_by_id", models.UUIDField()),
                ("written_by_name", models.CharField(max_length=200)),
                ("written_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="tenants.municipality",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("written_at"), descending=True)],
                "indexes": [models.Index(fields=["kind", "joint_id"], name="tenants_letter_joint")],
            },
        ),
        migrations.CreateModel(
            name="HeldMandate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("mandate_id", models.UUIDField()),
                ("agreement_id", models.UUIDField(null=True)),
                (
                    "covers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("sign", "underskrive databehandleraftaler"),
                                ("receive_notices", "modtage varsler om underdatabehandlere"),
                                ("answer_notices", "svare på varsler om underdatabehandlere"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("given_at", models.DateTimeField()),
                ("given_by_name", models.CharField(max_length=300)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("file_sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=200)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held_mandates",
                        to="tenants.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "mandate_id"), name="tenants_heldmandate_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("delivery_id", models.UUIDField()),
                ("kind", models.CharField(max_length=40)),
                ("joint_id", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "venter"), ("delivered", "leveret"), ("dropped", "udgået")],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="hvorfor")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received",
                        to="tenants.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "joint_id"], name="tenants_recipient_joint")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("delivery_id", "municipality"), name="tenants_recipient_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("joint_id", models.UUIDField(null=True)),
                ("system_id", models.UUIDField(null=True)),
                ("state", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("due", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("notice_by", models.DateField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="tenants.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "joint_id", "state"], name="tenants_standing_joint"),
                    models.Index(
                        condition=models.Q(("valid_until__isnull", False)),
                        fields=["kind", "valid_until"],
                        name="tenants_standing_expiry",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("kind", "audit_report"), ("state__in", ["received", "considering", "reopened"])
                        ),
                        fields=["joint_id", "municipality"],
                        name="tenants_standing_undecided",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "kind", "subject_id"), name="tenants_standing_once"
                    )
                ],
            },
        ),
    ]
