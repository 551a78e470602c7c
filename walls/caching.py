"""Cache keys carry the schema, so that nothing cached for one municipality is read by another."""

from django.db import connection


def make_key(key: str, key_prefix: str, version: int) -> str:
    """Return the key with installation prefix and present schema (`public` outside a municipality)."""
    schema = getattr(connection, "schema_name", "public")
    return f"{key_prefix}:{schema}:{version}:{key}"
