"""Notice, expiry, proof of deletion, and agreements that follow one another."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import workflows.states


class Migration(migrations.Migration):
    dependencies = [
        ("agreements_municipal", "0004_checked_copies"),
        ("documents_municipal", "0001_initial"),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "dokumentation for sletning",
                "verbose_name_plural": "dokumentation for sletning",
                "ordering": ["received_at"],
            },
        ),
        migrations.AddField(
            model_name="agreement",
            name="at_the_end",
            field=models.CharField(
                blank=True,
                choices=[("slet", "Oplysningerne slettes"), ("returner", "Oplysningerne leveres tilbage")],
                db_default="",
                default="",
                max_length=10,
                verbose_name="ved ophør",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="deletion_due",
            field=models.DateField(null=True, verbose_name="frist for dokumentation for sletning"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="ends_on",
            field=models.DateField(null=True, verbose_name="ophører"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="is_supplement",
            field=models.BooleanField(db_default=False, default=False, verbose_name="tillæg"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="kept_by_law",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="opbevares efter lov"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="notice_file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents_municipal.municipalfile",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="notice_given_on",
            field=models.DateField(null=True, verbose_name="opsagt den"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="notice_months",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="opsigelsesvarsel (måneder)"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="notice_party",
            field=models.CharField(
                blank=True,
                choices=[("municipality", "kommunen"), ("supplier", "leverandøren")],
                db_default="",
                default="",
                max_length=12,
                verbose_name="hvem der har opsagt",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="notice_reason",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="hvorfor aftalen er opsagt"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="replaces",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="agreements_municipal.agreement",
                verbose_name="afløser",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="supplier_now",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="leverandørens navn nu"
            ),
        ),
        migrations.AlterField(
            model_name="agreement",
            name="state",
            field=workflows.states.StateField(
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
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "awaiting_deletion"), _negated=True),
                    models.Q(("deletion_due__isnull", False), ("ends_on__isnull", False)),
                    _connector="OR",
                ),
                name="agreements_m_deletion_due",
            ),
        ),
        migrations.AddField(
            model_name="deletionevidence",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="agreements_municipal.agreement",
            ),
        ),
        migrations.AddField(
            model_name="deletionevidence",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents_municipal.municipalfile",
            ),
        ),
        migrations.AddConstraint(
            model_name="deletionevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "sent_back"), _negated=True),
                    models.Q(("outcome_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="agreements_m_evidence_why",
            ),
        ),
    ]
