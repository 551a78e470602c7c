"""Which sub-processors a supplier's agreements name in appendix B; told by the room that sees both wings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

Source = Callable[[UUID], Iterable[str]]
_sources: list[Source] = []


@dataclass(frozen=True)
class SubProcessor:
    """A sub-processor as the agreements about some systems name it, in words as a report tells them."""

    systems: frozenset[UUID]
    name: str
    country: str
    purpose: str
    basis: str
    change: str


ChainSource = Callable[[UUID], Iterable[SubProcessor]]
_chain_sources: list[ChainSource] = []


def tells_appendix_b(source: Source) -> Source:
    """Register a function that returns the names in the appendices of a supplier's agreements."""
    _sources.append(source)
    return source


def tells_chain(source: ChainSource) -> ChainSource:
    """Register a function that returns the sub-processors that the members can read of in agreements."""
    _chain_sources.append(source)
    return source


def named_in_agreements(supplier_id: UUID) -> list[str]:
    """Return the sub-processors of the supplier's agreements, each once, in the order of their names."""
    return sorted({name for source in _sources for name in source(supplier_id)})


def chain_of(supplier_id: UUID, systems: frozenset[UUID]) -> list[SubProcessor]:
    """Return the sub-processors for some of the supplier's systems, each way it is written once.

    What two agreements say in the same words stands together, for the systems of both.
    """
    found: dict[tuple[str, str, str, str, str], frozenset[UUID]] = {}
    for source in _chain_sources:
        for each in source(supplier_id):
            if own := each.systems & systems:
                words = (each.name, each.country, each.purpose, each.basis, each.change)
                found[words] = found.get(words, frozenset()) | own
    return [SubProcessor(about, *words) for words, about in sorted(found.items(), key=itemgetter(0))]
