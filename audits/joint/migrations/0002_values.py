"""Deadlines and rules of joint supervision as dated values, the shipped question list and standard texts."""

from typing import Any

from django.db import migrations

from audits.joint.questions.shipped import shipped_name, shipped_questions
from audits.joint.standardtexts import TEXTS
from workflows.shipped import FIRST_DAY, PRACTICE, store_rules, store_values

ADOPTED = "Sekretariatets praksis; vedtages af bestyrelsen"
ARTICLES = "Foreningens vedtægter"
GUIDE = "Datatilsynets vejledning om tilsyn med databehandlere, oktober 2021"
GUIDE_AND_PRACTICE = "Datatilsynets vejledning om tilsyn og sekretariatets praksis"
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
MANDATE_IN_ENGLISH = (
    "As members the municipalities have mandated the secretariat to prepare and carry out the audit for "
    "them. Each municipality remains the controller and decides for itself on the outcome of the audit."
)
RECURRENCE = {"2": 24, "3": 18, "4": 12, "5": 12, "6": 24}
VALUES = [
    ("audit.answer_working_days", 25, FIRST_DAY, ADOPTED, False),
    ("audit.more_working_days", 10, FIRST_DAY, ADOPTED, False),
    ("audit.hearing_working_days", 10, FIRST_DAY, ADOPTED, False),
    ("audit.decision_days", 30, FIRST_DAY, ADOPTED, False),
    ("audit.finding_days", FINDING_DAYS, FIRST_DAY, ADOPTED, False),
    ("audit.second_read_one_in", 10, FIRST_DAY, ADOPTED, False),
    ("audit.mandate", MANDATE, FIRST_DAY, ARTICLES, False),
    ("audit.mandate_en", MANDATE_IN_ENGLISH, FIRST_DAY, ARTICLES, False),
    ("audit.guide", GUIDE, FIRST_DAY, GUIDE, False),
    ("secretariat.letterhead", LETTERHEAD, FIRST_DAY, "Sekretariatets egne oplysninger", False),
    ("audit.round_hold_minutes", 60, FIRST_DAY, PRACTICE, True),
    ("audit.contact_confirmed_days", 180, FIRST_DAY, PRACTICE, True),
    ("audit.recurrence_months", RECURRENCE, FIRST_DAY, GUIDE_AND_PRACTICE, False),
    ("audit.statement_slack_months", 3, FIRST_DAY, GUIDE_AND_PRACTICE, False),
    ("audit.plan_months", 6, FIRST_DAY, GUIDE_AND_PRACTICE, False),
]
RULES = [
    ("audits.supplier_answers", -5, "supplier"),
    ("audits.supplier_answers", 5, "supplier"),
    ("audits.supplier_answers", 10, "management"),
    ("audits.supplier_answers", 20, "members"),
    ("audits.findings", -5, "supplier"),
    ("audits.findings", 5, "supplier"),
    ("audits.findings", 10, "management"),
    ("audits.findings", 12, "worker"),
    ("audits.hearing", -3, "supplier"),
    ("audits.contact_round", -3, "contact"),
    ("audits.contact_round", 3, "contact"),
    ("audits.risk_runs_out", -20, "municipality"),
    ("audits.risk_runs_out", 1, "municipality"),
    ("audits.next_statement", -20, "supplier"),
    ("audits.next_statement", 10, "supplier"),
    ("audits.own_tasks", -5, "responsible"),
    ("audits.own_tasks", 1, "responsible"),
]
MADE_BY = "Leveret med systemet"


def store(apps: Any, schema_editor: Any) -> None:
    """Store what is not there; a list or a library that is there stays as it is."""
    store_values(apps, VALUES)
    store_rules(apps, RULES)
    if not apps.get_model("audits_joint", "QuestionSet").objects.exists():
        store_questions(apps)
    library = apps.get_model("audits_joint", "StandardText")
    if not library.objects.exists():
        library.objects.bulk_create(
            library(
                objective=objective, kind=kind, title=title, text=text, action=action, made_by_name=MADE_BY
            )
            for objective, kind, title, text, action in TEXTS
        )


def store_questions(apps: Any) -> None:
    """Store the shipped list as version 1; what depends on a question stands after it."""
    question = apps.get_model("audits_joint", "Question")
    made = apps.get_model("audits_joint", "QuestionSet").objects.create(
        name=shipped_name(), version=1, in_force=True
    )
    rows = {}
    for fields in shipped_questions():
        depends_on = rows.get(fields.pop("if_lineage"))
        row = question(question_set=made, asked_if=depends_on, **fields)
        rows[row.lineage] = row
    question.objects.bulk_create(rows.values())


class Migration(migrations.Migration):
    replaces = [("audits_joint", "0029_task_reminders")]

    dependencies = [("audits_joint", "0001_tables"), ("workflows", "0003_values")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
