"""A hearing section by section: the draft as it was sent, comments in their places, and the file sent back."""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def name_sections(apps: Any, schema_editor: Any) -> None:
    """Say of each comment there is which section it is about."""
    comments = apps.get_model("audits_joint", "HearingComment").objects.filter(heading="")
    for comment in comments.select_related("finding"):
        if comment.finding_id:
            comment.section = f"finding:{comment.finding_id}"
            comment.heading = f"Forhold {comment.finding.number}: {comment.finding.title}"[:300]
            comment.save(update_fields=["section", "heading"])


class Migration(migrations.Migration):
    dependencies = [
        ("audits_joint", "0019_statement_reminders"),
        ("documents", "0006_partial_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="hearing",
            name="sections",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="audit_system",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="audits_joint.auditsystem",
            ),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="author",
            field=models.CharField(
                blank=True, db_default="", max_length=150, verbose_name="kommentarens forfatter"
            ),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="dropped",
            field=models.BooleanField(db_default=False, default=False, verbose_name="taget tilbage"),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="heading",
            field=models.CharField(blank=True, db_default="", max_length=300, verbose_name="afsnit"),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("met", "imødekommet"),
                    ("partly", "delvist imødekommet"),
                    ("not", "ikke imødekommet"),
                ],
                db_default="",
                max_length=6,
                verbose_name="resultat",
            ),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="proposal",
            field=models.TextField(
                blank=True, db_default="", max_length=4000, verbose_name="foreslået ordlyd"
            ),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="quote",
            field=models.TextField(blank=True, db_default="", max_length=2000, verbose_name="ordene"),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="section",
            field=models.CharField(db_default="general", default="general", max_length=60),
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="source",
            field=models.CharField(
                choices=[("page", "skrevet på siden"), ("word", "læst i Word-filen")],
                db_default="page",
                default="page",
                max_length=4,
            ),
        ),
        migrations.CreateModel(
            name="HearingFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("read", models.PositiveIntegerField(verbose_name="læste bemærkninger")),
                ("faults", models.JSONField(default=list)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("added_by_name", models.CharField(max_length=300)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="audits_joint.hearing",
                    ),
                ),
            ],
            options={
                "verbose_name": "høringssvaret som fil",
                "ordering": ["added_at"],
            },
        ),
        migrations.AddField(
            model_name="hearingcomment",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="audits_joint.hearingfile",
            ),
        ),
        migrations.RunPython(name_sections, migrations.RunPython.noop),
    ]
