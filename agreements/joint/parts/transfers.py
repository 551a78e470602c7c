"""Bases for transferring personal data to a third country (chapter V of the GDPR)."""

from typing import Any

from agreements.municipal.countries import name_of
from agreements.municipal.transfers import BASES, CHOICES, NEEDS_ASSESSMENT, outside

__all__ = ["BASES", "CHOICES", "NEEDS_ASSESSMENT", "doubtful", "outside", "unlisted"]


def unlisted(row: dict[str, Any], moved: list[dict[str, Any]], eea: frozenset[str]) -> tuple[str, str] | None:
    """Return field and words where a sub-processor outside the EEA does not stand in C.6 as it does in
    B.1.
    """
    country = row.get("country", "")
    if not country or country in eea:
        return None
    there = [each for each in moved if each.get("country") == country]
    if not there:
        why = (
            "Landet ligger uden for EU/EØS, og bilag C.6 har ingen overførsel dertil. Skriv den i C.6 først."
        )
        return "country", why
    named = [each for each in there if _same(str(row.get("name", "")), str(each.get("where", "")))]
    if not named:
        return "name", f"Bilag C.6 har ingen overførsel til {row.get('name', '')}. Skriv den i C.6 først."
    if row.get("transfer_basis") not in {each.get("basis") for each in named}:
        return "transfer_basis", "Bilag C.6 har et andet overførselsgrundlag for den samme modtager."
    return None


def _same(name: str, where: str) -> bool:
    """Whether C.6 names the sub-processor, with or without more words."""
    given, there = " ".join(name.casefold().split()), " ".join(where.casefold().split())
    return bool(given) and (given in there or (bool(there) and there in given))


def doubtful(country: str, basis: str, adequate: frozenset[str]) -> str | None:
    """Return what to look up before the basis is relied on, or None. The list of countries is dated."""
    if basis == "art45_dpf":
        return "Kun certificerede virksomheder er omfattet af Data Privacy Framework. Slå virksomheden op."
    if basis == "art45" and country not in adequate:
        return f"{name_of(country)} står ikke på listen over lande med en tilstrækkelighedsafgørelse."
    return None
