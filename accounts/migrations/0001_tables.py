"""The tables of this room, as its models tell them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_sessions"),
        ("accounts", "0003_calendar_feed"),
        ("accounts", "0004_savedfilter"),
        ("accounts", "0005_row_link"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Colleague",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("person_id", models.UUIDField()),
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(max_length=254)),
                ("phone", models.CharField(max_length=30)),
                ("title", models.CharField(max_length=100)),
                ("site", models.CharField(max_length=12)),
                ("municipality_id", models.UUIDField(null=True)),
                ("supplier_id", models.UUIDField(null=True)),
                ("organisation", models.CharField(max_length=200)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
            ],
            options={
                "db_table": "accounts_colleague",
                "ordering": ["name"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("name", models.CharField(max_length=150, verbose_name="navn")),
                (
                    "language",
                    models.CharField(
                        choices=[("da", "Dansk"), ("en", "English")],
                        default="da",
                        max_length=2,
                        verbose_name="sprog",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktiv")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "personer",
            },
        ),
        migrations.CreateModel(
            name="RowLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("municipality_id", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=20)),
                ("subject_id", models.UUIDField(db_index=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("visit_hash", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.CharField(max_length=12)),
                ("municipality_id", models.UUIDField(blank=True, null=True)),
                ("supplier_id", models.UUIDField(blank=True, null=True)),
                ("organisation", models.CharField(max_length=200, verbose_name="organisation")),
                ("name", models.CharField(max_length=150, verbose_name="navn")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telefon")),
                ("title", models.CharField(blank=True, max_length=100, verbose_name="stilling")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None, verbose_name="roller"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="engagements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_id"], name="accounts_engage_muni"),
                    models.Index(fields=["supplier_id"], name="accounts_engage_supplier"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "site", "municipality_id", "supplier_id"),
                        name="accounts_engagement_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("municipality_id", None), ("site", "secretariat"), ("supplier_id", None)
                            ),
                            models.Q(
                                ("municipality_id__isnull", False),
                                ("site", "municipality"),
                                ("supplier_id", None),
                            ),
                            models.Q(
                                ("municipality_id", None),
                                ("site", "supplier"),
                                ("supplier_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_engagement_site",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("municipality_id", models.UUIDField(db_index=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "engagement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to="accounts.engagement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("next_path", models.CharField(default="/", max_length=300)),
                ("about_id", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("invited_by_name", models.CharField(max_length=300)),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="accounts.engagement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("page", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=1000)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "page", "name"), name="accounts_savedfilter_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("place", models.CharField(blank=True, max_length=60)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("browser", models.CharField(blank=True, max_length=80)),
                ("began", models.BigIntegerField(default=0)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "db_table": "accounts_session",
                "abstract": False,
            },
        ),
    ]
