"""Does the database have the walls that the code declares? Each difference is named in Danish.

Two looks. `visible_differences` reads the catalogue as any login may, so a process can look before it
serves. `differences` is the owner's: what the code declares is applied in a transaction, the
catalogue is read before and after, and the transaction is rolled back: what would change is what differs.
"""

from collections.abc import Iterable, Iterator

from django.db import connection, transaction

from walls.apply import run_script, shared_statements
from walls.catalogue import FACTS, facts
from walls.compare_rights import (
    everybodys,
    foreign_owners,
    municipal_functions,
    municipal_rights,
    strangers,
    unknown_things,
)
from walls.compare_roles import Member, memberships, missing_roles, roles
from walls.mark import differs_from_mark


def visible_differences(members: Iterable[Member]) -> list[str]:
    """Return what differs from the code as far as any login can see, one Danish sentence each.

    `members` are the municipalities whose role and schema are there; what is missing of the others
    is told by tenants.mending.
    """
    known = list(members)
    if missing := missing_roles():
        return [f"Rollen {name} mangler. Kør prepare_database." for name in missing]
    found = {*roles(), *memberships(known), *municipal_rights(known), *strangers(known)}
    found |= {*municipal_functions(known)}
    return sorted({*found, *unknown_things(), *foreign_owners(), *everybodys(), *differs_from_mark()})


def differences(members: Iterable[Member]) -> list[str]:
    """Return what differs from the code, one Danish sentence each; nothing where all is as declared.

    Act as the owner. Takes short exclusive locks, as migrate_schemas does.
    """
    known = list(members)
    found = set(visible_differences(known))
    if not missing_roles() and not [*foreign_owners()]:  # else the walls cannot be tried on
        found |= set(_unlike())
    return sorted(found)


def _unlike() -> Iterator[str]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
        before = facts()
        run_script(";\n".join(shared_statements()))
        after = facts()
        transaction.set_rollback(True)
    for kind in FACTS:
        yield from (
            f"{kind} står i databasen, men ikke i koden: {_told(one)}." for one in before[kind] - after[kind]
        )
        yield from (f"{kind} mangler i databasen: {_told(one)}." for one in after[kind] - before[kind])


def _told(fact: tuple[str, ...]) -> str:
    return ", ".join(part for part in fact if part)
