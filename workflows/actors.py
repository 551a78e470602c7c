"""Who does something: what the log keeps of a person, and what that person may do."""

from dataclasses import dataclass, field
from uuid import UUID

SYSTEM_ID = UUID(int=0)


@dataclass(frozen=True)
class Actor:
    """A person (or the system) on one site, with the permissions of the roles held there."""

    id: UUID
    name: str
    organisation: str = ""
    permissions: frozenset[str] = field(default_factory=frozenset)
    may_all: bool = False

    @classmethod
    def system(cls, name: str = "Fællestilsyn") -> "Actor":
        """The system itself, for what no person does; it may take every step, and the log says so."""
        return cls(SYSTEM_ID, name, may_all=True)

    def may(self, permission: str) -> bool:
        """Return whether the actor holds the permission."""
        return self.may_all or permission in self.permissions

    @property
    def signature(self) -> str:
        """Return name and organisation as the log and the pages show them."""
        return f"{self.name}, {self.organisation}" if self.organisation else self.name
