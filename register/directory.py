"""Who a line of a workbook may be from: Denmark's 98 municipalities and the members among them."""

from functools import lru_cache

from register.portfolio.municipalities import Directory, MunicipalityFacts
from tenants.kommuner import KOMMUNER


@lru_cache(maxsize=1)
def all_municipalities() -> tuple[MunicipalityFacts, ...]:
    """The 98 municipalities."""
    return tuple(
        MunicipalityFacts(each.kommunekode, each.name, each.short_name, each.cvr) for each in KOMMUNER
    )


def directory(members: frozenset[str] | None = None) -> Directory:
    """The 98 with the CVR numbers of the members; without them everybody counts as one."""
    return Directory(all_municipalities(), members)
