"""The two embedded servers under one name."""

from secretariat.embedded.postgres import EmbeddedPostgres
from secretariat.embedded.valkey import EmbeddedValkey

__all__ = ["EmbeddedPostgres", "EmbeddedValkey"]
