import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField()),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="StoredFile",
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
                (
                    "supplier_id",
                    models.UUIDField(blank=True, db_index=True, null=True, verbose_name="leverandør"),
                ),
            ],
            options={
                "verbose_name": "fil",
                "verbose_name_plural": "filer",
            },
        ),
        migrations.CreateModel(
            name="BlobHolder",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("holder", models.CharField(max_length=63)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sha256", "holder"), name="documents_blobholder_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WordTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Varsel om tilsyn"),
                            ("hearing", "Høring over udkast til tilsynsrapport"),
                            ("report", "Tilsynsrapport"),
                            ("agreement", "Databehandleraftale til underskrift"),
                        ],
                        max_length=20,
                        verbose_name="dokument",
                    ),
                ),
                ("language", models.CharField(default="da", max_length=2, verbose_name="sprog")),
                ("version", models.CharField(max_length=20, verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                ("valid_from", models.DateField(verbose_name="gælder fra")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "udkast"), ("in_force", "i brug"), ("retired", "udgået")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 af filen")),
                ("body_sha256", models.CharField(max_length=64, verbose_name="SHA-256 af teksten")),
                ("uploaded_by_id", models.UUIDField()),
                ("uploaded_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lagt op")),
            ],
            options={
                "verbose_name": "Word-skabelon",
                "verbose_name_plural": "Word-skabeloner",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "language", "version"), name="documents_wordtemplate_once"
                    )
                ],
            },
        ),
    ]
