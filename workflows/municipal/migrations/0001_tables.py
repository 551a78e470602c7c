"""The tables of this room, as its models tell them."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("workflows_municipal", "0001_initial"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="MunicipalSeal",
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
            name="MunicipalLogEntry",
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
                "indexes": [models.Index(fields=["subject_id", "at"], name="workflows_mlog_subject")],
            },
        ),
    ]
