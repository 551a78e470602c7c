"""Danish order and names, whatever the database server thinks of letters."""

import re

from tenants.kommuner import KOMMUNER
from workflows.danish import slug, sort_key


def test_ae_oe_aa_come_last_and_double_a_is_aa() -> None:
    names = ["Aarhus", "Ærø", "Zealand", "Odense", "Østre", "Ålesund", "albertslund"]
    assert sorted(names, key=sort_key) == [
        "albertslund",
        "Odense",
        "Zealand",
        "Ærø",
        "Østre",
        "Ålesund",
        "Aarhus",
    ]


def test_every_municipality_has_a_host_and_schema_name_of_its_own() -> None:
    slugs = {slug(each.short_name) for each in KOMMUNER}
    assert len(slugs) == len(KOMMUNER) == 98
    assert all(re.fullmatch(r"[a-z][a-z0-9]{1,40}", each) for each in slugs)
    assert {"koebenhavn", "aeroe", "aarhus", "lyngbytaarbaek"} <= slugs
