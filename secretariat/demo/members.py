"""The demo's members: the municipalities that report in the demo's workbook."""

from datetime import date
from pathlib import Path

from tenants.actions import onboard
from tenants.kommuner import KOMMUNER
from tenants.models import Municipality
from workflows.actors import Actor
from workflows.danish import slug

WORKBOOK = Path(__file__).parent / "data" / "portefoelje.xlsx"
FOUNDED = date(2022, 3, 1)


def load_members(codes: set[str]) -> dict[str, Municipality]:
    """Onboard the municipalities with these codes and return all members by code; act as the owner."""
    known = {each.kommunekode: each for each in Municipality.objects.all()}
    for facts in KOMMUNER:
        if facts.kommunekode in codes and facts.kommunekode not in known:
            known[facts.kommunekode] = onboard(
                kommunekode=facts.kommunekode,
                by=Actor.system("Demo"),
                since=FOUNDED,
                shared_mailbox=f"databeskyttelse@{slug(facts.short_name)}.example",
            )
    return known
