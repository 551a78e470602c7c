"""Deadlines and rules of joint supervision as dated configuration, and the first question list."""

from datetime import date
from typing import Any

from django.db import migrations

from audits.joint.questionlist import NAME, QUESTIONS

PRACTICE = "Sekretariatets praksis; vedtages af bestyrelsen"
FINDING_DAYS = {
    "recommendation": {},
    "minor": {"days": 90},
    "undocumented": {"days": 30},
    "major": {"days": 30},
    "critical": {"working_days": 5},
}
LETTERHEAD = {
    "navn": "Det fælles databehandlersekretariat",
    "adresse": "",
    "mail": "",
    "telefon": "",
}
MANDATE = (
    "Som medlemmer har kommunerne givet sekretariatet fuldmagt til at forberede og gennemføre tilsynet for "
    "dem. Hver kommune er fortsat dataansvarlig og tager selv stilling til tilsynets resultat."
)
GUIDE = "Datatilsynets vejledning om tilsyn med databehandlere, oktober 2021"
VALUES = [
    ("audit.answer_working_days", 25, PRACTICE),
    ("audit.more_working_days", 10, PRACTICE),
    ("audit.hearing_working_days", 10, PRACTICE),
    ("audit.decision_days", 30, PRACTICE),
    ("audit.finding_days", FINDING_DAYS, PRACTICE),
    ("audit.second_read_one_in", 10, PRACTICE),
    ("audit.mandate", MANDATE, "Foreningens vedtægter"),
    ("audit.guide", GUIDE, GUIDE),
    ("secretariat.letterhead", LETTERHEAD, "Sekretariatets egne oplysninger"),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store what is not there; what an administrator has changed stays."""
    legal_value = apps.get_model("workflows", "LegalValue")
    for key, value, source in VALUES:
        legal_value.objects.get_or_create(
            key=key,
            valid_from=date(2022, 1, 1),
            defaults={"value": value, "source": source, "confirmed": False},
        )
    question_set = apps.get_model("audits_joint", "QuestionSet")
    question = apps.get_model("audits_joint", "Question")
    if not question_set.objects.exists():
        first = question_set.objects.create(name=NAME, version=1, in_force=True)
        question.objects.bulk_create(
            question(question_set=first, objective=objective, number=number, text=text, help_text=guidance)
            for number, (objective, text, guidance) in enumerate(QUESTIONS, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0001_initial"), ("workflows", "0001_initial")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
