"""The tables of this room, as its models tell them."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import workflows.states


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("register", "0001_initial"),
        ("register", "0002_legal_values"),
        ("register", "0003_fewer_indexes"),
        ("register", "0004_supplier_changes"),
        ("register", "0005_stored_results"),
        ("register", "0006_list_confirmations"),
        ("register", "0007_confirmation_rounds"),
        ("register", "0008_corrections"),
        ("register", "0009_contact_language"),
    ]

    dependencies = [
        ("documents", "0001_tables"),
        ("tenants", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="fil")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("uploaded", "læses"),
                            ("previewed", "afventer bekræftelse"),
                            ("running", "indlæses"),
                            ("done", "indlæst"),
                            ("failed", "kunne ikke læses"),
                            ("cancelled", "fortrudt"),
                        ],
                        default="uploaded",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("job_id", models.UUIDField(null=True)),
                ("read_after_id", models.UUIDField(null=True)),
                ("understood", models.JSONField(default=dict)),
                ("figures", models.JSONField(default=dict)),
                ("counters", models.JSONField(default=dict)),
                ("failure", models.TextField(blank=True)),
                ("started_by_id", models.UUIDField()),
                ("started_by_name", models.CharField(max_length=300, verbose_name="startet af")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="startet")),
                ("done_at", models.DateTimeField(null=True, verbose_name="indlæst")),
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
                "verbose_name": "indlæsning",
                "verbose_name_plural": "indlæsninger",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("suppliers", models.JSONField(default=list)),
                ("systems", models.JSONField(default=list)),
                ("names", models.JSONField(default=list)),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan",
                        to="register.importrun",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                ("country", models.CharField(default="DK", max_length=2, verbose_name="land")),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="CVR- eller registreringsnummer"
                    ),
                ),
                ("group_name", models.CharField(blank=True, max_length=200, verbose_name="koncern")),
                (
                    "shared_mailbox",
                    models.EmailField(blank=True, max_length=254, verbose_name="fælles postkasse"),
                ),
                (
                    "group_contacted_on",
                    models.DateField(editable=False, null=True, verbose_name="koncernen senest kontaktet"),
                ),
                ("merged_on", models.DateField(editable=False, null=True, verbose_name="fusioneret")),
                ("name_key", models.CharField(db_index=True, editable=False, max_length=200)),
                ("name_sort", models.CharField(db_index=True, editable=False, max_length=220)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="oprettet")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="register.supplier",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subsidiaries",
                        to="register.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name": "leverandør",
                "verbose_name_plural": "leverandører",
                "ordering": ["name_sort"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("country", "number"),
                        name="register_supplier_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierContact",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=150, verbose_name="navn")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telefon")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("contact", "Kontaktperson"),
                            ("deputy", "Stedfortræder"),
                            ("management", "Ledelse"),
                            ("security", "Sikkerhed og brud"),
                        ],
                        default="contact",
                        max_length=12,
                        verbose_name="rolle",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("da", "Dansk"), ("en", "Engelsk")],
                        default="da",
                        max_length=2,
                        verbose_name="sprog i mails og breve",
                    ),
                ),
                ("last_confirmed", models.DateField(blank=True, null=True, verbose_name="senest bekræftet")),
                ("invited_at", models.DateTimeField(editable=False, null=True, verbose_name="inviteret")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="oprettet")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="register.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name": "kontaktperson hos leverandør",
                "verbose_name_plural": "kontaktpersoner hos leverandører",
                "ordering": ["role", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "email", "role"), name="register_contact_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="System",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kitos_uuid",
                    models.UUIDField(blank=True, null=True, unique=True, verbose_name="KITOS-uuid"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                ("discontinued_on", models.DateField(editable=False, null=True, verbose_name="udgået")),
                ("name_key", models.CharField(db_index=True, editable=False, max_length=200)),
                ("name_sort", models.CharField(db_index=True, editable=False, max_length=220)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="oprettet")),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="systems",
                        to="register.supplier",
                        verbose_name="leverandør",
                    ),
                ),
            ],
            options={
                "verbose_name": "it-system",
                "verbose_name_plural": "it-systemer",
                "ordering": ["name_sort"],
            },
        ),
        migrations.CreateModel(
            name="SupplierChange",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "Navneændring"),
                            ("merger", "Fusion"),
                            ("sale", "Salg af system"),
                            ("group", "Koncern"),
                        ],
                        max_length=10,
                        verbose_name="hvad",
                    ),
                ),
                ("supplier_name", models.CharField(max_length=200, verbose_name="leverandør")),
                (
                    "other_name",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="anden leverandør"),
                ),
                (
                    "new_name",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="nyt navn"),
                ),
                ("effective_on", models.DateField(verbose_name="gælder fra")),
                ("reason", models.TextField(verbose_name="hvad ændringen bygger på")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "forslag"),
                            ("confirmed", "bekræftet, venter på datoen"),
                            ("done", "gennemført"),
                            ("dropped", "opgivet"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="noteret af")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="noteret"),
                ),
                ("done_at", models.DateTimeField(null=True, verbose_name="gennemført")),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_to",
                        to="register.supplier",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="register.supplier",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "ændring hos leverandør",
                "verbose_name_plural": "ændringer hos leverandører",
                "ordering": ["-effective_on", "-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "name"), ("new_name__gt", "")),
                            ("other__isnull", False),
                            _connector="OR",
                        ),
                        name="register_change_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreResult",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "computed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="beregnet"),
                ),
                ("cause", models.CharField(max_length=200, verbose_name="anledning")),
                ("lowest", models.PositiveSmallIntegerField(null=True, verbose_name="point, mindst")),
                ("highest", models.PositiveSmallIntegerField(null=True, verbose_name="point, højst")),
                (
                    "lowest_concept",
                    models.PositiveSmallIntegerField(null=True, verbose_name="koncept, mindst"),
                ),
                (
                    "concept",
                    models.PositiveSmallIntegerField(null=True, verbose_name="anbefalet mindste koncept"),
                ),
                ("driver_id", models.UUIDField(null=True)),
                (
                    "driver_name",
                    models.CharField(blank=True, max_length=100, verbose_name="afgørende kommune"),
                ),
                ("parts", models.JSONField(default=list, verbose_name="beregningen pr. kommune")),
                ("model", models.JSONField(default=dict, verbose_name="pointmodel")),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "system",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "pointberegning",
                "verbose_name_plural": "pointberegninger",
                "ordering": ["-computed_at"],
                "indexes": [models.Index(fields=["system", "-computed_at"], name="register_result_latest")],
            },
        ),
        migrations.CreateModel(
            name="MissingSystemReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200, verbose_name="systemets navn")),
                ("supplier_name", models.CharField(blank=True, max_length=200, verbose_name="leverandør")),
                (
                    "subjects",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="antal registrerede"),
                ),
                ("subjects_is_estimate", models.BooleanField(default=False, verbose_name="skøn")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="bemærkning")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[("received", "modtaget"), ("added", "tilføjet"), ("declined", "afvist")],
                        default="received",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="svar")),
                ("reported_by_id", models.UUIDField()),
                ("reported_by_name", models.CharField(max_length=300, verbose_name="meldt af")),
                ("reported_at", models.DateTimeField(auto_now_add=True, verbose_name="meldt")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missing_systems",
                        to="tenants.municipality",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "melding om manglende system",
                "verbose_name_plural": "meldinger om manglende systemer",
                "ordering": ["-reported_at"],
            },
        ),
        migrations.CreateModel(
            name="SystemAssessment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "personal_data",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        max_length=8,
                        verbose_name="personoplysninger",
                    ),
                ),
                (
                    "special_categories",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        max_length=8,
                        verbose_name="følsomme oplysninger",
                    ),
                ),
                (
                    "cpr",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        max_length=8,
                        verbose_name="CPR-nummer",
                    ),
                ),
                (
                    "other_protected",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        max_length=8,
                        verbose_name="andre beskyttelsesværdige oplysninger",
                    ),
                ),
                (
                    "special_processing",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        max_length=8,
                        verbose_name="særlig behandling",
                    ),
                ),
                (
                    "imported_personal_data",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        default="uoplyst",
                        max_length=8,
                    ),
                ),
                (
                    "imported_special_categories",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        default="uoplyst",
                        max_length=8,
                    ),
                ),
                (
                    "imported_cpr",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        default="uoplyst",
                        max_length=8,
                    ),
                ),
                (
                    "screening",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("processor", "Databehandler"),
                            ("no_personal_data", "Ingen personoplysninger"),
                            ("own_controller", "Leverandøren er selvstændig dataansvarlig"),
                            ("own_operation", "Egen drift uden leverandøradgang"),
                            ("joint_controllers", "Fælles dataansvar"),
                        ],
                        max_length=20,
                        verbose_name="screening",
                    ),
                ),
                (
                    "screening_reason",
                    models.TextField(blank=True, max_length=2000, verbose_name="begrundelse"),
                ),
                ("screened_at", models.DateTimeField(null=True, verbose_name="vurderet")),
                (
                    "screened_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="vurderet af"),
                ),
                (
                    "system",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessment",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "vurdering af it-system",
                "verbose_name_plural": "vurderinger af it-systemer",
            },
        ),
        migrations.CreateModel(
            name="SystemCorrection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("system_name", models.CharField(max_length=200, verbose_name="systemets navn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sold", "Systemet er solgt"),
                            ("other_company", "Systemet leveres af et andet selskab"),
                            ("discontinued", "Systemet er udgået"),
                            ("left", "En kommune bruger ikke længere systemet"),
                        ],
                        max_length=15,
                        verbose_name="hvad",
                    ),
                ),
                ("other_name", models.CharField(blank=True, max_length=200, verbose_name="selskab")),
                ("kommunekode", models.CharField(blank=True, max_length=4, verbose_name="kommune")),
                ("effective_on", models.DateField(verbose_name="gælder fra")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="bemærkning")),
                ("proposed_by_id", models.UUIDField()),
                ("proposed_by_name", models.CharField(max_length=300, verbose_name="foreslået af")),
                (
                    "proposed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="foreslået"),
                ),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("proposed", "modtaget"),
                            ("taken", "taget til følge"),
                            ("declined", "ikke taget til følge"),
                            ("noted", "noteret"),
                        ],
                        default="proposed",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="svar")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="register.supplier",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "rettelse fra leverandør",
                "verbose_name_plural": "rettelser fra leverandører",
                "ordering": ["-proposed_at"],
            },
        ),
        migrations.CreateModel(
            name="SystemName",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name_key", models.CharField(max_length=200)),
                (
                    "supplier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.supplier",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name_key", "supplier"], name="register_systemname_key")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("system", "supplier", "name_key"),
                        name="register_systemname_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SystemUse",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("file", "Indlæst fra fil"), ("municipality", "Oplyst af kommunen")],
                        default="file",
                        max_length=12,
                        verbose_name="kilde",
                    ),
                ),
                (
                    "personal_data",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        default="uoplyst",
                        max_length=8,
                        verbose_name="personoplysninger",
                    ),
                ),
                (
                    "special_categories",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        default="uoplyst",
                        max_length=8,
                        verbose_name="følsomme oplysninger",
                    ),
                ),
                (
                    "cpr",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        default="uoplyst",
                        max_length=8,
                        verbose_name="CPR-nummer",
                    ),
                ),
                (
                    "other_protected",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        db_default="uoplyst",
                        default="uoplyst",
                        max_length=8,
                        verbose_name="andre beskyttelsesværdige oplysninger",
                    ),
                ),
                (
                    "special_processing",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        db_default="uoplyst",
                        default="uoplyst",
                        max_length=8,
                        verbose_name="særlig behandling",
                    ),
                ),
                ("told", models.CharField(blank=True, db_default="", default="", max_length=120)),
                (
                    "subjects",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="antal registrerede"),
                ),
                ("subjects_is_estimate", models.BooleanField(default=False, verbose_name="skøn")),
                (
                    "subjects_basis",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=300,
                        verbose_name="hvad skønnet bygger på",
                    ),
                ),
                (
                    "subjects_source",
                    models.CharField(
                        choices=[("file", "Indlæst fra fil"), ("municipality", "Oplyst af kommunen")],
                        default="file",
                        max_length=12,
                    ),
                ),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("ja", "Ja"),
                            ("nej", "Nej"),
                            ("i_proces", "I proces"),
                            ("ikke_relevant", "Ikke relevant"),
                            ("ikke_oplyst", "Ikke oplyst"),
                        ],
                        default="ikke_oplyst",
                        max_length=14,
                        verbose_name="databehandleraftale",
                    ),
                ),
                ("agreement_date", models.DateField(blank=True, null=True, verbose_name="aftaledato")),
                ("owner_email", models.EmailField(blank=True, max_length=254, verbose_name="systemejer")),
                ("is_active", models.BooleanField(default=True, verbose_name="bruges")),
                ("reported_at", models.DateTimeField(null=True, verbose_name="senest oplyst af kommunen")),
                ("reported_by_name", models.CharField(blank=True, max_length=300, verbose_name="oplyst af")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="oprettet")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="ændret")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="system_uses",
                        to="tenants.municipality",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "verbose_name": "systemanvendelse",
                "verbose_name_plural": "systemanvendelser",
                "indexes": [models.Index(fields=["system", "agreement"], name="register_use_agreement")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "system"), name="register_use_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UseQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("why", models.TextField(verbose_name="anledning")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="spurgt")),
                ("asked_by_name", models.CharField(max_length=300, verbose_name="spurgt af")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("used", "Vi bruger det stadig"), ("stopped", "Vi bruger det ikke længere")],
                        max_length=8,
                        verbose_name="svar",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="besvaret")),
                (
                    "answered_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="besvaret af"),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="use_questions",
                        to="tenants.municipality",
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="register.systemuse",
                    ),
                ),
            ],
            options={
                "verbose_name": "spørgsmål om brug",
                "verbose_name_plural": "spørgsmål om brug",
                "ordering": ["asked_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("position", models.PositiveIntegerField()),
                ("sheet", models.CharField(max_length=100, verbose_name="ark")),
                ("number", models.PositiveIntegerField(verbose_name="linje")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "ny"),
                            ("changed", "ændret"),
                            ("unchanged", "uændret"),
                            ("refused", "afvist"),
                            ("repeat", "gentagelse"),
                            ("replaced", "erstattet af senere linje"),
                        ],
                        max_length=10,
                        verbose_name="udfald",
                    ),
                ),
                ("municipality_id", models.UUIDField(null=True)),
                ("municipality_name", models.CharField(blank=True, max_length=100, verbose_name="kommune")),
                ("system_id", models.UUIDField(null=True)),
                ("system_name", models.CharField(blank=True, max_length=200, verbose_name="it-system")),
                ("supplier_name", models.CharField(blank=True, max_length=200, verbose_name="leverandør")),
                ("reason", models.CharField(blank=True, max_length=60, verbose_name="årsag")),
                ("field", models.CharField(blank=True, max_length=40, verbose_name="felt")),
                ("value", models.CharField(blank=True, max_length=200, verbose_name="værdi")),
                ("advice", models.TextField(blank=True, verbose_name="hvad kan I gøre")),
                ("note", models.TextField(blank=True, verbose_name="bemærkning")),
                ("cells", models.JSONField(null=True)),
                (
                    "personal_data",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        max_length=8,
                    ),
                ),
                (
                    "special_categories",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        max_length=8,
                    ),
                ),
                (
                    "cpr",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        max_length=8,
                    ),
                ),
                (
                    "other_protected",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        db_default="uoplyst",
                        max_length=8,
                    ),
                ),
                (
                    "special_processing",
                    models.CharField(
                        blank=True,
                        choices=[("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")],
                        db_default="uoplyst",
                        max_length=8,
                    ),
                ),
                ("subjects", models.PositiveIntegerField(null=True)),
                ("subjects_is_estimate", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ja", "Ja"),
                            ("nej", "Nej"),
                            ("i_proces", "I proces"),
                            ("ikke_relevant", "Ikke relevant"),
                            ("ikke_oplyst", "Ikke oplyst"),
                        ],
                        max_length=14,
                    ),
                ),
                ("agreement_date", models.DateField(null=True)),
                ("owner_email", models.EmailField(blank=True, max_length=254)),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="register.importrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "linje i indlæsning",
                "verbose_name_plural": "linjer i indlæsning",
                "ordering": ["position"],
                "indexes": [
                    models.Index(fields=["run", "outcome", "position"], name="register_line_outcome")
                ],
            },
        ),
        migrations.CreateModel(
            name="ListConfirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("round_from", models.DateField(verbose_name="runde")),
                (
                    "confirmed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="bekræftet"),
                ),
                ("confirmed_by_id", models.UUIDField()),
                ("confirmed_by_name", models.CharField(max_length=300, verbose_name="bekræftet af")),
                ("systems", models.PositiveIntegerField(verbose_name="systemer")),
                ("listed", models.JSONField(default=list, verbose_name="listen, som den var")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_confirmations",
                        to="tenants.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "bekræftelse af listen",
                "verbose_name_plural": "bekræftelser af listen",
                "ordering": ["-round_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "round_from"), name="register_confirmed_once"
                    )
                ],
            },
        ),
    ]
