"""What waits for a person, as the front pages list it; each wing tells its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what about, what came in, by when, and the page and words of the next act.

    `due_name` says what the day is where it is not plainly the reader's own deadline. A day that
    binds somebody else (`binding=False`) does not make the reader late when it has passed. `mark` is
    the id of the supervision it is about, where what waits on many of them can be done in one act.
    """

    title: str
    detail: str
    due: date | None
    url_name: str
    url_kwargs: Mapping[str, Any] = field(default_factory=dict)
    action: str = "Åbn"
    since: datetime | None = None
    due_name: str = ""
    binding: bool = True
    mark: UUID | None = None
