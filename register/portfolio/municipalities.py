"""The 98 municipalities: who a line is from."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .identifiers import digits_of_cvr
from .spelling import name_key


@dataclass(frozen=True, slots=True)
class MunicipalityFacts:
    """What identifies a municipality in a workbook."""

    kommunekode: str
    name: str
    short_name: str
    cvr: str


@lru_cache(maxsize=1024)
def _municipality_key(name: str) -> str:
    """*Københavns Kommune*, *København* and *KØBENHAVN KOMMUNE* are one: neither the word nor its
    genitive counts.
    """
    key = re.sub(r"(regions)?kommune", "", name_key(name))
    return key.removesuffix("s")


@dataclass(frozen=True)
class Directory:
    """The municipalities that exist, and which of them are members.

    ``members`` holds CVR numbers; None means that membership is not known and everybody counts as a member.
    """

    municipalities: tuple[MunicipalityFacts, ...]
    members: frozenset[str] | None = None

    @cached_property
    def by_cvr(self) -> dict[str, MunicipalityFacts]:
        """Municipalities by CVR number."""
        return {facts.cvr: facts for facts in self.municipalities}

    @cached_property
    def by_code(self) -> dict[str, MunicipalityFacts]:
        """Municipalities by kommunekode, four digits."""
        return {facts.kommunekode: facts for facts in self.municipalities}

    @cached_property
    def by_key(self) -> dict[str, MunicipalityFacts]:
        """Municipalities by the key of their name and short name."""
        return {
            _municipality_key(name): facts
            for facts in self.municipalities
            for name in (facts.short_name, facts.name)
        }

    def find(self, cvr: str, code: str, name: str) -> MunicipalityFacts | None:
        """The municipality a line is from: by CVR when there is one, else by code, else by name."""
        if cvr:
            digits = digits_of_cvr(cvr)
            return self.by_cvr.get(digits)
        if code:
            digits = re.sub(r"\D", "", code)
            return self.by_code.get(digits.zfill(4))
        return self.by_key.get(_municipality_key(name)) if name else None

    def is_called(self, facts: MunicipalityFacts, name: str) -> bool:
        """Whether a name is that municipality's, in any usual spelling."""
        return self.by_key.get(_municipality_key(name)) is facts

    def is_member(self, facts: MunicipalityFacts) -> bool:
        """Whether a municipality is a member of the association."""
        return self.members is None or facts.cvr in self.members
