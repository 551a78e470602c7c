"""Before a process serves anybody: are the walls those of the code?"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from tenants.mending import broken, stock
from walls.callers import Caller, acting_as, wrapper
from walls.compare import visible_differences


def refuse_other_walls(login: str) -> None:
    """End a process in production whose database has other walls than its code expects.

    Looks with `login`, as the door, at what any login can see. Raises ImproperlyConfigured with every
    difference, one a line. A schema of an older version is no reason: its municipality waits, and the
    others work.
    """
    if not settings.PRODUCTION:
        return
    try:
        with acting_as(Caller.door(), login=login):
            there = stock()
            whole = [(each.id, each.schema_name) for each in there.whole]
            found = [*broken(there), *visible_differences(whole)]
    except DatabaseError as error:
        found = [f"databasen svarer ikke som ventet: {error}"]
    finally:
        connection.close()
        wrapper().close_pool()  # a process that forks must not hand it on
    if found:
        lines = "\n".join(f"- {each}" for each in found)
        raise ImproperlyConfigured(f"Databasens afskærmning er ikke kodens:\n{lines}")
