"""A template's structure, how long it is used, and which field each of its placeholders stands for."""

from typing import Any

from django.db import migrations, models

STRUCTURES = [
    ("dt2020", "Datatilsynets struktur (2020)"),
    ("eu2021_915", "EU's struktur (2021/915)"),
    ("supplier_own", "Leverandørens egen tekst med vores bilag"),
]
STATES = [
    ("mapping", "felter skal kobles"),
    ("draft", "udkast"),
    ("in_force", "i brug"),
    ("retired", "udgået"),
]


def name_structures(apps: Any, schema_editor: Any) -> None:
    """Every agreement template so far follows the Danish authority's structure."""
    templates = apps.get_model("documents", "WordTemplate")
    templates.objects.filter(kind="agreement", structure="").update(structure="dt2020")


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_cases_and_hashes")]

    operations = [
        migrations.RemoveConstraint(model_name="wordtemplate", name="documents_wordtemplate_once"),
        migrations.AddField(
            model_name="wordtemplate",
            name="structure",
            field=models.CharField(
                blank=True,
                choices=STRUCTURES,
                db_default="",
                default="",
                max_length=20,
                verbose_name="skabelontype",
            ),
        ),
        migrations.AddField(
            model_name="wordtemplate",
            name="valid_until",
            field=models.DateField(blank=True, null=True, verbose_name="gælder til og med"),
        ),
        migrations.AddField(
            model_name="wordtemplate",
            name="source_sha256",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=64, verbose_name="SHA-256 af kildefilen"
            ),
        ),
        migrations.AddField(
            model_name="wordtemplate",
            name="mapping",
            field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name="koblede felter"),
        ),
        migrations.AddField(
            model_name="wordtemplate",
            name="left_out_reason",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="begrundelse for manglende felter"
            ),
        ),
        migrations.AlterField(
            model_name="wordtemplate",
            name="state",
            field=models.CharField(choices=STATES, default="draft", max_length=10, verbose_name="status"),
        ),
        migrations.AddConstraint(
            model_name="wordtemplate",
            constraint=models.UniqueConstraint(
                fields=("kind", "structure", "language", "version"), name="documents_wordtemplate_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="wordtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="documents_wordtemplate_validity",
            ),
        ),
        migrations.RunPython(name_structures, migrations.RunPython.noop),
    ]
