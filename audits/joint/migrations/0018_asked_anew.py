"""Which questions are answered anew each time."""

from typing import Any

from django.db import migrations, models

from audits.joint.questions.shipped import shipped_questions


def mark(apps: Any, schema_editor: Any) -> None:
    """Mark the shipped questions that are about the period itself, in every version that has them."""
    anew = [each["lineage"] for each in shipped_questions() if each["anew"]]
    apps.get_model("audits_joint", "Question").objects.filter(lineage__in=anew).update(anew=True)


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0017_plan")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="anew",
            field=models.BooleanField(default=False, verbose_name="besvares på ny hver gang"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
