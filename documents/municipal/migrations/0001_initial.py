import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

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
    ]
