"""Cache keys carry the caller, so that nothing cached for one organisation is read by another."""

from walls.callers import wrapper


def make_key(key: str, key_prefix: str, version: int) -> str:
    """Return the key with the installation's prefix and the role that the code acts under."""
    caller = wrapper().caller
    return f"{key_prefix}:{caller.role if caller else 'nobody'}:{version}:{key}"
