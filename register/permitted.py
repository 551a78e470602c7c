"""What every action of the register asks first: whether the actor may."""

from workflows.actors import Actor
from workflows.engine import NotPermittedError


def must(by: Actor, permission: str) -> None:
    """Raise NotPermittedError unless the actor holds the permission."""
    if not by.may(permission):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
