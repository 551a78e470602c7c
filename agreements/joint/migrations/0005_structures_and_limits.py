"""What a text is built like, the supplier's own wording, warnings that were seen, and more dated limits."""

from datetime import date
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

STRUCTURES = [
    ("dt2020", "Datatilsynets struktur (2020)"),
    ("eu2021_915", "EU's struktur (2021/915)"),
    ("supplier_own", "Leverandørens egen tekst med vores bilag"),
]
VALUES = [
    ("agreement.breach_hours_reason", 48, date(2022, 1, 1), "Sekretariatets praksis", True),
    (
        "agreement.localisation_countries",
        ["DK"],
        date(2018, 5, 25),
        "Databeskyttelseslovens § 3, stk. 9 (lokationskravet), jf. vejledning nr. 9557 af 30. juni 2020",
        True,
    ),
    (
        "agreement.adequate_countries",
        ["CA", "CH", "FO", "GB", "IL", "JP", "KR", "NZ"],
        date(2021, 12, 17),
        "EU-Kommissionens afgørelser efter artikel 45; Canada kun for erhvervsvirksomheder",
        False,
    ),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store each value unless an administrator has one for that day."""
    legal_value = apps.get_model("workflows", "LegalValue")
    for key, value, valid_from, source, confirmed in VALUES:
        legal_value.objects.get_or_create(
            key=key,
            valid_from=valid_from,
            defaults={"value": value, "source": source, "confirmed": confirmed},
        )


def name_kinds(apps: Any, schema_editor: Any) -> None:
    """Texts that are being written say in words what the supplier hands over: name its kind, too."""
    for copy in apps.get_model("agreements_joint", "WorkingCopy").objects.filter(values__has_key="tilsyn"):
        part = copy.values["tilsyn"]
        words = str(part.get("statement", "")).casefold()
        is_usual = "isae 3000" in words and "type 2" in words and "høj" in words
        part.setdefault("statement_kind", "isae3000_high_2" if is_usual else "other")
        copy.save(update_fields=["values"])


class Migration(migrations.Migration):
    dependencies = [
        ("agreements_joint", "0004_left_out_so_far"),
        ("documents", "0003_structures_and_mappings"),
        ("workflows", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="commontext",
            name="structure",
            field=models.CharField(
                choices=STRUCTURES,
                db_default="dt2020",
                default="dt2020",
                max_length=20,
                verbose_name="skabelontype",
            ),
        ),
        migrations.AddField(
            model_name="commontext",
            name="own_body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
                verbose_name="leverandørens egen tekst",
            ),
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="seen_warnings",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
    ]
