"""The tables of this room, as its models tell them."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("documents", "0001_initial"),
        ("documents", "0002_cases_and_hashes"),
        ("documents", "0003_structures_and_mappings"),
        ("documents", "0004_appendix_b"),
        ("documents", "0005_supplement_and_termination"),
        ("documents", "0006_partial_uploads"),
        ("documents", "0007_board_plan"),
        ("documents", "0008_package"),
        ("documents", "0009_year_reports"),
        ("documents", "0010_own_plan"),
    ]

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
            name="PartialUpload",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True)),
                ("by_id", models.UUIDField()),
                ("name", models.CharField(max_length=300, verbose_name="filnavn")),
                ("size", models.PositiveBigIntegerField(verbose_name="størrelse")),
                ("received", models.PositiveBigIntegerField(default=0, verbose_name="modtaget")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "halv upload",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("received__lte", models.F("size"))),
                        name="documents_partial_not_beyond_size",
                    )
                ],
            },
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
                ("case_id", models.UUIDField(blank=True, db_index=True, null=True, verbose_name="sag")),
            ],
            options={
                "verbose_name": "fil",
                "verbose_name_plural": "filer",
                "indexes": [models.Index(fields=["sha256"], name="documents_storedfile_sha256")],
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
                            ("board_plan", "Tilsynsplan til bestyrelsen"),
                            ("board_report", "Årsberetning til bestyrelsen"),
                            ("year_report", "Kommunens årsrapport"),
                            ("own_plan", "Kommunens tilsynsplan"),
                            ("agreement", "Databehandleraftale til underskrift"),
                            ("appendix_b", "Bilag B i en ny version"),
                            ("supplement", "Tillæg til databehandleraftale"),
                            ("termination", "Opsigelse af databehandleraftale"),
                            ("package", "Dokumentationspakke, brev"),
                            ("decision", "Kommunens stillingtagen til et tilsyn"),
                        ],
                        max_length=20,
                        verbose_name="dokument",
                    ),
                ),
                (
                    "structure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dt2020", "Datatilsynets struktur (2020)"),
                            ("eu2021_915", "EU's struktur (2021/915)"),
                            ("supplier_own", "Leverandørens egen tekst med vores bilag"),
                        ],
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="skabelontype",
                    ),
                ),
                ("language", models.CharField(default="da", max_length=2, verbose_name="sprog")),
                ("version", models.CharField(max_length=20, verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                ("valid_from", models.DateField(verbose_name="gælder fra")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="gælder til og med")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mapping", "felter skal kobles"),
                            ("draft", "udkast"),
                            ("in_force", "i brug"),
                            ("retired", "udgået"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 af filen")),
                ("body_sha256", models.CharField(max_length=64, verbose_name="SHA-256 af teksten")),
                (
                    "source_sha256",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=64,
                        verbose_name="SHA-256 af kildefilen",
                    ),
                ),
                (
                    "mapping",
                    models.JSONField(blank=True, db_default={}, default=dict, verbose_name="koblede felter"),
                ),
                (
                    "left_out_reason",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="begrundelse for manglende felter"
                    ),
                ),
                ("uploaded_by_id", models.UUIDField()),
                ("uploaded_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lagt op")),
            ],
            options={
                "verbose_name": "Word-skabelon",
                "verbose_name_plural": "Word-skabeloner",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "structure", "language", "version"),
                        name="documents_wordtemplate_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="documents_wordtemplate_validity",
                    ),
                ],
            },
        ),
    ]
