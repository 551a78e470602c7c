"""Names of database roles. Roles belong to the server, so they carry the installation's prefix."""

from uuid import UUID

from django.conf import settings

GROUPS = ("secretariat", "municipalities", "suppliers", "door", "jobs")
LOGINS = ("owner", "municipality", "supplier", "secretariat", "worker")


def group(name: str) -> str:
    """Return the NOLOGIN role of a group of callers (one of GROUPS)."""
    return f"{settings.DATABASE_PREFIX}_{name}"


def login(name: str) -> str:
    """Return the login role of a site or process (one of LOGINS)."""
    return f"{settings.DATABASE_PREFIX}_login_{name}"


def municipality_role(municipality_id: UUID) -> str:
    """Return the role of one municipality; its last 32 characters are the id, which policies read."""
    return f"{settings.DATABASE_PREFIX}_m_{municipality_id.hex}"


def supplier_role(supplier_id: UUID) -> str:
    """Return the role of one supplier; its last 32 characters are the id, which policies read."""
    return f"{settings.DATABASE_PREFIX}_s_{supplier_id.hex}"
