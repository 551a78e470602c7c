"""The municipality's log is evidence: the transaction of each row, checked seals, and nobody changes any of it."""

from django.db import migrations


def append_only(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION public.workflows_refuse_change_v1()"
    )


class Migration(migrations.Migration):
    replaces = [("workflows_municipal", "0002_sealed_log")]

    dependencies = [("workflows_municipal", "0001_tables")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE workflows_municipal_municipallogentry "
                "ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
                "CREATE INDEX workflows_mlogentry_xid ON workflows_municipal_municipallogentry (xid)",
                "ALTER TABLE workflows_municipal_municipalseal "
                "ADD CONSTRAINT workflows_mseal_sha256 CHECK (octet_length(digest) = 32)",
                append_only("workflows_municipal_municipallogentry"),
                append_only("workflows_municipal_municipalseal"),
            ],
            reverse_sql=[
                "DROP TRIGGER workflows_municipal_municipalseal_append_only ON workflows_municipal_municipalseal",
                "DROP TRIGGER workflows_municipal_municipallogentry_append_only "
                "ON workflows_municipal_municipallogentry",
                "ALTER TABLE workflows_municipal_municipallogentry DROP COLUMN xid",
            ],
        ),
    ]
