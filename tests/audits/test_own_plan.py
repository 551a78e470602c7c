"""What a municipality may rely on with its plan: drafted, changed, adopted and kept as Word."""

import io
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone
from docx import Document

from audits.joint.models import Audit
from audits.joint.presenting.actions import present_to_all
from audits.joint.presenting.reading import joint_audits
from audits.municipal.own.models import OwnAudit
from audits.municipal.plan import actions
from audits.municipal.plan.drafting import drafted
from audits.municipal.plan.models import Plan, PlanLine
from audits.municipal.plan.reading import adopted_plan
from documents.storage import read_bytes
from register.models import System, SystemUse
from tenants.models import Municipality, Standing
from tests.audits.walking import SECRETARIAT, Walk
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.jobs import run
from workflows.models import Job, OutboxMail

YEAR = timezone.localdate().year + 1
DUE = date(YEAR, 1, 31)


def own_systems(walk: Walk) -> None:
    """Aalborg uses two systems that nobody supervises jointly, one of them without personal data."""
    with acting_as(SECRETARIAT):
        made = [
            System.objects.create(name=name, supplier=walk.other_suppliers_system.supplier)
            for name in ("Arkiv Nord", "Byens Lys")
        ]
    with acting_as(Caller.owner()):
        for system, personal in zip(made, ("ja", "nej"), strict=True):
            SystemUse.objects.create(
                municipality=walk.members["aalborg"],
                system=system,
                personal_data=personal,
                subjects=5000 if personal == "ja" else None,
                special_categories="ja",
                cpr="nej",
                other_protected="nej",
                special_processing="nej",
            )


@pytest.fixture
def presented(walk: Walk) -> Walk:
    """A joint supervision is planned, and the year's plan has been put before the members."""
    audit = walk.planned()
    own_systems(walk)
    with acting_as(SECRETARIAT):
        Audit.objects.filter(pk=audit.pk).update(year=YEAR, quarter=2, concept=5)
        present_to_all(by=walk.actor("sara"), year=YEAR, due=DUE, note="Planen for næste år.")
        jobs = list(Job.objects.filter(kind="audits.present_plan"))
    for job in jobs:
        run(job.id)
    return walk


def told(template: str) -> list[OutboxMail]:
    with acting_as(SECRETARIAT):
        return list(OutboxMail.objects.filter(kind=template).order_by("created_at"))


def present_again(walk: Walk, **given: Any) -> None:
    with acting_as(SECRETARIAT):
        row = present_to_all(**{"by": walk.actor("sara"), "year": YEAR, "due": DUE, **given})
        jobs = list(Job.objects.filter(kind="audits.present_plan", payload__presentation=str(row.id)))
    for job in jobs:
        run(job.id)


def test_one_mail_per_municipality_says_that_a_plan_waits_and_one_what_is_changed(presented: Walk) -> None:
    first = told("audits/plan_presented")
    assert len(first) == len({tuple(each.to) for each in first}), "one mail each"
    [mine] = [each for each in first if "mette@aalborg.example" in each.to]
    assert not any("viborg" in address for address in mine.to)
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
    for words in (f"Tilsynsplan {YEAR} til tiltrædelse", "Til Aalborg Kommune", "Planen for næste år."):
        assert words in f"{mine.subject}\n{mine.body}"
    assert "aalborg.localhost" in mine.body
    assert f"/tilsyn/plan/{plan.id}/" in mine.body
    present_again(presented, note="Planen for næste år.")
    assert len(told("audits/plan_presented")) == len(first)
    assert not told("audits/plan_changed"), "nothing is new"
    with acting_as(Caller.owner()):
        SystemUse.objects.filter(system__name="Arkiv Nord").update(is_active=False)
    present_again(presented, note="Planen for næste år.")
    [changed] = told("audits/plan_changed")
    assert "- Arkiv Nord er ikke længere med" in changed.body
    assert "mette@aalborg.example" in changed.to
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
        actions.adopt(by=presented.actor("mette"), plan=plan, seen=actions.mark_of(plan))
    present_again(presented, note="Et nyt følgebrev.")
    assert not [each for each in told("audits/plan_changed")[1:] if "mette@aalborg.example" in each.to]


def lines_of(plan: Plan) -> dict[str, PlanLine]:
    return {each.system_name: each for each in plan.lines.all()}


def change(line: PlanLine, **facts: object) -> actions.Change:
    given = {
        "supervisor": "own",
        "concept": line.concept,
        "interval_months": line.interval_months,
        "next_on": line.next_on,
        "reason": "",
    }
    return actions.Change(**{**given, **facts})  # type: ignore[arg-type]


def test_each_member_gets_its_own_systems_with_points_and_what_is_put_forward(presented: Walk) -> None:
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
        assert (plan.year, plan.state, plan.due) == (YEAR, "presented", DUE)
        lines = lines_of(plan)
        assert set(lines) == {"Nordlys Omsorg", "Nordlys Vagtplan", "Arkiv Nord", "Byens Lys"}
        joint, own, none = lines["Nordlys Omsorg"], lines["Arkiv Nord"], lines["Byens Lys"]
        assert (joint.supervisor, joint.next_words) == ("joint", f"2. kvartal {YEAR}")
        assert (own.supervisor, own.points, own.recommended, own.concept) == ("own", "5", 3, 3)
        assert own.interval_words == "hver 18. måned"
        assert (none.supervisor, none.concept, none.reason) == ("none", None, "Ingen personoplysninger.")
    with acting_as(presented.municipality("viborg")):
        assert set(lines_of(Plan.objects.get())) == {"Nordlys Omsorg"}
    with acting_as(SECRETARIAT):
        told = Standing.objects.filter(kind="plan")
        assert {each.state for each in told} == {"presented"}
        assert told.count() == len(presented.members)


def test_one_act_adopts_it_as_it_was_put_forward_and_keeps_it_as_word(presented: Walk) -> None:
    mette = presented.actor("mette")
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
        adopted = actions.adopt(by=mette, plan=plan, seen=actions.mark_of(plan), journal_number="85.02-1")
        assert (adopted.state, adopted.adopted_by_name) == ("adopted", mette.signature)
        found = adopted_plan(YEAR)
        assert found
        assert found.word
        words = Document(io.BytesIO(read_bytes(found.word.sha256)))
        text = "\n".join(each.text for each in words.paragraphs)
        cells = [cell.text for table in words.tables for row in table.rows for cell in row.cells]
        assert mette.signature in text
        assert any("Arkiv Nord" in each for each in cells)
        assert any("Ingen personoplysninger." in each for each in cells)
        [planned] = OwnAudit.objects.all()
        assert (planned.system_name, planned.state, planned.concept) == ("Arkiv Nord", "planned", 3)
    with acting_as(SECRETARIAT):
        standing = Standing.objects.get(kind="plan", municipality=presented.members["aalborg"])
        assert (standing.state, standing.valid_until) == ("adopted", date(YEAR, 12, 31))
    with acting_as(presented.municipality("viborg")):
        assert adopted_plan(YEAR) is None, "what Aalborg adopts is Aalborg's"
        assert not OwnAudit.objects.exists()


def test_two_changes_are_adopted_with_their_reasons_and_stand_in_the_word_file(presented: Walk) -> None:
    mette = presented.actor("mette")
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
        lines = lines_of(plan)
        own, joint = lines["Arkiv Nord"], lines["Nordlys Vagtplan"]
        lower = change(own, concept=2, interval_months=24)
        with pytest.raises(NotPossibleError, match="begrundelse"):
            actions.change_line(by=mette, line=own, change=lower)
        with pytest.raises(NotPossibleError, match="begrundelse"):
            actions.change_line(by=mette, line=own, change=change(own, concept=2, reason=own.reason))
        actions.change_line(by=mette, line=own, change=change(own, concept=2, reason="Afvikles i maj."))
        actions.change_line(by=mette, line=joint, change=change(joint, reason="Vi var utilfredse sidst."))
        adopted = actions.adopt(by=mette, plan=plan, seen=actions.mark_of(plan))
        assert adopted.state == "adopted_changed"
        assert adopted.changed_lines() == 2
        word = Document(io.BytesIO(read_bytes(adopted.word.sha256)))
        text = "\n".join(each.text for each in word.paragraphs)
        assert "Arkiv Nord: kommunens eget tilsyn, koncept 2" in text
        assert "Nordlys Vagtplan: kommunens eget tilsyn" in text
        assert {each.system_name for each in OwnAudit.objects.all()} == {"Arkiv Nord", "Nordlys Vagtplan"}
        with pytest.raises(OutdatedError):
            actions.change_line(by=mette, line=own, change=change(own))


def test_who_does_not_decide_prepares_and_does_not_adopt(
    presented: Walk, actor: Callable[[str], Actor]
) -> None:
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
        line = lines_of(plan)["Arkiv Nord"]
        contact = Actor(actor("mette").id, "Kaj", "Aalborg Kommune", frozenset({"own.view", "own.audit"}))
        with pytest.raises(NotPermittedError):
            actions.change_line(by=actor("ib"), line=line, change=change(line, concept=5))
        actions.change_line(by=contact, line=line, change=change(line, concept=5))
        with pytest.raises(NotPermittedError):
            actions.adopt(by=contact, plan=plan, seen=actions.mark_of(plan))
        assert Plan.objects.get().state == "presented"


def test_what_somebody_changed_meanwhile_is_not_adopted_unseen(presented: Walk) -> None:
    mette = presented.actor("mette")
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
        seen = actions.mark_of(plan)
        line = lines_of(plan)["Arkiv Nord"]
        actions.change_line(by=mette, line=line, change=change(line, concept=5))
        with pytest.raises(OutdatedError, match="ændret"):
            actions.adopt(by=mette, plan=plan, seen=seen)
        actions.reset_line(by=mette, line=line)
        assert actions.adopt(by=mette, plan=plan, seen=actions.mark_of(plan)).state == "adopted"


def test_a_plan_that_waits_is_drafted_again_and_an_adopted_one_stands(presented: Walk) -> None:
    mette = presented.actor("mette")
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
        line = lines_of(plan)["Arkiv Nord"]
        actions.change_line(by=mette, line=line, change=change(line, concept=5))
        again = actions.present(by=mette, year=YEAR, joint=joint_audits())
        assert again == plan
        assert lines_of(again)["Arkiv Nord"].concept == 5, "what was changed is kept"
        actions.adopt(by=mette, plan=again, seen=actions.mark_of(again))
        assert actions.present(by=mette, year=YEAR, joint=joint_audits()) == plan
        newer = actions.present(by=mette, year=YEAR, joint=joint_audits(), again=True)
        assert (newer.version, newer.state) == (2, "presented")
        found = adopted_plan(YEAR)
        assert found
        assert found.version == 1, "the old one stands until the new one is adopted"


def test_first_own_supervisions_are_spread_over_the_interval_the_most_points_first(walk: Walk) -> None:
    with acting_as(Caller.owner()):
        SystemUse.objects.update(is_active=False)
        for number in range(8):  # data subjects alone make the difference in points
            system = System.objects.create(
                name=f"Arkiv {number}", supplier=walk.other_suppliers_system.supplier
            )
            SystemUse.objects.create(
                municipality=walk.members["aalborg"],
                system=system,
                personal_data="ja",
                subjects=20_000 if number % 2 else 2_000,
                special_categories="ja",
                cpr="ja",
                other_protected="nej",
                special_processing="nej",
            )
    today = timezone.localdate()
    with acting_as(walk.municipality("aalborg")):
        next_year, this_year = (drafted(year, []) for year in (YEAR, today.year))
    assert {each.interval_months for each in next_year} == {12}
    days = [date(YEAR, 3, 31), date(YEAR, 6, 30), date(YEAR, 9, 30), date(YEAR, 12, 31)]
    assert sorted(each.next_on for each in next_year if each.next_on) == sorted(days * 2)
    many = [
        each.next_on for each in next_year if each.points_high == max(one.points_high for one in next_year)
    ]
    assert sorted(many) == sorted(days[:2] * 2)
    assert all(each.next_on and each.next_on >= today for each in this_year)


def test_a_concept_below_the_recommended_one_is_not_proposed_in_silence(walk: Walk) -> None:
    audit = walk.planned()
    with acting_as(Caller.owner()):
        SystemUse.objects.update(
            personal_data="ja", special_categories="ja", cpr="ja", special_processing="nej"
        )
    with acting_as(SECRETARIAT):
        Audit.objects.filter(pk=audit.pk).update(year=YEAR, concept=2)
    with acting_as(walk.municipality("aalborg")):
        plan = actions.present(by=walk.actor("mette"), year=YEAR, joint=joint_audits())
        line = lines_of(plan)["Nordlys Omsorg"]
        assert line.concept == line.recommended == 5
        assert "Planlagt med koncept 2" in line.reason


def test_nobody_tells_of_a_plan_that_is_not_its_own(
    presented: Walk, members: dict[str, Municipality]
) -> None:
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
    with (
        acting_as(presented.municipality("viborg")),
        pytest.raises(DatabaseError, match="no such record"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT audits_municipal_plan_up_v1(%s)", [plan.id])
    with acting_as(presented.municipality("koebenhavn")):
        assert not joint_audits(), "a municipality hears of its own systems only"


def test_the_secretariat_puts_the_plan_forward_from_a_page_and_sees_who_has_adopted(
    presented: Walk, client_of: Callable[[str], Client]
) -> None:
    sara, mette, karl = client_of("sara"), client_of("mette"), client_of("karl")
    url = "/tilsyn/plan/kommuner/"
    assert karl.get(url).status_code == 403, "a board member sees totals only"
    given = {"year": YEAR + 1, "due": f"31.1.{YEAR + 1}", "whom": "alle", "note": ""}
    assert client_of("lise").post(url, {**given, "due": "1.1.2020"}).status_code == 200
    assert sara.post(url, given).status_code == 302
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get(year=YEAR)
        actions.adopt(by=presented.actor("mette"), plan=plan, seen=actions.mark_of(plan))
    page = unescape(sara.get(f"{url}?aar={YEAR}").content.decode())
    assert page.count("Tiltrådt") == 1
    assert page.count("Forelagt\n") + page.count("Forelagt</span>") >= 2
    for hostile in ("?aar=020271", "?aar=²", "?aar=9999999999"):
        assert sara.get(url + hostile).status_code == 200
    assert "Tilsynsplan" in unescape(mette.get("/tilsyn/plan/").content.decode())


def test_the_plans_pages_change_a_line_adopt_and_give_the_word_file(
    presented: Walk, client_of: Callable[[str], Client]
) -> None:
    mette, ib, bo = client_of("mette"), client_of("ib"), client_of("bo")
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
        line = lines_of(plan)["Arkiv Nord"]
    url, edit = f"/tilsyn/plan/{plan.id}/", f"/tilsyn/plan/{plan.id}/{line.id}/"
    assert "Tilsynsplan" in unescape(mette.get("/").content.decode()), "it waits on the front page"
    lower = {"supervisor": "own", "concept": "2", "interval_months": "24", "next_on": f"{YEAR}-3"}
    missing = unescape(mette.post(edit, {**lower, "reason": ""}).content.decode())
    assert "lavere end det anbefalede" in missing
    for hostile in ({"supervisor": "joint"}, {"concept": "9"}, {"next_on": "x-y"}, {"interval_months": "-1"}):
        assert mette.post(edit, {**lower, "reason": "Fordi", **hostile}).status_code == 200
    assert mette.post(edit, {**lower, "reason": "<b>Afvikles</b>"}).status_code == 302
    page = mette.get(url).content.decode()
    assert "&lt;b&gt;Afvikles" in page
    assert "Tiltræd planen med ændringer" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert ib.get(url).status_code == 200
    assert ib.post(url + "tiltraed/", {"seen": seen}).status_code == 403
    assert bo.get(url).status_code == 404, "another municipality's plan is none"
    assert bo.post(url + "tiltraed/", {"seen": seen}).status_code == 404
    assert mette.post(url + "tiltraed/", {"seen": "gammel"}).status_code == 409
    assert mette.post(url + "tiltraed/", {"seen": seen, "journal_number": "85-1"}).status_code == 302
    given = mette.get(url + "word/")
    assert b"".join(given.streaming_content).startswith(b"PK")
    assert mette.post(edit, {**lower, "reason": "Fordi"}).status_code == 409
    assert bo.get(url + "word/").status_code == 404
    for query in ("?vis=aendret", "?vis=egne", "?vis=uden", "?q=arkiv", "?orden=-point", "?side=x"):
        assert mette.get(url + query).status_code == 200


def test_a_plan_nobody_has_changed_is_adopted_from_its_page(
    presented: Walk, client_of: Callable[[str], Client]
) -> None:
    mette = client_of("mette")
    with acting_as(presented.municipality("aalborg")):
        plan = Plan.objects.get()
    page = mette.get(f"/tilsyn/plan/{plan.id}/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert mette.post(f"/tilsyn/plan/{plan.id}/tiltraed/", {"seen": seen}).status_code == 302
    with acting_as(presented.municipality("aalborg")):
        assert Plan.objects.get().state == "adopted"


def test_a_municipality_drafts_its_plan_without_waiting(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    own_systems(walk)
    mette, ib = client_of("mette"), client_of("ib")
    assert ib.post("/tilsyn/plan/forslag/", {"aar": YEAR}).status_code == 403
    assert mette.post("/tilsyn/plan/forslag/", {"aar": "1999"}).status_code == 302
    with acting_as(walk.municipality("aalborg")):
        assert not Plan.objects.exists()
    assert mette.post("/tilsyn/plan/forslag/", {"aar": YEAR}).status_code == 302
    with acting_as(walk.municipality("aalborg")):
        assert Plan.objects.get().presented_by_name.startswith("Mette")
