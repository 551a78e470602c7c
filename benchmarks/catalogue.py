"""What PostgreSQL's catalogue says of a schema, in words that do not name the schema or its role."""

from typing import Any

from django.db import connection

QUERIES = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               pg_get_expr(d.adbin, d.adrelid)
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('r', 'v', 'p')""",
    "indexes": """
        SELECT tablename, indexname, replace(indexdef, %(schema)s || '.', '')
          FROM pg_indexes WHERE schemaname = %(schema)s""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace AND contype <> 'n'""",
    "sequences and functions": """
        SELECT relname FROM pg_class WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'S'
        UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace
        UNION ALL SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
         WHERE relnamespace = %(schema)s::regnamespace AND NOT tgisinternal""",
    "grants": """
        SELECT relname, privilege_type
          FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
         WHERE relnamespace = %(schema)s::regnamespace AND rolname = %(role)s
        UNION ALL
        SELECT 'schema', privilege_type
          FROM pg_namespace n, aclexplode(n.nspacl) a JOIN pg_roles r ON r.oid = a.grantee
         WHERE nspname = %(schema)s AND rolname = %(role)s""",
    "memberships": """
        SELECT g.rolname, replace(m.rolname, %(role)s, 'role'), inherit_option, set_option
          FROM pg_auth_members JOIN pg_roles g ON g.oid = roleid JOIN pg_roles m ON m.oid = member
         WHERE m.rolname = %(role)s AND g.rolname <> %(role)s
        UNION ALL
        SELECT 'role', m.rolname, inherit_option, set_option
          FROM pg_auth_members JOIN pg_roles g ON g.oid = roleid JOIN pg_roles m ON m.oid = member
         WHERE g.rolname = %(role)s""",
    # django-tenants notes those of the shared apps too, and the former ones that a migration stands for:
    # neither changes anything in a municipality's schema.
    "migrations": """
        SELECT app, name FROM "{schema}".django_migrations
         WHERE (app, name) IN (SELECT app, name FROM public.tenants_schemastep)""",
}


def catalogue(schema: str, role: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return columns, indexes, constraints, grants and so on, each sorted. Act as the owner."""
    found = {}
    with connection.cursor() as cursor:
        for kind, query in QUERIES.items():
            cursor.execute(query.replace("{schema}", schema), {"schema": schema, "role": role})
            rows = [tuple(str(cell).replace(f"{schema}.", "") for cell in row) for row in cursor.fetchall()]
            found[kind] = sorted(rows)
    return found
