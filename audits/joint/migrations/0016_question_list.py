"""The question list with sections, types and English: what is stored in place of the first one, or beside it."""

from typing import Any

from django.db import migrations

from audits.joint import questionlist
from audits.joint.questions.shipped import shipped_name, shipped_questions


def store(apps: Any, schema_editor: Any) -> None:
    """Put the shipped list in force where the first one stands as it was shipped.

    A list that the secretariat has changed stays in force. A list that cases have been asked by stays as
    their version of it; one that nobody was ever asked by is replaced.
    """
    question_set = apps.get_model("audits_joint", "QuestionSet")
    in_force = question_set.objects.filter(in_force=True).first()
    if in_force is None or not _is_as_shipped(in_force):
        return
    _name_lineage(in_force)
    used = apps.get_model("audits_joint", "Questionnaire").objects.filter(question_set=in_force).exists()
    newer = question_set.objects.filter(version__gt=in_force.version).exists()
    if newer:
        return
    version = in_force.version + 1 if used else in_force.version
    if used:
        question_set.objects.filter(pk=in_force.pk).update(in_force=False)
    else:
        in_force.questions.all().delete()
        in_force.delete()
    made = question_set.objects.create(name=shipped_name(), version=version, in_force=True)
    _fill(apps.get_model("audits_joint", "Question"), made)


def _is_as_shipped(in_force: Any) -> bool:
    texts = list(in_force.questions.order_by("number").values_list("text", flat=True))
    return texts == [text for _, text, _ in questionlist.QUESTIONS]


def _name_lineage(in_force: Any) -> None:
    """Let the first list's questions be known as the same ones in the new list: the words are the same."""
    known = {each["text"]: each["lineage"] for each in shipped_questions()}
    for each in in_force.questions.all():
        each.lineage = known.get(each.text, each.lineage)
        each.save(update_fields=["lineage"])


def _fill(question: Any, made: Any) -> None:
    rows = {}
    for fields in shipped_questions():
        fields.pop("anew")  # comes with the next migration
        depends_on = rows.get(fields.pop("if_lineage"))
        row = question(question_set=made, asked_if=depends_on, **fields)
        rows[row.lineage] = row
    question.objects.bulk_create(rows.values())


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0015_question_types")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
