"""The columns and index that limits per case and the sweep of blobs ask for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="case_id",
            field=models.UUIDField(blank=True, db_index=True, null=True, verbose_name="sag"),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(fields=["sha256"], name="documents_storedfile_sha256"),
        ),
    ]
