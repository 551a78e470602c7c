"""The municipality's log becomes evidence: the transaction of each row, seals, and nobody changes any of it."""

from django.db import migrations, models


def append_only(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION public.workflows_refuse_change_v1()"
    )


class Migration(migrations.Migration):
    dependencies = [("workflows_municipal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="MunicipalSeal",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField(unique=True)),
                ("digest", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
        ),
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
