"""The plan for the board is a Word template as well."""

from django.db import migrations, models

KINDS = [
    ("notice", "Varsel om tilsyn"),
    ("hearing", "Høring over udkast til tilsynsrapport"),
    ("report", "Tilsynsrapport"),
    ("board_plan", "Tilsynsplan til bestyrelsen"),
    ("agreement", "Databehandleraftale til underskrift"),
    ("appendix_b", "Bilag B i en ny version"),
    ("supplement", "Tillæg til databehandleraftale"),
    ("termination", "Opsigelse af databehandleraftale"),
]


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_partial_uploads")]

    operations = [
        migrations.AlterField(
            model_name="wordtemplate",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="dokument"),
        )
    ]
