"""The tables of this room, as its models tell them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import workflows.states


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("agreements_joint", "0001_initial"),
        ("agreements_joint", "0002_legal_values"),
        ("agreements_joint", "0003_members"),
        ("agreements_joint", "0004_left_out_so_far"),
        ("agreements_joint", "0005_structures_and_limits"),
        ("agreements_joint", "0006_checked_copies"),
        ("agreements_joint", "0007_negotiation"),
        ("agreements_joint", "0008_versions_and_ends"),
        ("agreements_joint", "0009_notices"),
        ("agreements_joint", "0010_signing_service"),
        ("agreements_joint", "0011_values_of_sending"),
        ("agreements_joint", "0012_reminders"),
        ("agreements_joint", "0013_refused_acts"),
        ("agreements_joint", "0014_notice_reminders"),
    ]

    dependencies = [
        ("documents", "0001_tables"),
        ("register", "0001_tables"),
        ("tenants", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommonText",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="nummer")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("applies_from", models.DateField(null=True, verbose_name="gælder tidligst fra")),
                (
                    "supplier_name_then",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="leverandørens navn dengang",
                    ),
                ),
                (
                    "structure",
                    models.CharField(
                        choices=[
                            ("dt2020", "Datatilsynets struktur (2020)"),
                            ("eu2021_915", "EU's struktur (2021/915)"),
                            ("supplier_own", "Leverandørens egen tekst med vores bilag"),
                        ],
                        db_default="dt2020",
                        default="dt2020",
                        max_length=20,
                        verbose_name="skabelontype",
                    ),
                ),
                ("template_version", models.CharField(max_length=20, verbose_name="skabelonens version")),
                ("template_sha256", models.CharField(max_length=64, verbose_name="skabelonens SHA-256")),
                ("body_sha256", models.CharField(max_length=64, verbose_name="tekstens SHA-256")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("draft", "udkast"),
                            ("at_supplier", "hos leverandøren"),
                            ("at_secretariat", "hos sekretariatet"),
                            ("agreed", "enighed om teksten"),
                            ("released", "frigivet"),
                            ("sent", "sendt til kommunerne"),
                            ("superseded", "afløst af ny version"),
                            ("on_hold", "sat i bero"),
                            ("withdrawn", "trukket tilbage"),
                            ("broken_off", "afbrudt uden enighed"),
                        ],
                        default="draft",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="siden"),
                ),
                ("held_from", models.CharField(blank=True, max_length=30)),
                ("held_until", models.DateField(null=True, verbose_name="tages op igen")),
                ("case_worker_id", models.UUIDField(verbose_name="sagsbehandler (id)")),
                ("case_worker_name", models.CharField(max_length=150, verbose_name="sagsbehandler")),
                (
                    "case_worker_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="sagsbehandlers e-mail"),
                ),
                (
                    "case_worker_phone",
                    models.CharField(blank=True, max_length=30, verbose_name="sagsbehandlers telefon"),
                ),
                (
                    "shown_at",
                    models.DateTimeField(null=True, verbose_name="første gang sendt til leverandøren"),
                ),
                ("agreed_at", models.DateTimeField(null=True, verbose_name="godkendt af leverandøren")),
                ("agreed_by_name", models.CharField(blank=True, max_length=300, verbose_name="godkendt af")),
                ("released_at", models.DateTimeField(null=True, verbose_name="frigivet")),
                (
                    "released_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="frigivet af"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "own_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                        verbose_name="leverandørens egen tekst",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="agreements_joint.commontext",
                        verbose_name="afløser",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="common_texts",
                        to="register.supplier",
                        verbose_name="leverandør",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.wordtemplate",
                        verbose_name="skabelon",
                    ),
                ),
            ],
            options={
                "verbose_name": "aftaleteksten",
                "verbose_name_plural": "fælles aftaletekster",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at", None), ("agreed_by_name", "")),
                            models.Q(
                                ("agreed_at__isnull", False), models.Q(("agreed_by_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="agreements_j_agreed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at", None), ("released_by_name", "")),
                            models.Q(
                                ("released_at__isnull", False),
                                models.Q(("released_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_j_released_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownProcessor",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=230, unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                ("name_sort", models.CharField(db_index=True, editable=False, max_length=220)),
                (
                    "registration_number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="CVR- eller registreringsnummer"
                    ),
                ),
            ],
            options={
                "ordering": ["name_sort"],
            },
        ),
        migrations.CreateModel(
            name="IndexedText",
            fields=[
                (
                    "common_text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agreements_joint.commontext",
                    ),
                ),
                ("round_id", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                (
                    "common_text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="working_copy",
                        serialize=False,
                        to="agreements_joint.commontext",
                    ),
                ),
                ("values", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("changed_by_name", models.CharField(blank=True, max_length=300)),
                ("seen_warnings", models.JSONField(db_default={}, default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="AppendixFacts",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("values", models.JSONField(default=dict)),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="ændret"),
                ),
                ("changed_by_name", models.CharField(max_length=300, verbose_name="ændret af")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.municipality",
                    ),
                ),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appendix_facts",
                        to="agreements_joint.commontext",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("common_text", "municipality"), name="agreements_j_facts_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(max_length=20, verbose_name="nummer")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("supplier_name", models.CharField(max_length=200, verbose_name="leverandør")),
                ("system_names", models.JSONField(default=list, verbose_name="systemer")),
                ("text", models.TextField(verbose_name="råd")),
                (
                    "case_worker_name",
                    models.CharField(blank=True, max_length=150, verbose_name="sagsbehandler"),
                ),
                ("case_worker_phone", models.CharField(blank=True, max_length=30, verbose_name="telefon")),
                ("given_by_name", models.CharField(max_length=300, verbose_name="givet af")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="givet")),
                ("read_at", models.DateTimeField(null=True, verbose_name="læst")),
                ("read_by_name", models.CharField(blank=True, max_length=300, verbose_name="læst af")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.municipality",
                    ),
                ),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="advice",
                        to="agreements_joint.commontext",
                    ),
                ),
            ],
            options={
                "verbose_name": "råd",
                "ordering": ["-given_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("common_text", "municipality"), name="agreements_j_advice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_at", None), ("read_by_name", "")),
                            models.Q(
                                ("read_at__isnull", False), models.Q(("read_by_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="agreements_j_advice_read",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommonTextSystem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                ("system_name", models.CharField(max_length=200, verbose_name="system")),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="systems",
                        to="agreements_joint.commontext",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="common_texts",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "ordering": ["system_name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("common_text", "system"), name="agreements_j_textsystem_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="nummer")),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_key", models.CharField(max_length=60)),
                ("subject_name", models.CharField(max_length=200, verbose_name="hvad hændelsen vedrører")),
                (
                    "system_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="overskrift")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("secretariat", "skrevet af sekretariatet"),
                            ("forwarded", "videresendt af sekretariatet"),
                            ("supplier", "meldt af leverandøren i portalen"),
                        ],
                        max_length=12,
                        verbose_name="kilde",
                    ),
                ),
                ("told_by", models.CharField(max_length=200, verbose_name="oplyst af")),
                ("told_contact", models.CharField(max_length=200, verbose_name="kontakt for spørgsmål")),
                (
                    "supplier_aware_at",
                    models.DateTimeField(null=True, verbose_name="leverandøren blev klar over det"),
                ),
                ("told_at", models.DateTimeField(null=True, verbose_name="sekretariatet fik det at vide")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("draft", "kladde"),
                            ("sent", "udsendt"),
                            ("closed", "afsluttet"),
                            ("withdrawn", "trukket tilbage"),
                        ],
                        default="draft",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="siden"),
                ),
                ("entered_by_id", models.UUIDField()),
                ("entered_by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="oprettet"),
                ),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sendt")),
                (
                    "supplier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="register.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name": "hændelsen",
                "verbose_name_plural": "hændelser",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "closed"]), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_j_incident_sent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(null=True)),
                ("municipality_name", models.CharField(max_length=100, verbose_name="kommune")),
                ("systems", models.TextField(blank=True, verbose_name="systemer")),
                ("role", models.CharField(blank=True, max_length=300, verbose_name="rolle")),
                (
                    "breach_hours",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="frist for underretning (timer)"
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="tilføjet"),
                ),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="mail lagt til afsendelse")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="agreements_joint.incident",
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
            ],
            options={
                "ordering": ["municipality_name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incident", "municipality"), name="agreements_j_incidentmember"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentReading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("person_name", models.CharField(max_length=300, verbose_name="åbnet af")),
                ("at", models.DateTimeField(verbose_name="åbnet")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="agreements_joint.incident",
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
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text_id", "municipality", "person_id"), name="agreements_j_incidentread"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentText",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField(null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[("secretariat", "sekretariatet"), ("supplier", "leverandøren")],
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "straksorientering"),
                            ("update", "opdatering"),
                            ("correction", "rettelse"),
                            ("closing", "afslutning"),
                            ("withdrawal", "tilbagetrækning"),
                        ],
                        max_length=12,
                    ),
                ),
                ("known", models.TextField(verbose_name="det ved vi")),
                ("unknown", models.TextField(blank=True, verbose_name="det ved vi ikke endnu")),
                ("next_update_at", models.DateTimeField(null=True, verbose_name="næste opdatering")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="skrevet"),
                ),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sendt")),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="mails lagt til afsendelse")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="agreements_joint.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "teksten",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="InternalNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="agreements_joint.commontext",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="IssuedAgreement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                ("municipality_name", models.CharField(max_length=100, verbose_name="kommune")),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="aftalenummer")),
                (
                    "is_supplement",
                    models.BooleanField(db_default=False, default=False, verbose_name="tillæg"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="leveret")),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="issued",
                        to="agreements_joint.commontext",
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
                    "pdf",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="agreements_joint.issuedagreement",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["municipality_name"],
            },
        ),
        migrations.CreateModel(
            name="FactsChange",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("values", models.JSONField(default=dict)),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="ændret af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ændret")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "dokumentet laves"),
                            ("done", "nyt dokument lavet"),
                            ("refused", "ikke gennemført"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke")),
                (
                    "former_pdf",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "former_word",
                    models.ForeignKey(
                        null=True,
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
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="agreements_joint.issuedagreement",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="NoticedAgreement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                ("municipality_name", models.CharField(max_length=100, verbose_name="kommune")),
                ("agreement_id", models.UUIDField()),
                ("agreement_number", models.CharField(max_length=40, verbose_name="aftalenummer")),
                ("common_text_id", models.UUIDField(null=True)),
                ("authorisation", models.CharField(max_length=10, verbose_name="godkendelse")),
                ("received_on", models.DateField(verbose_name="modtaget")),
                ("received_through", models.CharField(default="own", max_length=10)),
                ("due", models.DateField(null=True, verbose_name="frist")),
                ("notice_ends", models.DateField(null=True, verbose_name="varslet udløber")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["municipality_name", "agreement_number"],
            },
        ),
        migrations.CreateModel(
            name="OutsideRecipient",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                ("cvr", models.CharField(max_length=8, verbose_name="CVR-nummer")),
                ("mailbox", models.EmailField(max_length=254, verbose_name="postkasse")),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="aftalenummer")),
                ("answer_by", models.DateField(null=True, verbose_name="svar ønskes senest")),
                ("added_by_id", models.UUIDField()),
                ("added_by_name", models.CharField(max_length=300, verbose_name="tilføjet af")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="tilføjet"),
                ),
                ("job_id", models.UUIDField(null=True)),
                ("opened_at", models.DateTimeField(null=True, verbose_name="åbnet")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="spærret")),
                (
                    "revoked_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="hvorfor spærret"),
                ),
                ("received_at", models.DateTimeField(null=True, verbose_name="modtaget")),
                (
                    "received_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="modtaget af"),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("wanted", "ønsker aftalen"), ("not_wanted", "ønsker ikke aftalen")],
                        max_length=12,
                        verbose_name="svar",
                    ),
                ),
                ("remark", models.TextField(blank=True, verbose_name="bemærkning")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="svaret")),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outside",
                        to="agreements_joint.commontext",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("common_text", "cvr"), name="agreements_j_outside_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_at", None), ("received_by_name", "")),
                            models.Q(
                                ("received_at__isnull", False),
                                models.Q(("received_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_j_outside_receipt_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("mailbox", models.EmailField(max_length=254, verbose_name="sendt til")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sendt")),
                ("expires_at", models.DateTimeField(verbose_name="udløber")),
                ("used_at", models.DateTimeField(null=True, verbose_name="brugt")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="spærret")),
                ("visit_sha256", models.CharField(blank=True, max_length=64)),
                ("visit_until", models.DateTimeField(null=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="agreements_joint.outsiderecipient",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("visit_sha256", ""), _negated=True),
                        fields=("visit_sha256",),
                        name="agreements_j_outside_visit_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("clause", models.CharField(max_length=20, verbose_name="punkt")),
                ("heading", models.CharField(max_length=200, verbose_name="overskrift")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("our_text", models.TextField(blank=True, verbose_name="vores tekst og hvorfor")),
                ("acceptable", models.TextField(blank=True, verbose_name="kan accepteres")),
                ("never", models.TextField(blank=True, verbose_name="aldrig")),
                ("answers", models.JSONField(default=list, verbose_name="standardsvar")),
                ("why", models.TextField(blank=True, verbose_name="hvorfor ændret")),
                ("written_by_id", models.UUIDField()),
                ("written_by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="skrevet"),
                ),
            ],
            options={
                "verbose_name": "forhandlingsgrundlag",
                "ordering": ["clause", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("clause", "version"), name="agreements_j_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="runde")),
                ("values", models.JSONField()),
                ("clauses", models.JSONField()),
                ("message", models.TextField(blank=True, verbose_name="besked til leverandøren")),
                ("due", models.DateField(verbose_name="frist")),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sendt")),
                ("sent_by_name", models.CharField(max_length=300, verbose_name="sendt af")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "hos leverandøren"),
                            ("wishes", "ønsker modtaget"),
                            ("accepted", "godkendt"),
                            ("recalled", "afsluttet af sekretariatet"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="udfald",
                    ),
                ),
                ("returned_at", models.DateTimeField(null=True, verbose_name="modtaget tilbage")),
                (
                    "returned_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="sendt tilbage af"),
                ),
                ("closing_note", models.TextField(blank=True, verbose_name="bemærkning")),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="agreements_joint.commontext",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("common_text", "number"), name="agreements_j_round_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("returned_at", None)),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True), ("returned_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="agreements_j_round_returned",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("supplier", "sendt af leverandøren her"),
                            ("mail", "modtaget på mail og lagt op af sekretariatet"),
                        ],
                        max_length=10,
                        verbose_name="modtaget",
                    ),
                ),
                ("base_round", models.PositiveSmallIntegerField(null=True, verbose_name="bygger på runde")),
                ("share", models.FloatField(default=0, verbose_name="andel af vores tekst")),
                ("counts", models.JSONField(default=dict)),
                ("paragraphs", models.JSONField(default=list)),
                ("added_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lagt op")),
                ("dropped", models.BooleanField(default=False, verbose_name="erstattet eller fjernet")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="agreements_joint.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "leverandørens fil",
                "ordering": ["added_at"],
            },
        ),
        migrations.CreateModel(
            name="SecondReading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("round_number", models.PositiveSmallIntegerField(verbose_name="runde")),
                ("revision", models.PositiveIntegerField()),
                ("passed", models.BooleanField(verbose_name="godkendt")),
                ("remark", models.TextField(blank=True, verbose_name="bemærkning")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="læst af")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="læst")),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="agreements_joint.commontext",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "municipality_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("answer_by", models.DateField(null=True, verbose_name="svar ønskes senest")),
                (
                    "signing_order",
                    models.CharField(
                        choices=[
                            ("any", "valgfri rækkefølge"),
                            ("supplier_first", "leverandøren underskriver først"),
                            ("municipality_first", "kommunen underskriver først"),
                        ],
                        db_default="any",
                        max_length=20,
                        verbose_name="rækkefølge for underskrift",
                    ),
                ),
                ("job_id", models.UUIDField(null=True)),
                ("sent_by_id", models.UUIDField()),
                ("sent_by_name", models.CharField(max_length=300, verbose_name="sendt af")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sendings",
                        to="agreements_joint.commontext",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="LateJoiner",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "afventer udsendelse"),
                            ("given", "udsendt"),
                            ("left_out", "ikke valgt"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("why", models.CharField(max_length=300, verbose_name="hvorfor")),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="fundet")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="afgjort")),
                ("settled_by_name", models.CharField(blank=True, max_length=300, verbose_name="afgjort af")),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="late_joiners",
                        to="agreements_joint.commontext",
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
                    "sending",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="agreements_joint.sending",
                    ),
                ),
            ],
            options={
                "ordering": ["found_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("common_text", "municipality"), name="agreements_j_late_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="issuedagreement",
            name="sending",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="issued",
                to="agreements_joint.sending",
            ),
        ),
        migrations.CreateModel(
            name="SubProcessor",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                (
                    "registration_number",
                    models.CharField(max_length=40, verbose_name="CVR- eller registreringsnummer"),
                ),
                ("address", models.CharField(max_length=300, verbose_name="adresse")),
                ("country", models.CharField(max_length=2, verbose_name="land")),
                ("processing", models.TextField(verbose_name="beskrivelse af behandlingen")),
                (
                    "transfer_basis",
                    models.CharField(blank=True, max_length=30, verbose_name="overførselsgrundlag"),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="godkendt siden")),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subprocessors",
                        to="agreements_joint.commontext",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="SubProcessorNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="nummer")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("supplier", "indtastet af leverandøren"),
                            ("secretariat", "registreret af sekretariatet"),
                            ("municipality", "registreret af en kommune"),
                        ],
                        max_length=12,
                        verbose_name="kilde",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                (
                    "registration_number",
                    models.CharField(max_length=40, verbose_name="CVR- eller registreringsnummer"),
                ),
                ("address", models.CharField(max_length=300, verbose_name="adresse")),
                ("contact", models.CharField(max_length=200, verbose_name="kontakt")),
                ("country", models.CharField(max_length=2, verbose_name="land")),
                ("level", models.PositiveSmallIntegerField(default=1, verbose_name="led i kæden")),
                ("purpose", models.TextField(verbose_name="formål")),
                (
                    "transfer_basis",
                    models.CharField(blank=True, max_length=30, verbose_name="overførselsgrundlag"),
                ),
                ("used_from", models.DateField(verbose_name="bruges fra")),
                ("received_on", models.DateField(verbose_name="modtaget")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("received", "varsel modtaget"),
                            ("sent", "sendt til kommunerne"),
                            ("assessed", "vurderet"),
                            ("closed", "afsluttet"),
                            ("withdrawn", "trukket tilbage"),
                        ],
                        default="received",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="siden"),
                ),
                ("entered_by_id", models.UUIDField()),
                ("entered_by_name", models.CharField(max_length=300, verbose_name="indtastet af")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="oprettet"),
                ),
                ("shown_at", models.DateTimeField(null=True, verbose_name="kan læses af leverandøren fra")),
                ("forwarded_at", models.DateTimeField(null=True, verbose_name="sendt til kommunerne")),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, verbose_name="hvorfor varslet er trukket tilbage"),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="register.supplier",
                        verbose_name="leverandør",
                    ),
                ),
            ],
            options={
                "verbose_name": "varslet",
                "verbose_name_plural": "varsler om underdatabehandlere",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agreements_j_notice_withdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "assessed", "closed"]), _negated=True),
                            ("forwarded_at__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_j_notice_forwarded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reliance",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("country", models.CharField(db_index=True, max_length=2, verbose_name="land")),
                ("level", models.PositiveSmallIntegerField(default=1, verbose_name="led i kæden")),
                ("purpose", models.TextField(verbose_name="formål")),
                (
                    "transfer_basis",
                    models.CharField(blank=True, max_length=30, verbose_name="overførselsgrundlag"),
                ),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reliances",
                        to="agreements_joint.commontext",
                    ),
                ),
                (
                    "processor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reliances",
                        to="agreements_joint.knownprocessor",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agreements_joint.subprocessornotice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("common_text", "processor", "notice"),
                        name="agreements_j_reliance_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeReceipt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "varsel modtaget"),
                            ("no_objection", "ingen indsigelse"),
                            ("objection", "indsigelse fremsat"),
                            ("withdrawn", "varsel trukket tilbage"),
                            ("not_used", "anvendes ikke for kommunen"),
                            ("terminated", "aftale opsagt"),
                            ("in_effect", "trådt i kraft"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="begrundelse")),
                ("under_mandate", models.BooleanField(default=False, verbose_name="efter fuldmagt")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="tidspunkt")),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="sendt til leverandøren")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="agreements_joint.noticedagreement",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="agreements_joint.subprocessornotice",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["mailed_at", "notice"], name="agreements_j_receipt_mail")],
            },
        ),
        migrations.CreateModel(
            name="NoticedText",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="agreements_joint.commontext",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="agreements_joint.subprocessornotice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "common_text"), name="agreements_j_noticedtext_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="noticedagreement",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="agreements_joint.subprocessornotice",
            ),
        ),
        migrations.CreateModel(
            name="NoticeAdvice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("no_objection", "Ingen grund til indsigelse"),
                            ("conditions", "Ingen indsigelse, hvis leverandøren opfylder vilkår"),
                            ("object", "Gør indsigelse"),
                        ],
                        max_length=20,
                        verbose_name="anbefaling",
                    ),
                ),
                ("text", models.TextField(verbose_name="vurdering")),
                ("given_by_id", models.UUIDField()),
                ("given_by_name", models.CharField(max_length=300, verbose_name="givet af")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="givet")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="advice",
                        to="agreements_joint.subprocessornotice",
                    ),
                ),
            ],
            options={
                "ordering": ["-given_at"],
            },
        ),
        migrations.CreateModel(
            name="SupplierAct",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Opsigelse"),
                            ("slet", "Oplysningerne er slettet"),
                            ("returner", "Oplysningerne er leveret tilbage"),
                        ],
                        max_length=10,
                        verbose_name="hvad",
                    ),
                ),
                ("on", models.DateField(verbose_name="dato")),
                ("text", models.TextField(blank=True, verbose_name="begrundelse eller erklæring")),
                ("added_by_id", models.UUIDField()),
                ("added_by_name", models.CharField(max_length=300, verbose_name="sendt af")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sendt")),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="leveret")),
                (
                    "waits_because",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="venter, fordi"),
                ),
                (
                    "refused_because",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="ikke leveret, fordi"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="agreements_joint.issuedagreement",
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
            ],
            options={
                "ordering": ["-added_at"],
            },
        ),
        migrations.CreateModel(
            name="SupplierSignatureCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 af den underskrevne fil")),
                (
                    "sent_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 af det sendte dokument"),
                ),
                ("version", models.CharField(max_length=10, verbose_name="kontrollens version")),
                ("facts", models.JSONField(verbose_name="resultat")),
                (
                    "checked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="kontrolleret"),
                ),
                ("checked_by_id", models.UUIDField()),
                ("checked_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("supplier_id", models.UUIDField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signature_checks",
                        to="agreements_joint.issuedagreement",
                    ),
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
                "verbose_name": "kontrol af underskrift",
                "verbose_name_plural": "kontroller af underskrifter",
            },
        ),
        migrations.CreateModel(
            name="SupplierCopy",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed", "digitalt underskrevet"),
                            ("scanned", "skannet kopi"),
                            ("earlier", "lagt op uden kontrol"),
                        ],
                        db_default="earlier",
                        max_length=10,
                        verbose_name="slags",
                    ),
                ),
                (
                    "accepted_reason",
                    models.TextField(
                        blank=True, db_default="", verbose_name="hvorfor forskellen er godkendt"
                    ),
                ),
                (
                    "vouched_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=150,
                        verbose_name="hvem der står inde for kopien",
                    ),
                ),
                (
                    "vouched_function",
                    models.CharField(blank=True, db_default="", max_length=150, verbose_name="stilling"),
                ),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                ("signed_on", models.DateField(verbose_name="underskrevet den")),
                ("signed_by", models.CharField(max_length=150, verbose_name="underskrevet af")),
                ("added_by_id", models.UUIDField()),
                ("added_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lagt op")),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="leveret")),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplier_copy",
                        to="agreements_joint.issuedagreement",
                    ),
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
                    "examination",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements_joint.suppliersignaturecheck",
                        verbose_name="kontrol",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceOrder",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                ("service", models.CharField(max_length=60, verbose_name="tjeneste")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("waiting", "på vej til underskriftstjenesten"),
                            ("at_service", "hos underskriftstjenesten"),
                            ("signed", "underskrevet og kontrolleret"),
                            ("declined", "afvist af en underskriver"),
                            ("refused", "afvist ved kontrollen"),
                            ("stopped", "standset"),
                        ],
                        default="waiting",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="siden"),
                ),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="tjenestens nummer")),
                ("parties", models.JSONField(default=list, verbose_name="underskrivere")),
                ("in_order", models.BooleanField(default=False, verbose_name="i rækkefølge")),
                ("document_sha256", models.CharField(max_length=64, verbose_name="SHA-256 af dokumentet")),
                ("trouble", models.TextField(blank=True, verbose_name="seneste fejl")),
                ("tries", models.PositiveIntegerField(default=0, verbose_name="forsøg")),
                ("reason", models.TextField(blank=True, verbose_name="begrundelse")),
                ("signed", models.JSONField(default=dict, verbose_name="hvem der underskrev hvornår")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="oprettet"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="service_orders",
                        to="agreements_joint.issuedagreement",
                    ),
                ),
                (
                    "examination",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements_joint.suppliersignaturecheck",
                        verbose_name="kontrol",
                    ),
                ),
            ],
            options={
                "verbose_name": "bestilling hos underskriftstjenesten",
                "verbose_name_plural": "bestillinger hos underskriftstjenesten",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "at_service"))),
                        fields=("agreement",),
                        name="agreements_j_order_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                ("clause", models.CharField(max_length=20, verbose_name="punkt")),
                ("heading", models.CharField(max_length=200, verbose_name="overskrift")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rækkefølge")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("written", "skrevet på siden"),
                            ("replace", "ændret ordlyd"),
                            ("insert", "tilføjelse"),
                            ("delete", "sletning"),
                            ("move", "flyttet"),
                            ("gone", "indsat og slettet igen"),
                            ("comment", "kommentar"),
                            ("own_text", "leverandørens egen tekst"),
                        ],
                        default="written",
                        max_length=10,
                        verbose_name="art",
                    ),
                ),
                ("tracked", models.BooleanField(default=True, verbose_name="markeret i filen")),
                ("part", models.CharField(blank=True, max_length=40, verbose_name="del af filen")),
                ("place", models.CharField(blank=True, max_length=40, verbose_name="sted")),
                ("before", models.TextField(blank=True, verbose_name="før")),
                ("after", models.TextField(blank=True, verbose_name="efter")),
                ("pieces", models.JSONField(default=list, verbose_name="ændringen")),
                ("comments", models.JSONField(default=list, verbose_name="kommentarer")),
                ("author", models.CharField(blank=True, max_length=100, verbose_name="ændret af")),
                ("changed_on", models.CharField(blank=True, max_length=25, verbose_name="ændret")),
                ("text", models.TextField(verbose_name="ønske og begrundelse")),
                ("proposal", models.TextField(blank=True, verbose_name="forslag til ordlyd")),
                ("written_by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("dropped", models.BooleanField(default=False, verbose_name="fjernet igen")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="agreements_joint.roundfile",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="agreements_joint.round",
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "position"],
                "indexes": [models.Index(fields=["clause"], name="agreements_j_wish_clause")],
            },
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("clause", models.CharField(max_length=20, verbose_name="punkt")),
                ("heading", models.CharField(blank=True, max_length=200, verbose_name="overskrift")),
                ("wish_text", models.TextField(blank=True, verbose_name="ønske")),
                ("agreed", models.TextField(verbose_name="aftalt i stedet")),
                ("reason", models.TextField(blank=True, verbose_name="begrundelse")),
                ("decided_by_id", models.UUIDField()),
                ("decided_by_name", models.CharField(max_length=300, verbose_name="besluttet af")),
                (
                    "decided_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="besluttet"),
                ),
                (
                    "common_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="departures",
                        to="agreements_joint.commontext",
                    ),
                ),
                (
                    "wish",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="departure",
                        to="agreements_joint.wish",
                    ),
                ),
            ],
            options={
                "verbose_name": "fravigelse",
                "ordering": ["decided_at"],
            },
        ),
        migrations.CreateModel(
            name="WishAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("supplier_id", models.UUIDField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("granted", "imødekommet"),
                            ("refused", "afvist med begrundelse"),
                            ("counter", "modforslag"),
                        ],
                        max_length=8,
                        verbose_name="svar",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="begrundelse eller modforslag")),
                ("answered_by_name", models.CharField(max_length=300, verbose_name="besvaret af")),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shown_at", models.DateTimeField(null=True)),
                (
                    "wish",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer",
                        to="agreements_joint.wish",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "granted"), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="agreements_j_answer_reasoned",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="issuedagreement",
            constraint=models.UniqueConstraint(
                fields=("common_text", "municipality"), name="agreements_j_issued_once"
            ),
        ),
        migrations.AddIndex(
            model_name="noticedagreement",
            index=models.Index(fields=["agreement_id"], name="agreements_j_noticed_agreement"),
        ),
    ]
