"""The tables of this room, as its models tell them."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import audits.joint.models.questions
import workflows.searching
import workflows.states


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("audits_joint", "0001_initial"),
        ("audits_joint", "0002_values_and_questions"),
        ("audits_joint", "0003_delivery_clock"),
        ("audits_joint", "0004_told_and_due"),
        ("audits_joint", "0005_parcels"),
        ("audits_joint", "0006_reminders"),
        ("audits_joint", "0007_rounds"),
        ("audits_joint", "0008_findings_and_standards"),
        ("audits_joint", "0009_desk"),
        ("audits_joint", "0010_lower_concept"),
        ("audits_joint", "0011_contact_rounds"),
        ("audits_joint", "0012_sharing"),
        ("audits_joint", "0013_report_editions"),
        ("audits_joint", "0014_risk_reminders"),
        ("audits_joint", "0015_question_types"),
        ("audits_joint", "0016_question_list"),
        ("audits_joint", "0017_plan"),
        ("audits_joint", "0018_asked_anew"),
        ("audits_joint", "0019_statement_reminders"),
        ("audits_joint", "0020_hearing_by_section"),
        ("audits_joint", "0021_words"),
        ("audits_joint", "0022_transfers_in_statements"),
        ("audits_joint", "0023_mandate_in_english"),
        ("audits_joint", "0024_shown_as"),
        ("audits_joint", "0025_from_chain"),
        ("audits_joint", "0026_members_told"),
        ("audits_joint", "0027_boardreport"),
        ("audits_joint", "0028_own_plan"),
    ]

    dependencies = [
        ("documents", "0001_tables"),
        ("register", "0001_tables"),
        ("tenants", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditRound",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("deadline", models.DateField(verbose_name="svarfrist")),
                ("intro", models.TextField(blank=True, verbose_name="indledning til leverandørerne")),
                ("leaves_at", models.DateTimeField(verbose_name="mailene går")),
                ("job_id", models.UUIDField(null=True)),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="sat i gang af")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sat i gang"),
                ),
            ],
            options={
                "verbose_name": "tilsynsrunden",
                "verbose_name_plural": "tilsynsrunder",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ContactRound",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("answer_by", models.DateField(verbose_name="svar ønskes senest")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="sendt af")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sendt")),
            ],
            options={
                "verbose_name": "kontaktrunden",
                "verbose_name_plural": "kontaktrunder",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="PlanPresentation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("due", models.DateField(verbose_name="tiltrædes senest")),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="følgebrev")),
                ("members", models.PositiveSmallIntegerField(verbose_name="kommuner")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="forelagt af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="forelagt")),
            ],
            options={
                "verbose_name": "forelæggelsen",
                "verbose_name_plural": "forelæggelser",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="ReportVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "ny version"),
                            ("correction", "rettelse"),
                            ("withdrawal", "tilbagetrækning"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="slags",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="hvorfor")),
                ("made_at", models.DateTimeField(null=True, verbose_name="dannet")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sendt")),
                ("sent_by_id", models.UUIDField(null=True)),
                ("sent_by_name", models.CharField(blank=True, max_length=300, verbose_name="sendt af")),
                ("due", models.DateField(null=True, verbose_name="stillingtagen senest")),
            ],
            options={
                "verbose_name": "udgaven",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ReviewedException",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("control", models.CharField(blank=True, max_length=100, verbose_name="kontrol")),
                (
                    "objective",
                    models.CharField(
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
                ("text", models.TextField(max_length=3000, verbose_name="revisors tekst")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="ledelsens svar")),
            ],
            options={
                "verbose_name": "undtagelsen",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("isae3000", "ISAE 3000-erklæring om databeskyttelse"),
                            ("isae3000_limited", "ISAE 3000-erklæring, begrænset sikkerhed"),
                            ("isae3402", "ISAE 3402-erklæring"),
                            ("soc2", "SOC 2-rapport"),
                            ("iso27001", "ISO 27001- eller 27701-certifikat"),
                            ("statement", "Ledelseserklæring"),
                            ("policy", "Politik eller procedure"),
                            ("subprocessors", "Liste over underdatabehandlere"),
                            ("inspection", "Referat af inspektion"),
                            ("other", "Anden dokumentation"),
                        ],
                        max_length=20,
                        verbose_name="slags",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="udsteder")),
                ("retired_at", models.DateTimeField(null=True, verbose_name="bruges ikke længere")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
            ],
            options={
                "verbose_name": "dokumentet",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                (
                    "objective",
                    models.CharField(
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
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("text", models.TextField(verbose_name="spørgsmål")),
                ("help_text", models.TextField(blank=True, verbose_name="vejledning")),
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
                ("value", models.JSONField(blank=True, null=True, verbose_name="svarets indhold")),
                (
                    "change",
                    models.CharField(
                        blank=True,
                        choices=[("unchanged", "Uændret"), ("changed", "Ændret")],
                        max_length=9,
                        verbose_name="siden sidst",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, verbose_name="gemt gange")),
                ("saved_at", models.DateTimeField(null=True, verbose_name="gemt")),
                ("saved_by_name", models.CharField(blank=True, max_length=300, verbose_name="gemt af")),
                ("asked", models.TextField(blank=True, verbose_name="spørgsmål fra sekretariatet")),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="audits_joint.answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "svaret",
                "ordering": ["number"],
            },
        ),
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
        migrations.CreateModel(
            name="Audit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_number", models.CharField(max_length=20, unique=True, verbose_name="sagsnummer")),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="kvartal")),
                ("case_worker_id", models.UUIDField(verbose_name="sagsbehandler (id)")),
                ("case_worker_name", models.CharField(max_length=150, verbose_name="sagsbehandler")),
                ("case_worker_phone", models.CharField(blank=True, max_length=30, verbose_name="telefon")),
                ("case_worker_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "concept",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1. Intet yderligere tilsyn"),
                            (2, "2. Bekræftelse"),
                            (3, "3. Skriftlig status"),
                            (4, "4. Certificering eller adfærdskodeks"),
                            (5, "5. Uafhængig tredjeparts tilsyn"),
                            (6, "6. Eget eller fælles tilsyn"),
                        ],
                        default=3,
                        verbose_name="tilsynskoncept",
                    ),
                ),
                ("intro", models.TextField(blank=True, verbose_name="indledning til leverandøren")),
                ("deadline", models.DateField(blank=True, null=True, verbose_name="svarfrist")),
                ("announced_at", models.DateTimeField(blank=True, null=True, verbose_name="varslet")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=150, verbose_name="leverandørens kontaktperson"),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="kontaktpersonens e-mail"),
                ),
                (
                    "hearing_wanted",
                    models.BooleanField(default=False, verbose_name="høring ønsket uden forhold"),
                ),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("planned", "planlagt"),
                            ("announced", "varslet"),
                            ("awaiting", "afventer materiale"),
                            ("review", "under gennemgang"),
                            ("awaiting_more", "afventer supplerende oplysninger"),
                            ("hearing", "udkast i høring"),
                            ("second_reading", "hos kvalitetslæser"),
                            ("ready", "klar til udsendelse"),
                            ("published", "sendt til kommunerne"),
                            ("follow_up", "under opfølgning"),
                            ("closed", "afsluttet"),
                            ("cancelled", "aflyst"),
                            ("not_possible", "kunne ikke gennemføres"),
                            ("withdrawn", "trukket tilbage"),
                        ],
                        default="planned",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="siden"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audits",
                        to="register.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name": "tilsynet",
                "verbose_name_plural": "tilsyn",
                "indexes": [
                    models.Index(fields=["state", "deadline"], name="audits_audit_state"),
                    models.Index(fields=["case_worker_id", "state"], name="audits_audit_worker"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                        name="audits_audit_quarter",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(verbose_name="notat")),
                (
                    "spoke_with",
                    models.CharField(blank=True, db_default="", max_length=200, verbose_name="talt med"),
                ),
                ("about", models.CharField(blank=True, db_default="", max_length=200, verbose_name="om")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="audits_joint.audit",
                    ),
                ),
            ],
            options={
                "verbose_name": "notat",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="AuditSystem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("name", models.CharField(max_length=300, verbose_name="system")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="systems",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audits",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "system i tilsynet",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "system"), name="audits_auditsystem_once")
                ],
            },
        ),
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
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="audits_joint.answer",
                    ),
                ),
                (
                    "audit_system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="audits_joint.auditsystem",
                    ),
                ),
            ],
            options={
                "verbose_name": "undtagelsen",
                "ordering": ["audit_system__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "audit_system"), name="audits_answerexception_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice", ""), ("comment", ""), _negated=True),
                        name="audits_answerexception_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("number", models.PositiveSmallIntegerField(verbose_name="udgave")),
                ("audits", models.PositiveIntegerField(verbose_name="tilsyn")),
                ("made_by_name", models.CharField(max_length=300, verbose_name="dannet af")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="dannet")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="godkendt")),
                (
                    "adopted_note",
                    models.CharField(blank=True, max_length=500, verbose_name="bestyrelsens bemærkning"),
                ),
                (
                    "adopted_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="godkendelsen noteret af"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "bestyrelsens plan",
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="audits_boardplan_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_by_name", ""), ("adopted_on", None)),
                            models.Q(
                                ("adopted_on__isnull", False),
                                models.Q(("adopted_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_boardplan_adopted_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("number", models.PositiveSmallIntegerField(verbose_name="udgave")),
                ("figures", models.JSONField(default=dict, verbose_name="tal")),
                ("made_by_id", models.UUIDField()),
                ("made_by_name", models.CharField(max_length=300, verbose_name="dannet af")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="dannet")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "årsberetningen",
                "verbose_name_plural": "årsberetninger",
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="audits_boardreport_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseVisit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("person_id", models.UUIDField(verbose_name="hvem (id)")),
                ("here_at", models.DateTimeField(verbose_name="her nu")),
                ("before", models.DateTimeField(null=True, verbose_name="her sidst")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="audits_joint.audit",
                    ),
                ),
            ],
            options={
                "verbose_name": "besøg på sagen",
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "person_id"), name="audits_visit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactAsk",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=150, verbose_name="navn")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(verbose_name="udløber")),
                ("mail_id", models.UUIDField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("same", "er stadig kontaktperson"), ("other", "oplyser en anden")],
                        max_length=10,
                        verbose_name="svar",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="besvaret")),
                ("new_name", models.CharField(blank=True, max_length=150, verbose_name="ny kontaktperson")),
                ("new_email", models.CharField(blank=True, max_length=254, verbose_name="ny e-mail")),
                ("new_phone", models.CharField(blank=True, max_length=30, verbose_name="nyt telefonnummer")),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "den nye er indført"),
                            ("dismissed", "den nye er ikke indført"),
                        ],
                        max_length=10,
                        verbose_name="afgørelse",
                    ),
                ),
                ("settled_by_name", models.CharField(blank=True, max_length=300, verbose_name="afgjort af")),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.suppliercontact",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.supplier"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asks",
                        to="audits_joint.contactround",
                    ),
                ),
            ],
            options={
                "verbose_name": "spørgsmålet til kontaktpersonen",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "supplier"), name="audits_contactask_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="audits_contactask_answer_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryClock",
            fields=[
                ("only_row", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("moment", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("only_row", True)), name="audits_one_clock")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpectedStatement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("expected_on", models.DateField(verbose_name="ventes")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="perioden slutter")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="bemærkning")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="oplyst af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="oplyst")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="register.supplier"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "den ventede erklæring",
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["supplier", "-at"], name="audits_expected_last")],
            },
        ),
        migrations.CreateModel(
            name="ExtensionRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("wanted", models.DateField(verbose_name="ønsket frist")),
                ("reason", models.TextField(max_length=2000, verbose_name="begrundelse")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[("requested", "anmodet"), ("granted", "givet"), ("refused", "afslået")],
                        default="requested",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="svar")),
                ("granted_until", models.DateField(blank=True, null=True, verbose_name="ny frist")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("by_name", models.CharField(max_length=300)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="audits_joint.audit",
                    ),
                ),
            ],
            options={
                "verbose_name": "anmodningen om udsættelse",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "requested")),
                        fields=("audit",),
                        name="audits_extension_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                (
                    "objective",
                    models.CharField(
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recommendation", "anbefaling"),
                            ("minor", "mindre afvigelse"),
                            ("undocumented", "ikke dokumenteret"),
                            ("major", "væsentlig afvigelse"),
                            ("critical", "kritisk afvigelse"),
                        ],
                        max_length=16,
                        verbose_name="slags",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="overskrift")),
                ("text", models.TextField(max_length=4000, verbose_name="beskrivelse")),
                (
                    "action",
                    models.TextField(
                        blank=True, db_default="", max_length=2000, verbose_name="hvad leverandøren skal gøre"
                    ),
                ),
                ("deadline", models.DateField(blank=True, null=True, verbose_name="frist")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("found", "konstateret"),
                            ("hearing", "i høring"),
                            ("upheld", "fastholdt"),
                            ("dropped", "frafaldet"),
                            ("awaiting_plan", "afventer handlingsplan"),
                            ("plan_received", "handlingsplan modtaget"),
                            ("remedying", "under udbedring"),
                            ("documented", "dokumentation modtaget"),
                            ("confirmed", "udbedring bekræftet"),
                            ("closed", "lukket"),
                            ("next_audit", "følges op ved næste tilsyn"),
                            ("reopened", "genåbnet"),
                            ("presented", "forelagt kommunerne"),
                        ],
                        default="found",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("plan", models.TextField(blank=True, max_length=4000, verbose_name="handlingsplan")),
                ("plan_done_by", models.DateField(blank=True, null=True, verbose_name="planens slutdato")),
                ("heard_at", models.DateTimeField(null=True, verbose_name="sendt i høring")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "audit_system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="audits_joint.auditsystem",
                    ),
                ),
            ],
            options={
                "verbose_name": "forholdet",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="FindingStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("text", models.TextField(max_length=4000, verbose_name="hvad der er gjort")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("by_name", models.CharField(max_length=300)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handed_in",
                        to="audits_joint.finding",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumentation for udbedring",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="FollowedUp",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "bragt i orden"),
                            ("again", "ikke bragt i orden, nyt forhold"),
                            ("later", "følges op igen ved næste tilsyn"),
                        ],
                        max_length=5,
                        verbose_name="resultat",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="hvad vi har set")),
                ("at", models.DateTimeField(auto_now=True)),
                ("by_name", models.CharField(max_length=300)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_up",
                        to="audits_joint.finding",
                    ),
                ),
                (
                    "new_finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follows",
                        to="audits_joint.finding",
                    ),
                ),
            ],
            options={
                "verbose_name": "opfølgning fra sidst",
                "ordering": ["finding__audit__case_number", "finding__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "finding"), name="audits_followed_up_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("from_id", models.UUIDField()),
                ("from_name", models.CharField(max_length=150, verbose_name="fra")),
                ("from_phone", models.CharField(blank=True, max_length=30)),
                ("from_email", models.EmailField(blank=True, max_length=254)),
                ("to_id", models.UUIDField()),
                ("to_name", models.CharField(max_length=150, verbose_name="til")),
                ("to_phone", models.CharField(blank=True, max_length=30)),
                ("to_email", models.EmailField(blank=True, max_length=254)),
                ("first_day", models.DateField(verbose_name="fra og med")),
                ("last_day", models.DateField(verbose_name="til og med")),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("planned", "begynder senere"),
                            ("running", "i gang"),
                            ("ended", "afsluttet"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="aftalt af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="aftalt")),
            ],
            options={
                "verbose_name": "overdragelsen",
                "ordering": ["-first_day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="audits_handover_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="audits_joint.audit"
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="audits_joint.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "den overdragne sag",
                "constraints": [
                    models.UniqueConstraint(fields=("handover", "audit"), name="audits_handovercase_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="runde")),
                ("deadline", models.DateField(verbose_name="høringsfrist")),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="sendt i høring")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="besvaret")),
                (
                    "answered_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="besvaret af"),
                ),
                ("no_comments", models.BooleanField(default=False, verbose_name="ingen bemærkninger")),
                ("sections", models.JSONField(db_default=[], default=list)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hearings",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "høringen",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "number"), name="audits_hearing_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by_name", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_hearing_answered_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HearingFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("read", models.PositiveIntegerField(verbose_name="læste bemærkninger")),
                ("faults", models.JSONField(default=list)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("added_by_name", models.CharField(max_length=300)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="audits_joint.hearing",
                    ),
                ),
            ],
            options={
                "verbose_name": "høringssvaret som fil",
                "ordering": ["added_at"],
            },
        ),
        migrations.CreateModel(
            name="HearingComment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("section", models.CharField(db_default="general", default="general", max_length=60)),
                (
                    "heading",
                    models.CharField(blank=True, db_default="", max_length=300, verbose_name="afsnit"),
                ),
                (
                    "quote",
                    models.TextField(blank=True, db_default="", max_length=2000, verbose_name="ordene"),
                ),
                (
                    "proposal",
                    models.TextField(
                        blank=True, db_default="", max_length=4000, verbose_name="foreslået ordlyd"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("page", "skrevet på siden"), ("word", "læst i Word-filen")],
                        db_default="page",
                        default="page",
                        max_length=4,
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        blank=True, db_default="", max_length=150, verbose_name="kommentarens forfatter"
                    ),
                ),
                (
                    "dropped",
                    models.BooleanField(db_default=False, default=False, verbose_name="taget tilbage"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "imødekommet"),
                            ("partly", "delvist imødekommet"),
                            ("not", "ikke imødekommet"),
                        ],
                        db_default="",
                        max_length=6,
                        verbose_name="resultat",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="bemærkning")),
                ("by_name", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("answer", models.TextField(blank=True, max_length=4000, verbose_name="svar")),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=300)),
                (
                    "audit_system",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="audits_joint.auditsystem",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="audits_joint.finding",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="audits_joint.hearing",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="audits_joint.hearingfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "høringsbemærkning",
                "ordering": ["created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by_name", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_comment_answered_by_and_at",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LowerConcept",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "concept",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1. Intet yderligere tilsyn"),
                            (2, "2. Bekræftelse"),
                            (3, "3. Skriftlig status"),
                            (4, "4. Certificering eller adfærdskodeks"),
                            (5, "5. Uafhængig tredjeparts tilsyn"),
                            (6, "6. Eget eller fælles tilsyn"),
                        ],
                        verbose_name="tilsynskoncept",
                    ),
                ),
                (
                    "recommended",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1. Intet yderligere tilsyn"),
                            (2, "2. Bekræftelse"),
                            (3, "3. Skriftlig status"),
                            (4, "4. Certificering eller adfærdskodeks"),
                            (5, "5. Uafhængig tredjeparts tilsyn"),
                            (6, "6. Eget eller fælles tilsyn"),
                        ],
                        verbose_name="anbefalet mindste koncept",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="begrundelse")),
                ("asked_by_id", models.UUIDField()),
                ("asked_by_name", models.CharField(max_length=300, verbose_name="foreslået af")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="foreslået"),
                ),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("asked", "afventer godkendelse"),
                            ("approved", "godkendt"),
                            ("refused", "afslået"),
                            ("replaced", "afløst"),
                        ],
                        default="asked",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="svar")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="afgjort")),
                ("decided_by_id", models.UUIDField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=300, verbose_name="afgjort af")),
                ("statement", models.TextField(blank=True, verbose_name="rapportens ord om det")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lower_concepts",
                        to="audits_joint.audit",
                    ),
                ),
            ],
            options={
                "verbose_name": "lavere koncept",
                "ordering": ["-asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by_id", None), ("decided_by_name", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by_id__isnull", False),
                                models.Q(("decided_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_lower_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(("decided_by_id", models.F("asked_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="audits_lower_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("audit",),
                        name="audits_lower_asked_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MunicipalDuty",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("text", models.CharField(max_length=500, verbose_name="opgave")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="audits_joint.audit",
                    ),
                ),
            ],
            options={
                "verbose_name": "kommunens egen opgave",
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("audit", "number"), name="audits_duty_once")],
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("breach", "brud på persondatasikkerheden"),
                            ("qualified", "erklæring med forbehold"),
                            ("transfer", "ny overførsel til tredjeland"),
                            ("subproc", "ny underdatabehandler"),
                            ("owner", "nyt ejerskab"),
                            ("other", "andet"),
                        ],
                        max_length=10,
                        verbose_name="hændelse",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="sket")),
                ("text", models.CharField(max_length=500, verbose_name="hvad der er sket")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="noteret af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="noteret")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="register.supplier"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "hændelsen",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("lineage", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "section",
                    models.CharField(
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
                (
                    "objective",
                    models.CharField(
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
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("text", models.TextField(verbose_name="spørgsmål")),
                ("help_text", models.TextField(blank=True, verbose_name="vejledning")),
                ("text_en", models.TextField(blank=True, verbose_name="spørgsmål på engelsk")),
                ("help_text_en", models.TextField(blank=True, verbose_name="vejledning på engelsk")),
                (
                    "kind",
                    models.CharField(
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
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "options_en",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                ("optional", models.BooleanField(default=False, verbose_name="må stå tomt")),
                ("anew", models.BooleanField(default=False, verbose_name="besvares på ny hver gang")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Almindelig"), (2, "Vigtig"), (3, "Afgørende")],
                        default=1,
                        verbose_name="vægt",
                    ),
                ),
                (
                    "nis2",
                    models.CharField(
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
                (
                    "concepts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=audits.joint.models.questions.all_concepts,
                        size=None,
                    ),
                ),
                (
                    "asked_if_answers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "asked_if",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="asks_more",
                        to="audits_joint.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "spørgsmål",
                "verbose_name_plural": "spørgsmål",
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audits_joint.question"
            ),
        ),
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("sent", "sendt"),
                            ("answering", "under besvarelse"),
                            ("submitted", "indsendt"),
                            ("returned", "sendt retur til uddybning"),
                            ("reviewed", "gennemgået"),
                        ],
                        default="sent",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="indsendt")),
                (
                    "submitted_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="indsendt af"),
                ),
                (
                    "audit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questionnaire",
                        to="audits_joint.audit",
                    ),
                ),
            ],
            options={
                "verbose_name": "spørgeskemaet",
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
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="audits_joint.questionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "fordelingen",
                "ordering": ["part"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("questionnaire", "part"), name="audits_part_assigned_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="audits_joint.questionnaire",
            ),
        ),
        migrations.CreateModel(
            name="QuestionSet",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("in_force", models.BooleanField(default=False, verbose_name="i brug")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "spørgeskema",
                "verbose_name_plural": "spørgeskemaer",
                "constraints": [
                    models.UniqueConstraint(fields=("name", "version"), name="audits_questionset_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("in_force", True)),
                        fields=("in_force",),
                        name="audits_questionset_one_in_force",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="questionnaire",
            name="question_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audits_joint.questionset"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="question_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="audits_joint.questionset",
            ),
        ),
        migrations.CreateModel(
            name="RefusedProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=10)),
                ("mark", models.CharField(max_length=120)),
                ("reason", models.CharField(max_length=500, verbose_name="begrundelse")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="afvist af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="afvist")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="register.system"
                    ),
                ),
            ],
            options={
                "verbose_name": "det afviste forslag",
                "ordering": ["-at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "system", "mark"), name="audits_refusedproposal_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("summary", models.TextField(blank=True, max_length=4000, verbose_name="sammenfatning")),
                (
                    "summary_en",
                    models.TextField(
                        blank=True, db_default="", max_length=4000, verbose_name="sammenfatning på engelsk"
                    ),
                ),
                ("next_audit", models.CharField(blank=True, max_length=200, verbose_name="næste tilsyn")),
                (
                    "audit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report",
                        to="audits_joint.audit",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapporten",
            },
        ),
        migrations.CreateModel(
            name="ReportParcel",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="audits_joint.reportversion",
                    ),
                ),
                ("carried", models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name="reportversion",
            name="audit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="report_versions",
                to="audits_joint.audit",
            ),
        ),
        migrations.AddField(
            model_name="reportversion",
            name="body",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="reportversion",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="reportversion",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="audits_joint.report"
            ),
        ),
        migrations.CreateModel(
            name="ReportObjection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("municipality_id", models.UUIDField(null=True)),
                ("letter_id", models.UUIDField(null=True, unique=True)),
                ("from_name", models.CharField(max_length=300, verbose_name="fra")),
                ("text", models.TextField(max_length=4000, verbose_name="indsigelse")),
                ("by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                (
                    "raised_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="modtaget"),
                ),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("received", "modtaget"),
                            ("upheld", "imødekommet"),
                            ("refused", "ikke imødekommet"),
                        ],
                        default="received",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new_version", "Medhold: der udarbejdes en ny version"),
                            ("withdrawal", "Medhold: rapporten trækkes tilbage"),
                            ("refused", "Ikke medhold"),
                        ],
                        max_length=12,
                        verbose_name="afgørelse",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=4000, verbose_name="begrundelse")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="afgjort")),
                ("decided_by_id", models.UUIDField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=300, verbose_name="afgjort af")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="audits_joint.reportversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "indsigelsen",
                "ordering": ["raised_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by_id", None),
                                ("decided_by_name", ""),
                                ("outcome", ""),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by_id__isnull", False),
                                models.Q(("decided_by_name", ""), _negated=True),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_objection_decided_by_and_at",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportEdit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="udgave")),
                ("facts", models.CharField(max_length=64)),
                ("out_at", models.DateTimeField(verbose_name="hentet")),
                ("out_by_id", models.UUIDField()),
                ("out_by_name", models.CharField(max_length=300, verbose_name="hentet af")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="hvad der er rettet")),
                ("in_at", models.DateTimeField(null=True, verbose_name="lagt ind")),
                ("in_by_name", models.CharField(blank=True, max_length=300, verbose_name="lagt ind af")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="kasseret")),
                ("ended_by_name", models.CharField(blank=True, max_length=300, verbose_name="kasseret af")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "generated",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "given",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edits",
                        to="audits_joint.reportversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "redigeret udgave",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="audits_report_edit_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("file", None)),
                        fields=("version",),
                        name="audits_report_edit_one_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", None), ("in_at", None), ("in_by_name", "")),
                            models.Q(
                                ("file__isnull", False),
                                ("in_at__isnull", False),
                                models.Q(("in_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_report_edit_in_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by_name", "")),
                            models.Q(
                                ("ended_at__isnull", False), models.Q(("ended_by_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="audits_report_edit_ended_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "system_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.municipality",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="audits_joint.reportversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "kommunens egen fil",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "municipality"), name="audits_report_copy_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExceptionFinding",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "finding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="audits_joint.finding",
                    ),
                ),
                (
                    "exception",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="made",
                        to="audits_joint.reviewedexception",
                    ),
                ),
            ],
            options={
                "verbose_name": "forholdet fra en undtagelse",
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
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rivals",
                        to="audits_joint.answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "det andet svar",
                "ordering": ["at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by_name", "")),
                            models.Q(
                                ("settled_at__isnull", False),
                                models.Q(("settled_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_rival_settled_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "venter"),
                            ("sent", "varslet"),
                            ("failed", "ikke sendt"),
                            ("taken_back", "kaldt tilbage"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="udfald",
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke")),
                ("mail_id", models.UUIDField(null=True)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="siden")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="audits_joint.auditround",
                    ),
                ),
            ],
            options={
                "verbose_name": "tilsynet i runden",
                "constraints": [
                    models.UniqueConstraint(fields=("round", "audit"), name="audits_roundmember_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "waiting")),
                        fields=("audit",),
                        name="audits_roundmember_one_waiting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardText",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("series", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("in_force", models.BooleanField(default=True, verbose_name="i brug")),
                (
                    "objective",
                    models.CharField(
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recommendation", "anbefaling"),
                            ("minor", "mindre afvigelse"),
                            ("undocumented", "ikke dokumenteret"),
                            ("major", "væsentlig afvigelse"),
                            ("critical", "kritisk afvigelse"),
                        ],
                        max_length=16,
                        verbose_name="slags",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="overskrift")),
                ("text", models.TextField(max_length=4000, verbose_name="beskrivelse")),
                (
                    "action",
                    models.TextField(blank=True, max_length=2000, verbose_name="hvad leverandøren skal gøre"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="skrevet")),
                ("made_by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
            ],
            options={
                "verbose_name": "standardtekst",
                "verbose_name_plural": "standardtekster",
                "ordering": ["objective", "title"],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "version"), name="audits_standard_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("in_force", True)),
                        fields=("series",),
                        name="audits_standard_one_in_force",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="standard",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="audits_joint.standardtext",
            ),
        ),
        migrations.CreateModel(
            name="Reliance",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "delivers",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="hvad underdatabehandleren leverer"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("by_name", models.CharField(max_length=300)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="register.supplier"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reliances",
                        to="audits_joint.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "kæden",
                "ordering": ["created_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "supplier"), name="audits_reliance_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementReview",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("isae3000", "ISAE 3000-erklæring om databeskyttelse"),
                            ("isae3000_limited", "ISAE 3000-erklæring, begrænset sikkerhed"),
                            ("isae3402", "ISAE 3402-erklæring"),
                            ("soc2", "SOC 2-rapport"),
                            ("iso27001", "ISO 27001- eller 27701-certifikat"),
                            ("statement", "Ledelseserklæring"),
                            ("policy", "Politik eller procedure"),
                            ("subprocessors", "Liste over underdatabehandlere"),
                            ("inspection", "Referat af inspektion"),
                            ("other", "Anden dokumentation"),
                        ],
                        max_length=20,
                        verbose_name="slags",
                    ),
                ),
                (
                    "report_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("type1", "Type 1: kontrollernes udformning på en dato"),
                            ("type2", "Type 2: kontrollernes virkning i en periode"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("general", "Generel: alle leverandørens kunder"),
                            ("specific", "Efter den konkrete databehandleraftale"),
                        ],
                        max_length=10,
                        verbose_name="omfang",
                    ),
                ),
                (
                    "assurance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reasonable", "Høj grad af sikkerhed"),
                            ("limited", "Begrænset grad af sikkerhed"),
                        ],
                        max_length=10,
                        verbose_name="sikkerhed",
                    ),
                ),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="periode fra")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="periode til")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="udløber")),
                (
                    "objectives",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=1),
                        default=list,
                        size=None,
                        verbose_name="kontrolmål",
                    ),
                ),
                (
                    "left_out",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="udeladt af de dækkede kontrolmål"
                    ),
                ),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("clean", "Uden forbehold"),
                            ("emphasis", "Uden forbehold, med fremhævelse af forhold"),
                            ("qualified", "Med forbehold"),
                            ("adverse", "Afkræftende, eller ingen konklusion"),
                        ],
                        max_length=10,
                        verbose_name="konklusion",
                    ),
                ),
                (
                    "conclusion_text",
                    models.TextField(blank=True, max_length=4000, verbose_name="forbehold eller fremhævelse"),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("carve_out", "Partielmetoden: underdatabehandlerne er holdt ude"),
                            ("inclusive", "Helhedsmetoden: underdatabehandlerne er med"),
                            ("none", "Der er ingen underdatabehandlere"),
                        ],
                        max_length=10,
                        verbose_name="underdatabehandlere",
                    ),
                ),
                (
                    "subprocessors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                (
                    "transfer",
                    models.CharField(
                        blank=True, db_default="", max_length=500, verbose_name="ny overførsel til tredjeland"
                    ),
                ),
                (
                    "controls",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500), default=list, size=None
                    ),
                ),
                (
                    "checks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                (
                    "gap_note",
                    models.CharField(blank=True, max_length=500, verbose_name="tiden siden perioden"),
                ),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="notat")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="gennemgået")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "gennemgangen",
            },
        ),
        migrations.AddField(
            model_name="reviewedexception",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exceptions",
                to="audits_joint.statementreview",
            ),
        ),
        migrations.CreateModel(
            name="StatementVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="udgave")),
                (
                    "report_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("type1", "Type 1: kontrollernes udformning på en dato"),
                            ("type2", "Type 2: kontrollernes virkning i en periode"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "assurance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reasonable", "Høj grad af sikkerhed"),
                            ("limited", "Begrænset grad af sikkerhed"),
                        ],
                        max_length=10,
                        verbose_name="sikkerhed",
                    ),
                ),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="periode fra")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="periode til")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="udløber")),
                (
                    "next_wanted_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="den næste ventes"),
                ),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("closed", "Kun sekretariatet"),
                            ("read", "Kommunerne må læse den på siden"),
                            ("download", "Kommunerne må hente den"),
                        ],
                        default="closed",
                        max_length=10,
                        verbose_name="hvem må åbne den",
                    ),
                ),
                ("wish_reason", models.TextField(blank=True, max_length=1000, verbose_name="begrundelse")),
                (
                    "confidential",
                    models.JSONField(blank=True, default=list, verbose_name="fortrolige steder"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="audits_joint.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "udgaven",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "number"), name="audits_statement_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(db_index=True, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("isae3000", "ISAE 3000-erklæring om databeskyttelse"),
                            ("isae3000_limited", "ISAE 3000-erklæring, begrænset sikkerhed"),
                            ("isae3402", "ISAE 3402-erklæring"),
                            ("soc2", "SOC 2-rapport"),
                            ("iso27001", "ISO 27001- eller 27701-certifikat"),
                            ("statement", "Ledelseserklæring"),
                            ("policy", "Politik eller procedure"),
                            ("subprocessors", "Liste over underdatabehandlere"),
                            ("inspection", "Referat af inspektion"),
                            ("other", "Anden dokumentation"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="slags",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="periode fra")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="periode til")),
                (
                    "covers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        default=list,
                        size=None,
                        verbose_name="dækker systemerne",
                    ),
                ),
                (
                    "from_chain",
                    models.BooleanField(db_default=False, default=False, verbose_name="underdatabehandlers"),
                ),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("closed", "Kun sekretariatet"),
                            ("read", "Kommunerne må læse den på siden"),
                            ("download", "Kommunerne må hente den"),
                        ],
                        db_default="closed",
                        default="closed",
                        max_length=10,
                        verbose_name="leverandørens ønske",
                    ),
                ),
                (
                    "wish_reason",
                    models.TextField(
                        blank=True, db_default="", max_length=1000, verbose_name="leverandørens begrundelse"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("closed", "Kun sekretariatet"),
                            ("read", "Kommunerne må læse den på siden"),
                            ("download", "Kommunerne må hente den"),
                        ],
                        db_default="",
                        max_length=10,
                        verbose_name="adgang for kommunerne",
                    ),
                ),
                (
                    "level_reason",
                    models.TextField(blank=True, db_default="", max_length=1000, verbose_name="hvorfor"),
                ),
                (
                    "confidential",
                    models.JSONField(
                        blank=True, db_default=[], default=list, verbose_name="fortrolige steder"
                    ),
                ),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("received", "modtaget"),
                            ("checking", "kontrolleres"),
                            ("ready", "klar til gennemgang"),
                            ("quarantined", "i karantæne"),
                            ("sufficient", "tilstrækkelig"),
                            ("insufficient", "utilstrækkelig"),
                            ("replaced", "erstattet af nyere"),
                            ("shown", "forevist"),
                        ],
                        default="received",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="begrundelse")),
                ("shown_to", models.CharField(blank=True, max_length=200, verbose_name="forevist for")),
                (
                    "shown_by",
                    models.CharField(blank=True, db_default="", max_length=200, verbose_name="forevist af"),
                ),
                ("shown_on", models.DateField(blank=True, null=True, verbose_name="forevist den")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("by_name", models.CharField(max_length=300, verbose_name="afleveret af")),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="files",
                        to="audits_joint.answer",
                    ),
                ),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="audits_joint.audit",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaces",
                        to="audits_joint.evidence",
                    ),
                ),
                (
                    "shown_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_as",
                        to="audits_joint.statementversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumentationen",
                "ordering": ["created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("file__isnull", False),
                            models.Q(("shown_to", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="audits_evidence_file_or_shown",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SystemAssessment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("points_low", models.PositiveSmallIntegerField(null=True, verbose_name="point, mindst")),
                ("points_high", models.PositiveSmallIntegerField(null=True, verbose_name="point, højst")),
                (
                    "recommended_concept",
                    models.PositiveSmallIntegerField(null=True, verbose_name="anbefalet mindste koncept"),
                ),
                (
                    "members",
                    models.PositiveSmallIntegerField(default=0, verbose_name="kommuner ved planlægningen"),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("green", "grøn"), ("yellow", "gul"), ("red", "rød")],
                        max_length=6,
                        verbose_name="konklusion",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4096, verbose_name="konklusionens tekst")),
                (
                    "level_reason",
                    models.TextField(
                        blank=True,
                        db_default="",
                        max_length=1000,
                        verbose_name="hvorfor mildere end forholdene siger",
                    ),
                ),
                (
                    "audit_system",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessment",
                        to="audits_joint.auditsystem",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.scoreresult",
                    ),
                ),
            ],
            options={
                "verbose_name": "vurdering",
            },
        ),
        migrations.CreateModel(
            name="AnswerReview",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("accepted", "i orden"), ("returned", "sendes retur")],
                        max_length=10,
                        verbose_name="vurdering",
                    ),
                ),
                (
                    "question",
                    models.TextField(blank=True, max_length=2000, verbose_name="spørgsmål til leverandøren"),
                ),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review",
                        to="audits_joint.answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "vurdering af svar",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "accepted"),
                            models.Q(("question", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="audits_review_question_when_returned",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="answer",
            index=django.contrib.postgres.indexes.GinIndex(
                workflows.searching.Words("comment"), name="audits_answer_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("questionnaire", "question"), name="audits_answer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("question_set", "number"), name="audits_question_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("question_set", "lineage"), name="audits_question_lineage_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportversion",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="audits_version_once"),
        ),
        migrations.AddConstraint(
            model_name="reportversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sent_at", None)), fields=("report",), name="audits_version_one_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at", None), ("sent_by_id", None), ("sent_by_name", "")),
                    models.Q(
                        ("sent_at__isnull", False),
                        ("sent_by_id__isnull", False),
                        models.Q(("sent_by_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="audits_version_sent_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("audit", "number"), name="audits_finding_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewedexception",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="audits_exception_once"),
        ),
    ]
