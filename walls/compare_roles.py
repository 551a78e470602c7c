"""Are the roles and their memberships those of the walls? Any login may look."""

from collections.abc import Iterator
from uuid import UUID

from walls import names
from walls.bootstrap import TAKEABLE
from walls.catalogue import Fact, rows_of

Member = tuple[UUID, str]  # a municipality's id and schema


def missing_roles() -> list[str]:
    """Return the names of the groups and logins that the server lacks; without them nothing works."""
    wanted = {names.group(group) for group in names.GROUPS} | {names.login(login) for login in names.LOGINS}
    present: dict[str, str] = dict(rows_of(_ROLES, prefix=f"^{names.group('')}"))
    return sorted(wanted - set(present))


def roles() -> Iterator[str]:
    """Yield the roles that can more than they should, or that begin a session with settings of their own."""
    present: dict[str, str] = dict(rows_of(_ROLES, prefix=f"^{names.group('')}"))
    for name, powers in present.items():
        allowed = {"LOGIN"} if name.startswith(names.login("")) else {"INHERIT"}
        allowed |= {"CREATEROLE"} if name == names.login("owner") else set()
        if surplus := set(powers.split()) - allowed:
            yield f"Rollen {name} har egenskaber, den ikke må have: {', '.join(sorted(surplus))}."
    for name, setting in rows_of(_SETTINGS, prefix=f"^{names.group('')}"):
        yield f"Rollen {name} har en fast indstilling: {setting}. Fjern den med ALTER ROLE … RESET ALL."


_ROLES = """
    SELECT rolname, concat_ws(' ',
           CASE WHEN rolcanlogin THEN 'LOGIN' END, CASE WHEN rolinherit THEN 'INHERIT' END,
           CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
           CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
           CASE WHEN rolreplication THEN 'REPLICATION' END)
      FROM pg_roles WHERE rolname ~ %(prefix)s"""

_SETTINGS = """
    SELECT r.rolname, one.setting
      FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) one(setting)
     WHERE r.rolname ~ %(prefix)s
       AND one.setting ~ '^(role|search_path|row_security|.*_preload_libraries)='"""


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
