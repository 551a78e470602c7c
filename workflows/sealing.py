"""Sealing: what the logs hold is bound into hash chains a moment after it was written.

A chain within the writing transaction would make all wait for one another; so a short task binds
the rows whose transactions are over, each schema by itself.
"""

import logging
from dataclasses import dataclass, field

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


@dataclass
class Sealed:
    """What a run did: rows sealed by chain, and why a chain was passed over."""

    rows: dict[str, int] = field(default_factory=dict)
    passed_over: dict[str, str] = field(default_factory=dict)


def seal_all(*, whole: bool = False) -> Sealed:
    """Seal every chain, each in a transaction of its own; act as the jobs.

    A chain that cannot be sealed now (locked, lagging behind in migrations, sealed by another at this
    moment) is named in the answer and in the process's log, and the others go on. `whole` looks at
    every row of the logs instead of the newest.
    """
    done = Sealed()
    for chain in chains():
        try:
            rows = _seal(chain, whole)
        except DatabaseError as error:
            done.passed_over[chain] = str(error).splitlines()[0]
            logger.warning("Loggen %s kunne ikke forsegles nu: %s", chain, done.passed_over[chain])
            continue
        if rows is None:
            done.passed_over[chain] = "forsegles af en anden netop nu"
        elif rows:
            done.rows[chain] = rows
    return done


def chains() -> list[str]:
    """Return the names of the chains: `public` and the municipalities' schemas."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workflows_chains_v1()")
        return [row[0] for row in cursor.fetchall()]


def _seal(chain: str, whole: bool) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT workflows_seal_v1(%s, %s)", [chain, whole])
        row = cursor.fetchone()
    return row[0] if row else None
