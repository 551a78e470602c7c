"""The log is evidence: the transaction of each row, checked seals, and nobody changes any of it."""

from pathlib import Path

from django.db import migrations

REFUSE = (Path(__file__).resolve().parents[1] / "sql" / "001_append_only.sql").read_text(encoding="utf-8")


def append_only(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION public.workflows_refuse_change_v1()"
    )


class Migration(migrations.Migration):
    replaces = [("workflows", "0006_rounds")]

    dependencies = [("workflows", "0001_tables")]

    operations = [
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
