from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_board_plan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="wordtemplate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("notice", "Varsel om tilsyn"),
                    ("hearing", "Høring over udkast til tilsynsrapport"),
                    ("report", "Tilsynsrapport"),
                    ("board_plan", "Tilsynsplan til bestyrelsen"),
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
    ]
