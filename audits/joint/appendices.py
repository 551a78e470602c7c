"""Which sub-processors a supplier's agreements name in appendix B; told by the room that sees both wings."""

from collections.abc import Callable, Iterable
from uuid import UUID

Source = Callable[[UUID], Iterable[str]]
_sources: list[Source] = []


def tells_appendix_b(source: Source) -> Source:
    """Register a function that returns the names in the appendices of a supplier's agreements."""
    _sources.append(source)
    return source


def named_in_agreements(supplier_id: UUID) -> list[str]:
    """Return the sub-processors of the supplier's agreements, each once, in the order of their names."""
    return sorted({name for source in _sources for name in source(supplier_id)})
