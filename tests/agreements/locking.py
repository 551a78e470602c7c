"""A municipality's agreements held by somebody else for a while."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tests.agreements.conftest import World
from walls.callers import Caller, acting_as


@contextmanager
def locked(world: World, who: str, table: str = "agreements_municipal_agreement") -> Iterator[None]:
    """Hold a municipality's table on a connection of its own; world must be committed."""
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with acting_as(Caller.owner()), transaction.atomic(), connection.cursor() as cursor:
            schema = world.members[who].schema_name
            cursor.execute(f"LOCK TABLE {schema}.{table} IN ACCESS EXCLUSIVE MODE")
            held.set()
            release.wait(timeout=60)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(timeout=20)
    try:
        yield
    finally:
        release.set()
        holder.join(timeout=20)
