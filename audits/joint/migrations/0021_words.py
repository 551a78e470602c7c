"""Searching in answers: an index of their words, and the words with how they may be misspelt."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import workflows.searching


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0020_hearing_by_section")]

    operations = [
        migrations.CreateModel(
            name="AnswerWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
            ],
            options={
                "verbose_name": "ord i svar",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["forms"], name="audits_answerword_forms")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="answer",
            index=django.contrib.postgres.indexes.GinIndex(
                workflows.searching.Words("comment"), name="audits_answer_words"
            ),
        ),
    ]
