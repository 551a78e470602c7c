"""Bases for transferring personal data to a third country (chapter V of the GDPR)."""

BASES = {
    "eea": "Ingen overførsel (EU/EØS)",
    "art45": "Tilstrækkelighedsafgørelse (artikel 45)",
    "art45_dpf": "EU-US Data Privacy Framework (artikel 45, afgørelse (EU) 2023/1795)",
    "art46_2a": "Bindende instrument mellem offentlige myndigheder (artikel 46, stk. 2, litra a)",
    "art46_2b": "Bindende virksomhedsregler (artikel 47)",
    "art46_2c": "EU-Kommissionens standardkontraktbestemmelser (afgørelse (EU) 2021/914)",
    "art46_2d": "En tilsynsmyndigheds standardbestemmelser (artikel 46, stk. 2, litra d)",
    "art46_2e": "Adfærdskodeks (artikel 46, stk. 2, litra e)",
    "art46_2f": "Certificering (artikel 46, stk. 2, litra f)",
    "art46_3": "Særlige vilkår godkendt af tilsynsmyndigheden (artikel 46, stk. 3)",
}
CHOICES = [("", "Vælg grundlag"), *BASES.items()]
NEEDS_ASSESSMENT = tuple(key for key in BASES if key.startswith("art46"))

DPF_COUNTRY = "US"


def outside(country: str, basis: str, eea: frozenset[str]) -> str | None:
    """Return why the basis does not fit the country, or None."""
    if country in eea:
        return None
    if basis == "art45_dpf" and country != DPF_COUNTRY:
        return "Data Privacy Framework gælder kun overførsler til USA."
    if basis in ("", "eea"):
        return "Landet ligger uden for EU/EØS. Vælg det overførselsgrundlag, som overførslen bygger på."
    return None
