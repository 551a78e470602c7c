"""The tables of this room, as its models tell them."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import workflows.states


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("audits_municipal", "0001_initial"),
        ("audits_municipal", "0002_lighter_copies"),
        ("audits_municipal", "0003_keys_of_the_delivery"),
        ("audits_municipal", "0004_sharing"),
        ("audits_municipal", "0005_stands_on_findings"),
        ("audits_municipal", "0006_contests"),
        ("audits_municipal", "0007_hearing_by_section"),
        ("audits_municipal", "0008_closed_and_plans"),
        ("audits_municipal", "0009_yearreport"),
        ("audits_municipal", "0010_opinions_and_tasks"),
        ("audits_municipal", "0011_own_plan"),
        ("audits_municipal", "0012_reminded_and_cancelled"),
    ]

    dependencies = [
        ("documents_municipal", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="FindingStand",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("finding_id", models.UUIDField()),
                ("report_id", models.UUIDField()),
                ("system_id", models.UUIDField()),
                ("system_name", models.CharField(max_length=300, verbose_name="system")),
                ("supplier_name", models.CharField(max_length=300, verbose_name="leverandør")),
                ("case_number", models.CharField(max_length=20, verbose_name="sagsnummer")),
                ("title", models.CharField(max_length=200, verbose_name="forhold")),
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
                (
                    "response",
                    models.CharField(
                        choices=[
                            ("risk_accepted", "Vi accepterer risikoen"),
                            ("own_follow_up", "Vi følger selv op"),
                            ("noted", "Vi tager det til efterretning"),
                        ],
                        max_length=16,
                        verbose_name="vores svar",
                    ),
                ),
                ("reason", models.TextField(max_length=4000, verbose_name="begrundelse")),
                (
                    "owner",
                    models.CharField(blank=True, max_length=200, verbose_name="hvem accepterer risikoen"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="risikoen accepteres til")),
                ("journal_number", models.CharField(blank=True, max_length=60, verbose_name="journalnummer")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("in_force", "gælder"),
                            ("replaced", "afløst"),
                            ("ended", "trukket tilbage"),
                        ],
                        default="in_force",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("decided_at", models.DateTimeField(verbose_name="besluttet")),
                ("decided_by_id", models.UUIDField()),
                ("decided_by_name", models.CharField(max_length=300, verbose_name="besluttet af")),
            ],
            options={
                "verbose_name": "vores svar på forholdet",
                "ordering": ["-decided_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("finding_id",),
                        name="audits_finding_stand_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("response", "risk_accepted"), _negated=True),
                            models.Q(("until__isnull", False), models.Q(("owner", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="audits_risk_has_owner_and_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnAudit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("system_id", models.UUIDField()),
                ("system_name", models.CharField(max_length=200, verbose_name="system")),
                ("supplier_id", models.UUIDField(null=True)),
                ("supplier_name", models.CharField(blank=True, max_length=200, verbose_name="leverandør")),
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
                ("planned_on", models.DateField(verbose_name="planlagt til")),
                ("responsible", models.CharField(blank=True, max_length=150, verbose_name="ansvarlig")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("planned", "planlagt"),
                            ("started", "i gang"),
                            ("finished", "afsluttet"),
                            ("cancelled", "aflyst"),
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
                (
                    "cancelled_because",
                    models.TextField(
                        blank=True, db_default="", max_length=2000, verbose_name="hvorfor aflyst"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="oprettet"),
                ),
                ("created_by_name", models.CharField(max_length=300, verbose_name="oprettet af")),
                ("started_on", models.DateField(null=True, verbose_name="begyndt")),
                (
                    "looked_at",
                    models.TextField(blank=True, max_length=8000, verbose_name="hvad vi har set på"),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "tilsyn godkendt"),
                            ("approved_remarks", "tilsyn godkendt med bemærkninger"),
                            ("not_approved", "tilsyn ikke godkendt"),
                        ],
                        max_length=20,
                        verbose_name="beslutning",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "grøn"), ("yellow", "gul"), ("red", "rød")],
                        max_length=6,
                        verbose_name="vores vurdering af databehandleren",
                    ),
                ),
                ("conclusion", models.TextField(blank=True, max_length=4096, verbose_name="konklusion")),
                ("remark", models.TextField(blank=True, max_length=4000, verbose_name="bemærkninger")),
                (
                    "what_now",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("action_plan", "Vi kræver en handlingsplan"),
                            ("own_audit", "Vi fører selv tilsyn"),
                            ("suspend", "Vi sætter brugen af systemet i bero"),
                            ("terminate", "Vi opsiger aftalen"),
                            ("accept_risk", "Vi accepterer risikoen"),
                        ],
                        max_length=12,
                        verbose_name="hvad sker der nu",
                    ),
                ),
                (
                    "what_now_note",
                    models.TextField(blank=True, max_length=2000, verbose_name="hvad der skal ske"),
                ),
                (
                    "risk_owner",
                    models.CharField(blank=True, max_length=200, verbose_name="hvem accepterer risikoen"),
                ),
                ("risk_until", models.DateField(null=True, verbose_name="risikoen accepteres til")),
                ("next_audit_on", models.DateField(null=True, verbose_name="næste tilsyn")),
                ("journal_number", models.CharField(blank=True, max_length=60, verbose_name="journalnummer")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="besluttet")),
                ("decided_by_id", models.UUIDField(null=True)),
                (
                    "decided_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="besluttet af"),
                ),
            ],
            options={
                "verbose_name": "vores eget tilsyn",
                "verbose_name_plural": "vores egne tilsyn",
                "ordering": ["planned_on", "system_name"],
                "indexes": [
                    models.Index(fields=["system_id", "-decided_at"], name="audits_own_system"),
                    models.Index(fields=["state", "planned_on"], name="audits_own_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["planned", "started"])),
                        fields=("system_id",),
                        name="audits_own_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "finished"), _negated=True),
                                ("decided_at", None),
                                ("decided_by_id", None),
                                ("decided_by_name", ""),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by_id__isnull", False),
                                ("state", "finished"),
                                models.Q(("decided_by_name", ""), _negated=True),
                                models.Q(("result", ""), _negated=True),
                                models.Q(("rating", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_own_finished_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnAuditFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lagt op")),
                ("added_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="taget af")),
                ("removed_by_name", models.CharField(blank=True, max_length=300, verbose_name="taget af af")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="audits_municipal.ownaudit",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "fil til vores eget tilsyn",
                "verbose_name_plural": "filer til vores egne tilsyn",
                "ordering": ["added_at"],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="udgave")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("presented", "forelagt"),
                            ("adopted", "tiltrådt"),
                            ("adopted_changed", "tiltrådt med ændringer"),
                        ],
                        default="presented",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="siden"),
                ),
                ("note", models.TextField(blank=True, verbose_name="følgebrev")),
                ("due", models.DateField(null=True, verbose_name="tiltrædes senest")),
                (
                    "presented_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="forelagt"),
                ),
                ("presented_by_name", models.CharField(max_length=300, verbose_name="forelagt af")),
                ("adopted_at", models.DateTimeField(null=True, verbose_name="tiltrådt")),
                ("adopted_by_id", models.UUIDField(null=True)),
                ("adopted_by_name", models.CharField(blank=True, max_length=300, verbose_name="tiltrådt af")),
                (
                    "remark",
                    models.TextField(blank=True, max_length=4000, verbose_name="bemærkning til tiltrædelsen"),
                ),
                ("journal_number", models.CharField(blank=True, max_length=60, verbose_name="journalnummer")),
                (
                    "word",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                        verbose_name="Word-dokument",
                    ),
                ),
            ],
            options={
                "verbose_name": "tilsynsplanen",
                "verbose_name_plural": "tilsynsplaner",
                "ordering": ["-year", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "version"), name="audits_plan_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "presented")),
                        fields=("year",),
                        name="audits_plan_presented_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adopted_at", None),
                                ("adopted_by_id", None),
                                ("adopted_by_name", ""),
                                ("state", "presented"),
                            ),
                            models.Q(
                                models.Q(("state", "presented"), _negated=True),
                                ("adopted_at__isnull", False),
                                ("adopted_by_id__isnull", False),
                                models.Q(("adopted_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_plan_adopted_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("place", models.PositiveIntegerField(verbose_name="rækkefølge")),
                ("system_id", models.UUIDField()),
                ("system_name", models.CharField(max_length=200, verbose_name="system")),
                ("supplier_id", models.UUIDField(null=True)),
                ("supplier_name", models.CharField(blank=True, max_length=200, verbose_name="leverandør")),
                ("points_low", models.PositiveSmallIntegerField(null=True, verbose_name="point, mindst")),
                ("points_high", models.PositiveSmallIntegerField(null=True, verbose_name="point, højst")),
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
                        null=True,
                        verbose_name="anbefalet mindste koncept",
                    ),
                ),
                ("audit_id", models.UUIDField(null=True)),
                (
                    "case_number",
                    models.CharField(blank=True, max_length=20, verbose_name="det fælles tilsyns sagsnummer"),
                ),
                (
                    "proposed_supervisor",
                    models.CharField(
                        choices=[
                            ("joint", "fælles tilsyn"),
                            ("own", "kommunens eget tilsyn"),
                            ("none", "intet tilsyn"),
                        ],
                        max_length=6,
                        verbose_name="foreslået tilsyn",
                    ),
                ),
                (
                    "proposed_concept",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1. Intet yderligere tilsyn"),
                            (2, "2. Bekræftelse"),
                            (3, "3. Skriftlig status"),
                            (4, "4. Certificering eller adfærdskodeks"),
                            (5, "5. Uafhængig tredjeparts tilsyn"),
                            (6, "6. Eget eller fælles tilsyn"),
                        ],
                        null=True,
                        verbose_name="foreslået koncept",
                    ),
                ),
                (
                    "proposed_interval",
                    models.PositiveSmallIntegerField(null=True, verbose_name="foreslået interval (måneder)"),
                ),
                ("proposed_next_on", models.DateField(null=True, verbose_name="foreslået næste gang")),
                ("proposed_reason", models.TextField(blank=True, verbose_name="forslagets begrundelse")),
                (
                    "supervisor",
                    models.CharField(
                        choices=[
                            ("joint", "fælles tilsyn"),
                            ("own", "kommunens eget tilsyn"),
                            ("none", "intet tilsyn"),
                        ],
                        max_length=6,
                        verbose_name="hvem fører tilsyn",
                    ),
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
                        null=True,
                        verbose_name="valgt koncept",
                    ),
                ),
                (
                    "interval_months",
                    models.PositiveSmallIntegerField(null=True, verbose_name="interval (måneder)"),
                ),
                ("next_on", models.DateField(null=True, verbose_name="næste gang")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="begrundelse")),
                ("changed_at", models.DateTimeField(null=True, verbose_name="ændret")),
                ("changed_by_name", models.CharField(blank=True, max_length=300, verbose_name="ændret af")),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="audits_municipal.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "systemet i planen",
                "verbose_name_plural": "systemer i planen",
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "system_id"), name="audits_plan_system_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supervisor", "none"), ("concept__isnull", False), _connector="OR"
                        ),
                        name="audits_plan_line_concept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("report_id", models.UUIDField()),
                ("audit_id", models.UUIDField()),
                ("version_id", models.UUIDField()),
                ("version", models.SmallIntegerField(verbose_name="version")),
                ("kind", models.CharField(max_length=10, verbose_name="slags")),
                ("reason", models.TextField(blank=True, verbose_name="hvorfor")),
                ("case_number", models.CharField(max_length=20, verbose_name="sagsnummer")),
                ("supplier_id", models.UUIDField()),
                ("supplier_name", models.CharField(max_length=300, verbose_name="leverandør")),
                (
                    "supplier_number",
                    models.CharField(blank=True, max_length=40, verbose_name="leverandørens CVR-nummer"),
                ),
                (
                    "concept",
                    models.SmallIntegerField(
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
                ("summary", models.TextField(verbose_name="sammenfatning")),
                ("next_audit", models.CharField(blank=True, max_length=200, verbose_name="næste tilsyn")),
                ("sent_by_name", models.CharField(max_length=300, verbose_name="sendt af")),
                ("contact_name", models.CharField(max_length=150, verbose_name="sagsbehandler")),
                ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="telefon")),
                ("due", models.DateField(null=True, verbose_name="stillingtagen senest")),
                (
                    "closed",
                    models.JSONField(
                        blank=True, db_default=[], default=list, verbose_name="dokumentation uden adgang"
                    ),
                ),
                (
                    "followed_up",
                    models.JSONField(
                        blank=True, db_default=[], default=list, verbose_name="fulgt op fra sidst"
                    ),
                ),
                ("published_at", models.DateTimeField(unique=True, verbose_name="modtaget")),
                ("is_current", models.BooleanField(default=True, verbose_name="gældende udgave")),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="rettet")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="trukket tilbage")),
            ],
            options={
                "verbose_name": "rapporten",
                "ordering": ["-published_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report_id", "version"), name="audits_received_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("is_report", models.BooleanField(default=False)),
                (
                    "read_only",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="kan kun læses på siden"
                    ),
                ),
                (
                    "confidential",
                    models.JSONField(
                        blank=True, db_default=[], default=list, verbose_name="fortrolige steder"
                    ),
                ),
                ("replaced_at", models.DateTimeField(null=True, verbose_name="erstattet")),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="audits_municipal.receivedreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "fil til rapporten",
            },
        ),
        migrations.CreateModel(
            name="ReceivedComment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("place", models.SmallIntegerField(verbose_name="rækkefølge")),
                ("heading", models.CharField(max_length=300, verbose_name="afsnit")),
                ("text", models.TextField(verbose_name="bemærkning")),
                ("outcome", models.CharField(max_length=40, verbose_name="resultat")),
                ("answer", models.TextField(verbose_name="svar")),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="audits_municipal.receivedreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "bemærkning fra høringen",
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="FollowUpTask",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.CharField(max_length=500, verbose_name="opgave")),
                ("from_report", models.BooleanField(default=False, verbose_name="fra rapporten")),
                ("finding_id", models.UUIDField(null=True)),
                ("responsible", models.CharField(blank=True, max_length=150, verbose_name="ansvarlig")),
                (
                    "responsible_email",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="ansvarliges e-mail"
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="frist")),
                ("done_at", models.DateTimeField(null=True, verbose_name="udført")),
                ("done_by_name", models.CharField(blank=True, max_length=300, verbose_name="udført af")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="audits_municipal.receivedreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "opgave",
                "ordering": ["created_at", "text"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_by_name", "")),
                            models.Q(
                                ("done_at__isnull", False), models.Q(("done_by_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="audits_task_done_by_and_at",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedSystem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("system_id", models.UUIDField()),
                ("name", models.CharField(max_length=300, verbose_name="system")),
                (
                    "level",
                    models.CharField(
                        choices=[("green", "grøn"), ("yellow", "gul"), ("red", "rød")],
                        max_length=6,
                        verbose_name="konklusion",
                    ),
                ),
                ("text", models.TextField(verbose_name="konklusionens tekst")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("received", "modtaget"),
                            ("considering", "under vurdering"),
                            ("approved", "tilsyn godkendt"),
                            ("approved_remarks", "tilsyn godkendt med bemærkninger"),
                            ("not_approved", "tilsyn ikke godkendt"),
                            ("reopened", "til fornyet stillingtagen"),
                            ("withdrawn", "trukket tilbage"),
                        ],
                        default="",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("state_since", models.DateTimeField(verbose_name="siden")),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "grøn"), ("yellow", "gul"), ("red", "rød")],
                        max_length=6,
                        verbose_name="vores vurdering af databehandleren",
                    ),
                ),
                ("conclusion", models.TextField(blank=True, max_length=4096, verbose_name="konklusion")),
                ("remark", models.TextField(blank=True, max_length=4000, verbose_name="bemærkninger")),
                (
                    "what_now",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("action_plan", "Vi kræver en handlingsplan"),
                            ("own_audit", "Vi fører selv tilsyn"),
                            ("suspend", "Vi sætter brugen af systemet i bero"),
                            ("terminate", "Vi opsiger aftalen"),
                            ("accept_risk", "Vi accepterer risikoen"),
                        ],
                        max_length=12,
                        verbose_name="hvad sker der nu",
                    ),
                ),
                ("what_now_note", models.TextField(blank=True, max_length=2000, verbose_name="begrundelse")),
                (
                    "risk_owner",
                    models.CharField(blank=True, max_length=200, verbose_name="hvem accepterer risikoen"),
                ),
                (
                    "risk_until",
                    models.DateField(blank=True, null=True, verbose_name="risikoen accepteres til"),
                ),
                ("next_audit_on", models.DateField(blank=True, null=True, verbose_name="næste tilsyn")),
                ("journal_number", models.CharField(blank=True, max_length=60, verbose_name="journalnummer")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="besluttet")),
                ("decided_by_id", models.UUIDField(null=True)),
                (
                    "decided_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="besluttet af"),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="systems",
                        to="audits_municipal.receivedreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "stillingtagen",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "system_id"), name="audits_received_system_once"
                    ),
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
                        name="audits_decision_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["approved", "approved_remarks", "not_approved"]), _negated=True
                            ),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="audits_decided_has_decider",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedFinding",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("finding_id", models.UUIDField()),
                ("number", models.SmallIntegerField(verbose_name="nummer")),
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
                ("text", models.TextField(verbose_name="beskrivelse")),
                ("deadline", models.DateField(null=True, verbose_name="frist")),
                (
                    "state",
                    models.CharField(
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
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                ("told_at", models.DateTimeField(verbose_name="opdateret")),
                ("note", models.TextField(blank=True, db_default="", verbose_name="hvorfor det er forelagt")),
                (
                    "action",
                    models.TextField(blank=True, db_default="", verbose_name="hvad leverandøren skal gøre"),
                ),
                (
                    "plan",
                    models.TextField(blank=True, db_default="", verbose_name="leverandørens handlingsplan"),
                ),
                ("plan_done_by", models.DateField(null=True, verbose_name="leverandørens egen dato")),
                (
                    "system",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="audits_municipal.receivedsystem",
                    ),
                ),
            ],
            options={
                "verbose_name": "forhold",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("system", "finding_id"), name="audits_received_finding_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dpo", "DPO's bemærkning"),
                            ("question", "Spørgsmål til sekretariatet"),
                            ("contest", "Indsigelse mod rapporten"),
                        ],
                        max_length=10,
                        verbose_name="slags",
                    ),
                ),
                ("finding_id", models.UUIDField(null=True)),
                ("text", models.TextField(max_length=4000, verbose_name="tekst")),
                ("goes_up", models.BooleanField(default=False, verbose_name="sendes til sekretariatet")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="skrevet")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="audits_municipal.receivedreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "bemærkning",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="SystemOpinion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=150, verbose_name="systemejer")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("question", models.TextField(blank=True, max_length=2000, verbose_name="spørgsmål")),
                ("answer_by", models.DateField(verbose_name="svar ønskes senest")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="spurgt")),
                ("asked_by_id", models.UUIDField()),
                ("asked_by_name", models.CharField(max_length=300, verbose_name="spurgt af")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="udtalelse")),
                ("written_at", models.DateTimeField(null=True, verbose_name="skrevet")),
                ("written_by_name", models.CharField(blank=True, max_length=150, verbose_name="skrevet af")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="trukket tilbage")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="audits_municipal.receivedsystem",
                    ),
                ),
            ],
            options={
                "verbose_name": "udtalelse",
                "ordering": ["asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), ("written_at", None), ("written_by_name", "")),
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                ("written_at__isnull", False),
                                models.Q(("written_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audits_opinion_written_by_and_at",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskReminder",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("task_id", models.UUIDField()),
                ("rule_id", models.UUIDField()),
                ("due", models.DateField(verbose_name="frist")),
                ("sent_on", models.DateField(verbose_name="sendt")),
            ],
            options={
                "verbose_name": "påmindelse om en opgave",
                "verbose_name_plural": "påmindelser om opgaver",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task_id", "rule_id", "due"), name="audits_taskreminder_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="YearReport",
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
                        to="documents_municipal.municipalfile",
                        verbose_name="fil",
                    ),
                ),
            ],
            options={
                "verbose_name": "årsrapporten",
                "verbose_name_plural": "årsrapporter",
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="audits_m_yearreport_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnAuditTask",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.CharField(max_length=500, verbose_name="opgave")),
                ("responsible", models.CharField(blank=True, max_length=150, verbose_name="ansvarlig")),
                (
                    "responsible_email",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="ansvarliges e-mail"
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="frist")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(null=True, verbose_name="udført")),
                ("done_by_name", models.CharField(blank=True, max_length=300, verbose_name="udført af")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="audits_municipal.ownaudit",
                    ),
                ),
            ],
            options={
                "verbose_name": "opgave efter vores eget tilsyn",
                "verbose_name_plural": "opgaver efter vores egne tilsyn",
                "ordering": ["created_at", "text"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_by_name", "")),
                            models.Q(
                                ("done_at__isnull", False), models.Q(("done_by_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="audits_own_task_done",
                    )
                ],
            },
        ),
    ]
