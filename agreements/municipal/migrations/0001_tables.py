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
        ("agreements_municipal", "0001_initial"),
        ("agreements_municipal", "0002_mandates"),
        ("agreements_municipal", "0003_own_agreements"),
        ("agreements_municipal", "0004_checked_copies"),
        ("agreements_municipal", "0005_ends"),
        ("agreements_municipal", "0006_notices"),
        ("agreements_municipal", "0007_incidents"),
        ("agreements_municipal", "0008_joined_later"),
    ]

    dependencies = [
        ("documents_municipal", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(max_length=20, verbose_name="nummer")),
                ("title", models.CharField(max_length=200, verbose_name="overskrift")),
                ("supplier_id", models.UUIDField(null=True)),
                ("supplier_name", models.CharField(blank=True, max_length=200, verbose_name="leverandør")),
                ("subject_name", models.CharField(max_length=200, verbose_name="hvad hændelsen vedrører")),
                ("systems", models.TextField(blank=True, verbose_name="jeres systemer")),
                ("role", models.CharField(blank=True, max_length=300, verbose_name="rolle")),
                (
                    "breach_hours",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="frist for underretning (timer)"
                    ),
                ),
                ("source", models.CharField(max_length=12)),
                ("told_by", models.CharField(max_length=200, verbose_name="oplyst af")),
                ("told_contact", models.CharField(max_length=200, verbose_name="kontakt for spørgsmål")),
                (
                    "supplier_aware_at",
                    models.DateTimeField(null=True, verbose_name="leverandøren blev klar over det"),
                ),
                ("told_at", models.DateTimeField(null=True, verbose_name="sekretariatet fik det at vide")),
                ("sent_at", models.DateTimeField(verbose_name="sendt")),
                ("received_at", models.DateTimeField(verbose_name="modtaget")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[("received", "modtaget"), ("read", "læst"), ("assessed", "vurderet")],
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
                ("closed_at", models.DateTimeField(null=True, verbose_name="afsluttet")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="trukket tilbage")),
            ],
            options={
                "verbose_name": "hændelsen",
                "verbose_name_plural": "hændelser",
                "ordering": ["-received_at"],
            },
        ),
        migrations.CreateModel(
            name="LastVisit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("person_id", models.UUIDField(unique=True)),
                ("before_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="nummer")),
                ("supplier_id", models.UUIDField()),
                ("supplier_name", models.CharField(max_length=200, verbose_name="leverandør")),
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
                (
                    "basis_words",
                    models.CharField(blank=True, max_length=200, verbose_name="overførselsgrundlag i ord"),
                ),
                ("country_name", models.CharField(max_length=60, verbose_name="landets navn")),
                ("used_from", models.DateField(verbose_name="bruges fra")),
                ("received_on", models.DateField(verbose_name="modtaget af kommunen")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("delivered", "sendt af sekretariatet"),
                            ("registered", "registreret af kommunen"),
                        ],
                        default="delivered",
                        max_length=12,
                    ),
                ),
                (
                    "registered_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="registreret af"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "advice",
                    models.CharField(blank=True, max_length=20, verbose_name="sekretariatets anbefaling"),
                ),
                ("advice_text", models.TextField(blank=True, verbose_name="sekretariatets vurdering")),
                ("advice_at", models.DateTimeField(null=True)),
                ("advice_by_name", models.CharField(blank=True, max_length=300)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "varslet",
                "verbose_name_plural": "varsler",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "is_supplement",
                    models.BooleanField(db_default=False, default=False, verbose_name="tillæg"),
                ),
                (
                    "supplier_now",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="leverandørens navn nu",
                    ),
                ),
                (
                    "at_the_end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("slet", "Oplysningerne slettes"),
                            ("returner", "Oplysningerne leveres tilbage"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="ved ophør",
                    ),
                ),
                (
                    "notice_months",
                    models.PositiveSmallIntegerField(null=True, verbose_name="opsigelsesvarsel (måneder)"),
                ),
                (
                    "notice_party",
                    models.CharField(
                        blank=True,
                        choices=[("municipality", "kommunen"), ("supplier", "leverandøren")],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="hvem der har opsagt",
                    ),
                ),
                ("notice_given_on", models.DateField(null=True, verbose_name="opsagt den")),
                (
                    "notice_reason",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="hvorfor aftalen er opsagt"
                    ),
                ),
                ("ends_on", models.DateField(null=True, verbose_name="ophører")),
                (
                    "deletion_due",
                    models.DateField(null=True, verbose_name="frist for dokumentation for sletning"),
                ),
                (
                    "kept_by_law",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="opbevares efter lov"
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("common_text_id", models.UUIDField(null=True)),
                ("number", models.CharField(max_length=40, verbose_name="aftalenummer")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("supplier_id", models.UUIDField(null=True)),
                ("supplier_name", models.CharField(max_length=200, verbose_name="leverandør")),
                (
                    "supplier_cvr",
                    models.CharField(blank=True, max_length=40, verbose_name="leverandørens CVR-nummer"),
                ),
                (
                    "supplier_mailbox",
                    models.EmailField(blank=True, max_length=254, verbose_name="leverandørens postkasse"),
                ),
                ("systems", models.JSONField(default=list, verbose_name="systemer")),
                ("subprocessors", models.JSONField(default=list, verbose_name="underdatabehandlere")),
                (
                    "breach_hours",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="frist for underretning om brud (timer)"
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="varsel om ny underdatabehandler (dage)"
                    ),
                ),
                (
                    "notice_terms",
                    models.JSONField(
                        db_default={}, default=dict, verbose_name="vilkår for nye underdatabehandlere"
                    ),
                ),
                ("answer_by", models.DateField(null=True, verbose_name="svar ønskes senest")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("for_decision", "til stillingtagen"),
                            ("wanted", "ønskes indgået"),
                            ("declined", "fravalgt"),
                            ("question", "spørgsmål stillet"),
                            ("own", "dækket af egen aftale"),
                            ("to_sign", "til underskrift"),
                            ("signed_by_one", "underskrevet af én part"),
                            ("signed", "underskrevet"),
                            ("in_force", "gældende"),
                            ("withdrawn", "trukket tilbage"),
                            ("under_notice", "opsagt"),
                            ("expired", "udløbet"),
                            ("awaiting_deletion", "ophørt, afventer dokumentation for sletning"),
                            ("deletion_proven", "ophørt, sletning dokumenteret"),
                            ("superseded", "afløst"),
                        ],
                        default="for_decision",
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
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="modtaget"),
                ),
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
                        verbose_name="rækkefølge",
                    ),
                ),
                ("signatory_name", models.CharField(blank=True, max_length=150, verbose_name="underskriver")),
                (
                    "signatory_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="underskrivers e-mail"),
                ),
                ("decline_reason", models.TextField(blank=True, verbose_name="hvorfor aftalen ikke indgås")),
                ("applies_instead", models.TextField(blank=True, verbose_name="hvilken aftale der gælder")),
                ("own_agreement_on", models.DateField(null=True, verbose_name="egen aftales dato")),
                ("municipality_signed_on", models.DateField(null=True, verbose_name="kommunen underskrev")),
                ("supplier_signed_on", models.DateField(null=True, verbose_name="leverandøren underskrev")),
                ("in_force_from", models.DateField(null=True, verbose_name="gælder fra")),
                ("valid_until", models.DateField(null=True, verbose_name="gælder til")),
                ("notice_by", models.DateField(null=True, verbose_name="sidste dag for opsigelse")),
                ("journal_number", models.CharField(blank=True, max_length=60, verbose_name="journalnummer")),
                (
                    "kle",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=12, verbose_name="KLE-nummer"
                    ),
                ),
                ("agreed_on", models.DateField(null=True, verbose_name="aftaledato")),
                (
                    "generation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dt2020", "Datatilsynets standardkontrakt (2020)"),
                            ("eu2021", "EU's standardkontrakt (2021/915)"),
                            ("older", "Ældre skabelon (fx KL/KOMBIT 2017 eller 2018)"),
                            ("supplier", "Leverandørens egen"),
                            ("unknown", "Ikke kendt"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="skabelon",
                    ),
                ),
                (
                    "termination_notice",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=60, verbose_name="opsigelsesvarsel"
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, verbose_name="hvorfor teksten er trukket tilbage"),
                ),
                (
                    "covered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="agreements_municipal.agreement",
                        verbose_name="egen aftale",
                    ),
                ),
                (
                    "notice_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                        verbose_name="PDF",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="agreements_municipal.agreement",
                        verbose_name="afløser",
                    ),
                ),
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
                "verbose_name": "aftalen",
                "verbose_name_plural": "aftaler",
                "indexes": [models.Index(fields=["state", "state_since"], name="agreements_m_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("common_text_id", "version"), name="agreements_m_agreement_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(
                                models.Q(("decline_reason", ""), _negated=True),
                                models.Q(("applies_instead", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_m_decline_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "own"), _negated=True),
                            models.Q(("applies_instead", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agreements_m_own_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["signed", "in_force"]), _negated=True),
                            ("common_text_id", None),
                            models.Q(
                                ("municipality_signed_on__isnull", False),
                                ("supplier_signed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_m_both_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "in_force"), _negated=True),
                            ("common_text_id", None),
                            ("in_force_from__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_m_in_force_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("common_text_id", None),
                            models.Q(("supplier_id__isnull", False), ("word__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreements_m_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "under_notice"), _negated=True),
                            models.Q(
                                ("ends_on__isnull", False),
                                ("notice_given_on__isnull", False),
                                models.Q(("notice_party", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_m_notice_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "awaiting_deletion"), _negated=True),
                            models.Q(("deletion_due__isnull", False), ("ends_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreements_m_deletion_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(verbose_name="spørgsmål")),
                ("asked_by_id", models.UUIDField()),
                ("asked_by_name", models.CharField(max_length=300, verbose_name="stillet af")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="stillet")),
                ("answer", models.TextField(blank=True, default="", verbose_name="svar")),
                (
                    "answered_by_name",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="besvaret af"),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="besvaret")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="agreements_municipal.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "spørgsmål",
                "verbose_name_plural": "spørgsmål",
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="DeletionEvidence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("slet", "Oplysningerne slettes"),
                            ("returner", "Oplysningerne leveres tilbage"),
                        ],
                        max_length=10,
                        verbose_name="hvad der er sket",
                    ),
                ),
                ("done_on", models.DateField(verbose_name="dato")),
                ("text", models.TextField(blank=True, verbose_name="erklæring")),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=300, verbose_name="sendt af")),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="modtaget"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "venter på kommunen"),
                            ("accepted", "godkendt"),
                            ("sent_back", "sendt tilbage"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="udfald",
                    ),
                ),
                (
                    "outcome_reason",
                    models.TextField(blank=True, db_default="", default="", verbose_name="begrundelse"),
                ),
                (
                    "decided_by_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=300, verbose_name="afgjort af"
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="afgjort")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="agreements_municipal.agreement",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumentation for sletning",
                "verbose_name_plural": "dokumentation for sletning",
                "ordering": ["received_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "sent_back"), _negated=True),
                            models.Q(("outcome_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agreements_m_evidence_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BreachNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("aware_at", models.DateTimeField(verbose_name="kommunen blev klar over det")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("breach", "Ja, det var et brud på persondatasikkerheden hos os"),
                            ("no_breach", "Nej, det var ikke et brud på persondatasikkerheden hos os"),
                            ("unknown", "Det ved vi ikke endnu"),
                        ],
                        max_length=10,
                        verbose_name="brud hos os",
                    ),
                ),
                ("subjects", models.PositiveIntegerField(null=True, verbose_name="antal registrerede")),
                ("effects", models.TextField(blank=True, verbose_name="virkninger")),
                ("measures", models.TextField(blank=True, verbose_name="afhjælpende foranstaltninger")),
                (
                    "reported",
                    models.CharField(
                        choices=[
                            ("yes", "Ja"),
                            ("no", "Nej, det skal ikke anmeldes"),
                            ("not_yet", "Ikke endnu"),
                        ],
                        max_length=10,
                        verbose_name="anmeldt til Datatilsynet",
                    ),
                ),
                ("reported_at", models.DateTimeField(null=True, verbose_name="anmeldt")),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="anmeldelsens nummer eller kvittering"
                    ),
                ),
                ("why_not_reported", models.TextField(blank=True, verbose_name="hvorfor ikke anmeldt")),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("yes", "Ja"),
                            ("no", "Nej, det skal ikke anmeldes"),
                            ("not_yet", "Ikke endnu"),
                        ],
                        max_length=10,
                        verbose_name="de registrerede underrettet",
                    ),
                ),
                ("told_at", models.DateTimeField(null=True, verbose_name="underrettet")),
                ("why_not_told", models.TextField(blank=True, verbose_name="hvorfor ikke underrettet")),
                ("assessed_by_name", models.CharField(max_length=300, verbose_name="vurderet af")),
                (
                    "assessed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="vurderet"),
                ),
                ("shared_at", models.DateTimeField(null=True, verbose_name="fortalt til sekretariatet")),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="note",
                        to="agreements_municipal.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "notatet",
            },
        ),
        migrations.CreateModel(
            name="IncidentText",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("source", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("known", models.TextField(verbose_name="det ved vi")),
                ("unknown", models.TextField(blank=True, verbose_name="det ved vi ikke endnu")),
                ("next_update_at", models.DateTimeField(null=True, verbose_name="næste opdatering")),
                ("by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                ("sent_at", models.DateTimeField(verbose_name="sendt")),
                ("received_at", models.DateTimeField(verbose_name="modtaget")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="agreements_municipal.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "teksten",
                "ordering": ["sent_at"],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200, verbose_name="bunke")),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[("open", "åben"), ("running", "tages ind"), ("closed", "afsluttet")],
                        default="open",
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                ("understood", models.JSONField(default=dict)),
                ("started_by_id", models.UUIDField()),
                ("started_by_name", models.CharField(max_length=300, verbose_name="startet af")),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="startet"),
                ),
                ("confirmed_by_id", models.UUIDField(null=True)),
                (
                    "confirmed_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="bekræftet af"),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="bekræftet")),
                ("with_unmatched", models.BooleanField(default=False)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "bunken",
                "verbose_name_plural": "bunker",
                "ordering": ["-started_at"],
            },
        ),
        migrations.CreateModel(
            name="IntakeFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200, verbose_name="filnavn")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "ikke brugt"),
                            ("used", "brugt"),
                            ("refused", "afvist"),
                            ("left_out", "skal ikke bruges"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="begrundelse")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="agreements_municipal.intake",
                    ),
                ),
            ],
            options={
                "verbose_name": "fil i bunken",
                "verbose_name_plural": "filer i bunken",
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "refused"), ("file__isnull", False), _connector="OR"),
                        name="agreements_m_intakefile_kept",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("position", models.PositiveIntegerField()),
                ("sheet", models.CharField(blank=True, max_length=100, verbose_name="ark")),
                ("line", models.PositiveIntegerField(default=0, verbose_name="linje")),
                ("cells", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("matched", "fundet"),
                            ("doubtful", "i tvivl"),
                            ("unmatched", "uden fil"),
                            ("refused", "afvist"),
                            ("taken", "taget ind"),
                            ("left_out", "udeladt"),
                        ],
                        default="unmatched",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="begrundelse")),
                ("corrected", models.BooleanField(default=False)),
                (
                    "named_file",
                    models.CharField(blank=True, max_length=300, verbose_name="filnavn i indekset"),
                ),
                ("file_fixed", models.BooleanField(default=False)),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="titel")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="aftalenummer")),
                ("supplier_id", models.UUIDField(null=True)),
                ("supplier_name", models.CharField(blank=True, max_length=200, verbose_name="leverandør")),
                (
                    "supplier_cvr",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="CVR- eller registreringsnummer"
                    ),
                ),
                ("systems", models.JSONField(default=list, verbose_name="systemer")),
                ("agreed_on", models.DateField(null=True, verbose_name="aftaledato")),
                ("in_force_from", models.DateField(null=True, verbose_name="gælder fra")),
                ("valid_until", models.DateField(null=True, verbose_name="gælder til")),
                ("notice_by", models.DateField(null=True, verbose_name="sidste dag for opsigelse")),
                (
                    "termination_notice",
                    models.CharField(blank=True, max_length=60, verbose_name="opsigelsesvarsel"),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="varsel om ny underdatabehandler (dage)"
                    ),
                ),
                (
                    "generation",
                    models.CharField(
                        choices=[
                            ("dt2020", "Datatilsynets standardkontrakt (2020)"),
                            ("eu2021", "EU's standardkontrakt (2021/915)"),
                            ("older", "Ældre skabelon (fx KL/KOMBIT 2017 eller 2018)"),
                            ("supplier", "Leverandørens egen"),
                            ("unknown", "Ikke kendt"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="skabelon",
                    ),
                ),
                ("journal_number", models.CharField(blank=True, max_length=60, verbose_name="journalnummer")),
                ("kle", models.CharField(blank=True, max_length=12, verbose_name="KLE-nummer")),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="agreements_municipal.agreement",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lines",
                        to="agreements_municipal.intakefile",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="agreements_municipal.intake",
                    ),
                ),
            ],
            options={
                "verbose_name": "linje i bunken",
                "verbose_name_plural": "linjer i bunken",
                "ordering": ["position"],
                "indexes": [models.Index(fields=["intake", "state"], name="agreements_m_line_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken"), _negated=True),
                            ("agreement__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_m_line_taken",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "Aftalen"),
                            ("appendix", "Bilag"),
                            ("letter", "Brev eller mail"),
                            ("other", "Andet"),
                        ],
                        max_length=10,
                        verbose_name="hvad er det",
                    ),
                ),
                ("added_by_id", models.UUIDField()),
                ("added_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lagt op")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="taget af")),
                ("removed_by_name", models.CharField(blank=True, max_length=300, verbose_name="taget af af")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_files",
                        to="agreements_municipal.agreement",
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
                "verbose_name": "egen fil",
                "verbose_name_plural": "egne filer",
                "ordering": ["added_at"],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "holder",
                    models.CharField(
                        choices=[("person", "en person i kommunen"), ("secretariat", "sekretariatet")],
                        max_length=12,
                        verbose_name="hvem får fuldmagten",
                    ),
                ),
                ("holder_name", models.CharField(max_length=150, verbose_name="navn")),
                ("holder_title", models.CharField(blank=True, max_length=100, verbose_name="stilling")),
                ("holder_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "covers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("sign", "underskrive databehandleraftaler"),
                                ("receive_notices", "modtage varsler om underdatabehandlere"),
                                ("answer_notices", "svare på varsler om underdatabehandlere"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                        verbose_name="hvad fuldmagten gælder",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="gælder fra")),
                ("valid_until", models.DateField(null=True, verbose_name="gælder til og med")),
                ("given_by_id", models.UUIDField()),
                ("given_by_name", models.CharField(max_length=300, verbose_name="givet af")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="givet")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="tilbagekaldt")),
                (
                    "revoked_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="tilbagekaldt af"),
                ),
                ("revoked_reason", models.TextField(blank=True, verbose_name="hvorfor den er kaldt tilbage")),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mandates",
                        to="agreements_municipal.agreement",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                        verbose_name="den underskrevne fuldmagt",
                    ),
                ),
            ],
            options={
                "verbose_name": "fuldmagten",
                "verbose_name_plural": "fuldmagter",
                "ordering": ["-given_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="agreements_m_mandate_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by_name", "")),
                            models.Q(
                                ("revoked_at__isnull", False),
                                models.Q(("revoked_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreements_m_mandate_revoked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("covers__len__gt", 0)), name="agreements_m_mandate_covers"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppendixB",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("valid_from", models.DateField(null=True, verbose_name="gælder fra")),
                ("subprocessors", models.JSONField(default=list, verbose_name="underdatabehandlere")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lavet")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appendices_b",
                        to="agreements_municipal.agreement",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents_municipal.municipalfile",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements_municipal.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "bilag B",
                "verbose_name_plural": "bilag B",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="agreements_m_appendix_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    workflows.states.StateField(
                        choices=[
                            ("running", "indsigelsesfrist løber"),
                            ("no_objection", "ingen indsigelse"),
                            ("objection", "indsigelse fremsat"),
                            ("withdrawn", "varsel trukket tilbage"),
                            ("not_used", "anvendes ikke for kommunen"),
                            ("terminated", "aftale opsagt"),
                            ("in_effect", "trådt i kraft"),
                        ],
                        default="running",
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
                    "authorisation",
                    models.CharField(default="generel", max_length=10, verbose_name="godkendelse"),
                ),
                ("received_on", models.DateField(verbose_name="modtaget")),
                (
                    "received_through",
                    models.CharField(
                        choices=[("own", "kommunen"), ("mandate", "sekretariatet efter fuldmagt")],
                        default="own",
                        max_length=10,
                    ),
                ),
                ("due", models.DateField(null=True, verbose_name="frist")),
                ("notice_ends", models.DateField(null=True, verbose_name="varslet udløber")),
                (
                    "answered",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "ikke besvaret"),
                            ("person", "kommunen"),
                            ("silence", "ingen indsigelse inden fristen"),
                            ("mandate", "sekretariatet efter fuldmagt"),
                            ("joined", "i brug, da aftalen blev indgået"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="besvaret")),
                (
                    "answered_by_name",
                    models.CharField(blank=True, max_length=300, verbose_name="besvaret af"),
                ),
                ("mandate_id", models.UUIDField(null=True, verbose_name="efter fuldmagt")),
                ("objection_reason", models.TextField(blank=True, verbose_name="indsigelse")),
                ("outcome_note", models.TextField(blank=True, verbose_name="udfald")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="agreements_municipal.agreement",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="agreements_municipal.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "varslet",
                "verbose_name_plural": "varsler om aftaler",
                "ordering": ["due", "id"],
                "indexes": [models.Index(fields=["state", "due"], name="agreements_m_notice_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "agreement"), name="agreements_m_notice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["objection", "not_used", "terminated"]), _negated=True),
                            models.Q(("objection_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agreements_m_objection_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered", "mandate"), _negated=True),
                            ("mandate_id__isnull", False),
                            _connector="OR",
                        ),
                        name="agreements_m_notice_mandate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["no_objection", "objection", "in_effect"]), _negated=True
                            ),
                            models.Q(("answered", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agreements_m_notice_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnContacts",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("contact_name", models.CharField(blank=True, max_length=150, verbose_name="kontaktperson")),
                (
                    "contact_title",
                    models.CharField(blank=True, max_length=100, verbose_name="kontaktpersonens stilling"),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="kontaktpersonens e-mail"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=30, verbose_name="kontaktpersonens telefon"),
                ),
                ("signatory_name", models.CharField(blank=True, max_length=150, verbose_name="underskriver")),
                (
                    "signatory_title",
                    models.CharField(blank=True, max_length=100, verbose_name="underskriverens stilling"),
                ),
                (
                    "signatory_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="underskriverens postkasse"),
                ),
                (
                    "agreement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="agreements_municipal.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "kommunens kontakter",
                "verbose_name_plural": "kommunens kontakter",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement",), name="agreements_m_contacts_once", nulls_distinct=False
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
                ("text", models.TextField(verbose_name="bemærkning")),
                ("written_by_id", models.UUIDField()),
                ("written_by_name", models.CharField(max_length=300, verbose_name="skrevet af")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="skrevet"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="agreements_municipal.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "bemærkning",
                "verbose_name_plural": "bemærkninger",
                "ordering": ["-written_at"],
            },
        ),
        migrations.CreateModel(
            name="SignatureCheck",
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
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signature_checks",
                        to="agreements_municipal.agreement",
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
                "verbose_name": "kontrol af underskrift",
                "verbose_name_plural": "kontroller af underskrifter",
            },
        ),
        migrations.CreateModel(
            name="SignedCopy",
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
                (
                    "party",
                    models.CharField(
                        choices=[("municipality", "kommunen"), ("supplier", "leverandøren")],
                        max_length=12,
                        verbose_name="part",
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="underskrevet den")),
                ("signed_by", models.CharField(max_length=150, verbose_name="underskrevet af")),
                ("added_by_id", models.UUIDField()),
                ("added_by_name", models.CharField(max_length=300, verbose_name="lagt op af")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lagt op")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="agreements_municipal.agreement",
                    ),
                ),
                (
                    "examination",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements_municipal.signaturecheck",
                        verbose_name="kontrol",
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
                "verbose_name": "underskrevet kopi",
                "verbose_name_plural": "underskrevne kopier",
                "ordering": ["added_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "party"), name="agreements_m_copy_once")
                ],
            },
        ),
    ]
