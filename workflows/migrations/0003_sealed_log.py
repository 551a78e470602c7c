"""The log becomes evidence: the transaction of each row, seals, daily heads, and nobody changes any of it."""

from pathlib import Path

from django.db import migrations, models

REFUSE = (Path(__file__).resolve().parents[1] / "sql" / "001_append_only.sql").read_text(encoding="utf-8")


def append_only(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION public.workflows_refuse_change_v1()"
    )


class Migration(migrations.Migration):
    dependencies = [("workflows", "0002_job_not_before")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField(unique=True)),
                ("digest", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="LogHeads",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("made_at", models.CharField(max_length=40)),
                ("former", models.CharField(blank=True, max_length=64)),
                ("chains", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=88)),
                ("key_id", models.CharField(max_length=16)),
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE workflows_logentry ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
                "CREATE INDEX workflows_logentry_xid ON workflows_logentry (xid)",
                "ALTER TABLE workflows_seal ADD CONSTRAINT workflows_seal_sha256 CHECK (octet_length(digest) = 32)",
                REFUSE,
                append_only("workflows_logentry"),
                append_only("workflows_seal"),
                append_only("workflows_logheads"),
            ],
            reverse_sql=[
                "DROP TRIGGER workflows_logheads_append_only ON workflows_logheads",
                "DROP TRIGGER workflows_seal_append_only ON workflows_seal",
                "DROP TRIGGER workflows_logentry_append_only ON workflows_logentry",
                "ALTER TABLE workflows_logentry DROP COLUMN xid",
            ],
        ),
    ]
