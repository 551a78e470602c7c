"""What PostgreSQL's catalogue says of the walls of the shared schema. Any login may read it."""

from typing import Any

from django.db import connection

Fact = tuple[Any, ...]


def rows_of(query: str, **given: Any) -> set[Fact]:
    """Return the rows of a question to the catalogue, each value as text ("" for none)."""
    with connection.cursor() as cursor:
        cursor.execute(query, given or None)
        return {tuple("" if value is None else str(value) for value in row) for row in cursor.fetchall()}


def facts() -> dict[str, set[Fact]]:
    """Return the walls of the shared schema by kind (the Danish word for it)."""
    return {kind: rows_of(query) for kind, query in FACTS.items()}


FACTS = {
    "Rettighed": """
        SELECT c.oid::regclass::text, coalesce(r.rolname, 'PUBLIC'), a.privilege_type, t.attname
          FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL,
               aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE c.relnamespace = 'public'::regnamespace AND a.grantee <> c.relowner
         UNION
        SELECT c.oid::regclass::text, coalesce(r.rolname, 'PUBLIC'), a.privilege_type, NULL
          FROM pg_class c, aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE c.relnamespace = 'public'::regnamespace AND a.grantee <> c.relowner""",
    "Rettighed til skema": """
        SELECT n.nspname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
          FROM pg_namespace n, aclexplode(n.nspacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE n.nspname = 'public' AND a.grantee <> n.nspowner""",
    "Rækkeregel": """
        SELECT tablename, policyname, array_to_string(roles, ','), cmd, permissive, qual, with_check
          FROM pg_policies WHERE schemaname = 'public'""",
    "Rækkebeskyttelse": """
        SELECT relname, CASE WHEN relrowsecurity THEN 'slået til' ELSE 'slået fra' END,
               CASE WHEN relforcerowsecurity THEN 'også for ejeren' ELSE 'ikke for ejeren' END
          FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')""",
    "Funktion": """
        SELECT oid::regprocedure::text, CASE WHEN prosecdef THEN 'som ejeren' END, proconfig::text,
               md5(pg_get_functiondef(oid))
          FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')""",
    "Rettighed til funktion": """
        SELECT p.oid::regprocedure::text, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
          FROM pg_proc p, aclexplode(p.proacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE p.pronamespace = 'public'::regnamespace AND a.grantee <> p.proowner""",
    "Visning": """
        SELECT relname, array_to_string(reloptions, ','), md5(pg_get_viewdef(oid))
          FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')""",
    "Udløser eller regel": """
        SELECT tgrelid::regclass::text, tgname, tgenabled::text, md5(pg_get_triggerdef(t.oid))
          FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
         WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal
         UNION ALL
        SELECT ev_class::regclass::text, rulename, ev_enabled::text, md5(pg_get_ruledef(w.oid))
          FROM pg_rewrite w JOIN pg_class c ON c.oid = ev_class
         WHERE c.relnamespace = 'public'::regnamespace AND rulename <> '_RETURN'""",
}
