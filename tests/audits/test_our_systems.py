"""What a municipality may rely on in »Vores systemer og aftaler«: one table of what all rooms know."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.municipal.models import Agreement
from audits.municipal.actions import Decision
from audits.municipal.own import actions
from audits.municipal.own.actions import Outcome, Subject
from register.models import System, SystemUse
from secretariat.oursystems.query import systems
from tests.audits.walking import SECRETARIAT, Walk
from walls.callers import Caller, acting_as

ClientOf = Callable[[str], Client]
HOSTILE = "<script>alert(1)</script>"


def own_system(walk: Walk, name: str = HOSTILE) -> SystemUse:
    """A system of Aalborg's that no joint supervision is about."""
    with acting_as(SECRETARIAT):
        system = System.objects.create(name=name, supplier=walk.supplier)
    with acting_as(Caller.owner()):
        use: SystemUse = SystemUse.objects.create(
            municipality=walk.members["aalborg"], system=system, personal_data="ja", agreement="nej"
        )
        return use


def finished_by_aalborg(walk: Walk, use: SystemUse) -> None:
    mette = walk.actor("mette")
    with acting_as(walk.municipality("aalborg")):
        audit = actions.plan_one(
            by=mette,
            subject=Subject(use.system_id, use.system.name, None, ""),
            concept=2,
            planned_on=timezone.localdate(),
        )
        actions.start(by=mette, audit=audit)
        actions.note(by=mette, audit=audit, looked_at="Bekræftelsen.")
        decision = Decision("approved", rating="green", conclusion="Alt er i orden.")
        actions.finish(by=mette, audit=audit, outcome=Outcome(decision))


def agreement(walk: Walk, use: SystemUse, **facts: object) -> Agreement:
    with acting_as(walk.municipality("aalborg")):
        row = Agreement(
            number="EGEN-1",
            title="Egen aftale",
            supplier_name="Nordlys Data A/S",
            systems=[{"id": str(use.system_id), "name": use.system.name}],
            in_force_from=date(2025, 1, 1),
            valid_until=timezone.localdate() - timedelta(days=1),
            **{"state": "in_force", **facts},
        )
        row.save(force_insert=True)
        return row


def test_a_row_tells_agreement_last_and_next_supervision_whoever_ran_it(
    walk: Walk,
    client_of: ClientOf,
) -> None:
    walk.published()
    use = own_system(walk)
    agreement(walk, use)
    finished_by_aalborg(walk, use)
    mette = client_of("mette")
    page = unescape(mette.get("/systemer/").content.decode())
    for words in ("Nordlys Omsorg", "Fælles, koncept 5", "Eget, koncept 2", "Tilsyn godkendt", "Gældende"):
        assert words in page
    assert HOSTILE not in mette.get("/systemer/").content.decode()
    one = unescape(mette.get(f"/systemer/{use.id}/").content.decode())
    for words in ("EGEN-1", "Vores eget tilsyn", "Planlæg vores eget tilsyn"):
        assert words in one
    with acting_as(walk.municipality("viborg")):
        theirs = systems(walk.members["viborg"].id)
        assert [row["name"] for row in theirs.rows] == ["Nordlys Omsorg"]
        assert not systems(walk.members["aalborg"].id).rows, "asking for another's gives nothing"
    assert client_of("bo").get(f"/systemer/{use.id}/").status_code == 404


def test_filters_counts_search_and_orders_say_the_same_in_page_and_workbook(
    walk: Walk,
    client_of: ClientOf,
) -> None:
    use, mette = own_system(walk, "Æblegård"), client_of("mette")
    with acting_as(walk.municipality("aalborg")):
        everything = systems(walk.members["aalborg"].id)
        assert everything.counts == {"": 3, "uden": 1, "uden-tilsyn": 1, "forfaldne": 0, "ude": 0}
        assert systems(walk.members["aalborg"].id, shown="uden").rows[0]["id"] == use.id
    agreement(walk, use)
    finished_by_aalborg(walk, use)
    with acting_as(walk.municipality("aalborg")):
        after = systems(walk.members["aalborg"].id)
        assert (after.counts["uden"], after.counts["uden-tilsyn"]) == (0, 0), "an own one counts as a joint"
    for query, names in (
        ("?q=aeblegaard", ["Æblegård"]),
        ("?q=nordlys+omsorg", ["Nordlys Omsorg"]),
        ("?vis=egne", ["Æblegård"]),
        ("?orden=-system", ["Æblegård", "Nordlys Vagtplan", "Nordlys Omsorg"]),
        ("?orden=tilsyn", ["Æblegård", "Nordlys Omsorg", "Nordlys Vagtplan"]),
        ("?orden=findes-ikke&vis=heller-ikke&side=99", ["Nordlys Omsorg", "Nordlys Vagtplan", "Æblegård"]),
    ):
        sheet = openpyxl.load_workbook(
            io.BytesIO(mette.get(f"/systemer/vores-systemer.xlsx{query}").content)
        ).worksheets[0]
        assert [row[0].value for row in sheet.iter_rows(min_row=2)] == names, query
        assert mette.get(f"/systemer/{query}").status_code == 200
    for hostile in ("?side=-1", "?side=²", "?side=" + "9" * 400, "?q=%00", "?q=%25%28x%29s", "?vis=%27--"):
        assert mette.get(f"/systemer/{hostile}").status_code == 200, hostile


@pytest.mark.parametrize("query", ["", "?orden=-naeste", "?vis=uden"])
def test_the_table_asks_the_database_alike_however_many_systems_there_are(
    walk: Walk,
    client_of: ClientOf,
    query: str,
) -> None:
    mette = client_of("mette")
    mette.get("/systemer/")
    with CaptureQueriesContext(connection) as few:
        mette.get(f"/systemer/{query}")
    with acting_as(SECRETARIAT):
        made = System.objects.bulk_create(
            [System(id=uuid4(), name=f"S{n}", name_key=f"s{n}", name_sort=f"s{n}") for n in range(120)]
        )
    with acting_as(Caller.owner()):
        SystemUse.objects.bulk_create(
            [
                SystemUse(municipality=walk.members["aalborg"], system=each, personal_data="ja")
                for each in made
            ]
        )
    with CaptureQueriesContext(connection) as many:
        page = mette.get(f"/systemer/{query}")
    assert page.content.count(b'<th scope="row">') == 50
    assert len(many) == len(few)
