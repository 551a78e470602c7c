"""The mark that migrate_schemas leaves on the shared schema: which walls were set, and how they came out.

PostgreSQL rewrites what it is told, so a row policy cannot be compared with the code's text. The mark
keeps two digests: of the statements, and of the catalogue after they ran. Any login can read both
again, so a process sees before it serves that somebody changed a wall, or that it belongs to
another version. It is a comment on the schema, which only the owner can write, and goes along in a dump.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from psycopg import sql

from walls.apply import declared_statements
from walls.catalogue import facts

HINT = "Kør check_walls som ejeren for at få forskellene navngivet, og migrate_schemas for at rette dem."


def leave_mark() -> None:
    """Write the mark; act as the owner, in the transaction that set the walls."""
    text = json.dumps({"code": _code(), "found": _found()}, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("COMMENT ON SCHEMA public IS {}").format(sql.Literal(text)))


def differs_from_mark() -> Iterator[str]:
    """Yield what has been changed since the walls were set, by kind, or that they are another version's."""
    left = _left()
    if left is None:
        yield "Databasens afskærmning er aldrig sat. Kør migrate_schemas."
        return
    if left["code"] != _code():
        yield "Databasens afskærmning er sat af en anden version af koden. Kør migrate_schemas."
    found = _found()
    for kind, digest in left["found"].items():
        if found.get(kind) != digest:
            yield f"{kind}: noget er ændret i det fælles skema, siden afskærmningen blev sat. {HINT}"


def _left() -> dict[str, Any] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')")
        row = cursor.fetchone()
    try:
        left = json.loads(row[0] or "") if row else None
    except json.JSONDecodeError:  # PostgreSQL's own comment, "standard public schema"
        return None
    return left if isinstance(left, dict) and {"code", "found"} <= set(left) else None


def _code() -> str:
    return _digest(declared_statements())


def _found() -> dict[str, str]:
    return {kind: _digest(sorted("|".join(fact) for fact in some)) for kind, some in facts().items()}


def _digest(texts: Any) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
