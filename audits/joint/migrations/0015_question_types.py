"""Questions of several types, with conditions and per concept; exceptions, rival answers, parts of colleagues."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import audits.joint.models.questions


class Migration(migrations.Migration):
    dependencies = [
        ("audits_joint", "0014_risk_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerException",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Ja"),
                            ("partly", "Delvist"),
                            ("no", "Nej"),
                            ("not_relevant", "Ikke relevant"),
                            ("given", "Besvaret"),
                        ],
                        max_length=12,
                        verbose_name="svar",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=4000, verbose_name="uddybning")),
            ],
            options={
                "verbose_name": "undtagelsen",
                "ordering": ["audit_system__name"],
            },
        ),
        migrations.CreateModel(
            name="PartAssignment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("part", models.CharField(max_length=16, verbose_name="afsnit")),
                ("person_id", models.UUIDField()),
                ("name", models.CharField(max_length=300, verbose_name="navn")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("by_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "fordelingen",
                "ordering": ["part"],
            },
        ),
        migrations.CreateModel(
            name="RivalAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("content", models.JSONField(verbose_name="indhold")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(null=True, verbose_name="afgjort")),
                ("settled_by_name", models.CharField(blank=True, max_length=300, verbose_name="afgjort af")),
            ],
            options={
                "verbose_name": "det andet svar",
                "ordering": ["at"],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="change",
            field=models.CharField(
                blank=True,
                choices=[("unchanged", "Uændret"), ("changed", "Ændret")],
                max_length=9,
                verbose_name="siden sidst",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="previous",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="audits_joint.answer",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="value",
            field=models.JSONField(blank=True, null=True, verbose_name="svarets indhold"),
        ),
        migrations.AddField(
            model_name="answer",
            name="version",
            field=models.PositiveIntegerField(default=0, verbose_name="gemt gange"),
        ),
        migrations.AddField(
            model_name="question",
            name="asked_if",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="asks_more",
                to="audits_joint.question",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="asked_if_answers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="concepts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                default=audits.joint.models.questions.all_concepts,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="help_text_en",
            field=models.TextField(blank=True, verbose_name="vejledning på engelsk"),
        ),
        migrations.AddField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assessment", "Ja, delvist, nej eller ikke relevant"),
                    ("text", "Tekst"),
                    ("date", "Dato"),
                    ("number", "Tal"),
                    ("options", "Valg mellem svar"),
                    ("table", "Tabel"),
                    ("file", "Fil"),
                ],
                default="assessment",
                max_length=10,
                verbose_name="svartype",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="lineage",
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name="question",
            name="nis2",
            field=models.CharField(
                blank=True,
                choices=[
                    ("a", "a) Risikoanalyse og politikker"),
                    ("b", "b) Håndtering af hændelser"),
                    ("c", "c) Driftskontinuitet og sikkerhedskopier"),
                    ("d", "d) Forsyningskæden"),
                    ("e", "e) Anskaffelse, udvikling og sårbarheder"),
                    ("f", "f) Vurdering af foranstaltningernes virkning"),
                    ("g", "g) Cyberhygiejne og uddannelse"),
                    ("h", "h) Kryptografi"),
                    ("i", "i) Personale, adgang og aktiver"),
                    ("j", "j) Flere faktorer og sikret kommunikation"),
                ],
                max_length=1,
                verbose_name="NIS 2-krav",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="optional",
            field=models.BooleanField(default=False, verbose_name="må stå tomt"),
        ),
        migrations.AddField(
            model_name="question",
            name="options",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="options_en",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="section",
            field=models.CharField(
                blank=True,
                choices=[
                    ("company", "Virksomheden og ydelsen"),
                    ("instruction", "Instruks"),
                    ("governance", "Politikker og styring"),
                    ("staff", "Medarbejdere"),
                    ("risk", "Risikovurdering"),
                    ("access", "Adgang"),
                    ("encryption", "Kryptering"),
                    ("logging", "Logning og overvågning"),
                    ("backup", "Sikkerhedskopier og beredskab"),
                    ("vulnerability", "Sårbarheder og opdateringer"),
                    ("development", "Udvikling og test"),
                    ("physical", "Fysisk sikkerhed"),
                    ("subprocessors", "Underdatabehandlere"),
                    ("locations", "Placering og tredjelande"),
                    ("deletion", "Sletning og tilbagelevering"),
                    ("assistance", "De registreredes rettigheder"),
                    ("breaches", "Brud på persondatasikkerheden"),
                    ("certificates", "Certifikater og erklæringer"),
                    ("ai", "Kunstig intelligens"),
                    ("remarks", "Praktisk og egne bemærkninger"),
                ],
                max_length=16,
                verbose_name="afsnit",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="text_en",
            field=models.TextField(blank=True, verbose_name="spørgsmål på engelsk"),
        ),
        migrations.AddField(
            model_name="question",
            name="weight",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "Almindelig"), (2, "Vigtig"), (3, "Afgørende")], default=1, verbose_name="vægt"
            ),
        ),
        migrations.AlterField(
            model_name="answer",
            name="choice",
            field=models.CharField(
                blank=True,
                choices=[
                    ("yes", "Ja"),
                    ("partly", "Delvist"),
                    ("no", "Nej"),
                    ("not_relevant", "Ikke relevant"),
                    ("given", "Besvaret"),
                ],
                max_length=12,
                verbose_name="svar",
            ),
        ),
        migrations.AlterField(
            model_name="answer",
            name="objective",
            field=models.CharField(
                blank=True,
                choices=[
                    ("A", "A. Instruks"),
                    ("B", "B. Tekniske foranstaltninger"),
                    ("C", "C. Organisatoriske foranstaltninger"),
                    ("D", "D. Sletning og tilbagelevering"),
                    ("E", "E. Opbevaring"),
                    ("F", "F. Underdatabehandlere"),
                    ("G", "G. Tredjelande"),
                    ("H", "H. De registreredes rettigheder"),
                    ("I", "I. Brud på persondatasikkerheden"),
                ],
                max_length=1,
                verbose_name="kontrolmål",
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="objective",
            field=models.CharField(
                blank=True,
                choices=[
                    ("A", "A. Instruks"),
                    ("B", "B. Tekniske foranstaltninger"),
                    ("C", "C. Organisatoriske foranstaltninger"),
                    ("D", "D. Sletning og tilbagelevering"),
                    ("E", "E. Opbevaring"),
                    ("F", "F. Underdatabehandlere"),
                    ("G", "G. Tredjelande"),
                    ("H", "H. De registreredes rettigheder"),
                    ("I", "I. Brud på persondatasikkerheden"),
                ],
                max_length=1,
                verbose_name="kontrolmål",
            ),
        ),
        migrations.RunSQL(
            "UPDATE audits_joint_question SET lineage = id",  # each its own until the next version copies it
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="question",
            name="lineage",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("question_set", "lineage"), name="audits_question_lineage_once"
            ),
        ),
        migrations.AddField(
            model_name="answerexception",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exceptions",
                to="audits_joint.answer",
            ),
        ),
        migrations.AddField(
            model_name="answerexception",
            name="audit_system",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exceptions",
                to="audits_joint.auditsystem",
            ),
        ),
        migrations.AddField(
            model_name="partassignment",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assignments",
                to="audits_joint.questionnaire",
            ),
        ),
        migrations.AddField(
            model_name="rivalanswer",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rivals", to="audits_joint.answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerexception",
            constraint=models.UniqueConstraint(
                fields=("answer", "audit_system"), name="audits_answerexception_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice", ""), ("comment", ""), _negated=True),
                name="audits_answerexception_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="partassignment",
            constraint=models.UniqueConstraint(
                fields=("questionnaire", "part"), name="audits_part_assigned_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rivalanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("settled_by_name", "")),
                    models.Q(("settled_at__isnull", False), models.Q(("settled_by_name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="audits_rival_settled_by_somebody",
            ),
        ),
    ]
