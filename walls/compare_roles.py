"""Are the roles and their memberships those of the walls? (The rest: walls/compare.py.)"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from walls import names
from walls.bootstrap import TAKEABLE

Member = tuple[UUID, str]  # a municipality's id and schema
Fact = tuple[Any, ...]


def rows_of(query: str, **given: Any) -> set[Fact]:
    """Return the rows of a question to the catalogue, each value as text ("" for none)."""
    with connection.cursor() as cursor:
        cursor.execute(query, given or None)
        return {tuple("" if value is None else str(value) for value in row) for row in cursor.fetchall()}


def roles(members: list[Member]) -> Iterator[str]:
    """Yield the roles that are missing, that belong to nobody, or that can more than they should."""
    wanted = {names.group(group) for group in names.GROUPS} | {names.login(login) for login in names.LOGINS}
    municipal = {names.municipality_role(one) for one, _ in members}
    present: dict[str, str] = dict(rows_of(_ROLES, prefix=f"^{names.group('')}"))
    yield from (f"Rollen {name} mangler." for name in (wanted | municipal) - set(present))
    for name, powers in present.items():
        if "_m_" in name and name not in municipal:
            yield f"Rollen {name} tilhører ingen kommune, der er medlem."
        allowed = {"LOGIN"} if name.startswith(names.login("")) else {"INHERIT"}
        allowed |= {"CREATEROLE"} if name == names.login("owner") else set()
        if surplus := set(powers.split()) - allowed:
            yield f"Rollen {name} har egenskaber, den ikke må have: {', '.join(sorted(surplus))}."


_ROLES = """
    SELECT rolname, concat_ws(' ',
           CASE WHEN rolcanlogin THEN 'LOGIN' END, CASE WHEN rolinherit THEN 'INHERIT' END,
           CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
           CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
           CASE WHEN rolreplication THEN 'REPLICATION' END)
      FROM pg_roles WHERE rolname ~ %(prefix)s"""


def memberships(members: list[Member]) -> Iterator[str]:
    """Yield which role can be taken by whom it should not, and the other way round."""
    wanted = {
        (names.group(group), names.login(login), "tage") for login, some in TAKEABLE.items() for group in some
    }
    for municipality_id, _ in members:
        wanted |= _of_one(names.municipality_role(municipality_id), "municipalities", "municipality")
    present = rows_of(_MEMBERSHIPS, prefix=f"^{names.group('')}", owner=names.login("owner"))
    suppliers = {
        role
        for (role,) in rows_of(
            "SELECT rolname FROM pg_roles WHERE rolname ~ %(prefix)s",
            prefix=f"^{names.group('')}s_[0-9a-f]{{32}}$",
        )
    }
    for role in suppliers:
        wanted |= _of_one(role, "suppliers", "supplier")
    yield from (f"{member} kan {how} {role}, men må ikke." for role, member, how in present - wanted)
    yield from (f"{member} kan ikke {how} {role}, men skal." for role, member, how in wanted - present)


def _of_one(role: str, group: str, login: str) -> set[Fact]:
    return {
        (names.group(group), role, "arve"),
        (names.group(group), role, "tage"),
        (role, names.login(login), "tage"),
        (role, names.login("worker"), "tage"),
    }


# The owner may give the roles that it made to others, which is not taking them.
_MEMBERSHIPS = """
    SELECT r.rolname, m.rolname, how.word
      FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member,
           LATERAL (VALUES ('arve', a.inherit_option), ('tage', a.set_option),
                           ('give', a.admin_option AND m.rolname <> %(owner)s)) how(word, yes)
     WHERE how.yes AND (r.rolname ~ %(prefix)s OR m.rolname ~ %(prefix)s)"""
