"""What a municipality may rely on in its own supervision: from planned to finished, with files and tasks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from audits.municipal.actions import Decision
from audits.municipal.own import actions
from audits.municipal.own.actions import Outcome, Subject, Task
from audits.municipal.own.models import OwnAudit
from audits.municipal.own.reading import finished
from documents.municipal.models import MunicipalFile
from register.models import SystemUse
from tests.audits.walking import PDF, Walk, received
from walls.callers import acting_as
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError

ClientOf = Callable[[str], Client]
GREEN = Decision("approved", rating="green", conclusion="Alt er i orden.")


def planned(walk: Walk) -> OwnAudit:
    """Aalborg plans a supervision of one of its systems; call as Aalborg."""
    subject = Subject(walk.systems[0].id, walk.systems[0].name, walk.supplier.id, walk.supplier.name)
    return actions.plan_one(
        by=walk.actor("mette"), subject=subject, concept=3, planned_on=timezone.localdate()
    )


def begun(walk: Walk, looked_at: str = "Erklæringen for 2026.") -> OwnAudit:
    audit = actions.start(by=walk.actor("mette"), audit=planned(walk))
    return actions.note(by=walk.actor("mette"), audit=audit, looked_at=looked_at)


def test_it_goes_from_planned_to_finished_and_the_result_is_told(walk: Walk) -> None:
    mette = walk.actor("mette")
    with acting_as(walk.municipality("aalborg")):
        audit = begun(walk)
        actions.keep_file(by=mette, audit=audit, received=received(), title="Erklæring")
        decision = Decision("approved_remarks", rating="yellow", conclusion="Næsten.", remark="Log mangler.")
        done = actions.finish(by=mette, audit=audit, outcome=Outcome(decision, [Task("Ring til dem.")]))
        assert (done.state, done.decided_by_name) == ("finished", mette.signature)
        today = timezone.localdate()
        [told] = finished(today, today)
        assert (told.result, told.rating, told.remark) == ("approved_remarks", "yellow", "Log mangler.")
        assert [each.file.title for each in told.kept_files] == ["Erklæring"]  # type: ignore[attr-defined]
        assert [each.text for each in told.tasks.all()] == ["Ring til dem."]
        task = actions.finish_task(by=mette, task=told.tasks.get())
        assert task.done_at
        with pytest.raises(OutdatedError):
            actions.note(by=mette, audit=done, looked_at="Bagefter")
        with pytest.raises(OutdatedError):
            actions.keep_file(by=mette, audit=done, received=received(), title="")
    with acting_as(walk.municipality("viborg")):
        assert not finished(today, today), "what Aalborg finds is Aalborg's"


@pytest.mark.parametrize(
    ("decision", "missing"),
    [
        (Decision("approved", rating="green"), "konklusion"),
        (Decision("approved", conclusion="Fint."), "vurdering"),
        (Decision("approved", rating="green", conclusion="x" * 4097), "4.096"),
        (Decision("approved_remarks", rating="green", conclusion="Fint."), "bemærkninger"),
        (Decision("not_approved", rating="red", conclusion="Nej."), "ske nu"),
        (Decision("noget", rating="red", conclusion="Nej."), "beslutter"),
    ],
)
def test_it_is_not_finished_with_something_missing(walk: Walk, decision: Decision, missing: str) -> None:
    with acting_as(walk.municipality("aalborg")):
        audit = begun(walk)
        with pytest.raises(NotPossibleError, match=missing):
            actions.finish(by=walk.actor("mette"), audit=audit, outcome=Outcome(decision))
        assert (
            actions.finish(by=walk.actor("mette"), audit=audit, outcome=Outcome(GREEN)).result == "approved"
        )


def test_a_contact_runs_it_and_only_a_decision_maker_ends_it(walk: Walk) -> None:
    contact = Actor(walk.actor("mette").id, "Kaj", "Aalborg Kommune", frozenset({"own.view", "own.audit"}))
    with acting_as(walk.municipality("aalborg")):
        audit = planned(walk)
        with pytest.raises(NotPermittedError):
            actions.start(by=walk.actor("ib"), audit=audit)
        audit = actions.start(by=contact, audit=audit)
        with pytest.raises(NotPossibleError, match="set på"):
            actions.finish(by=walk.actor("mette"), audit=audit, outcome=Outcome(GREEN))
        audit = actions.note(by=contact, audit=audit, looked_at="Bekræftelsen.")
        with pytest.raises(NotPermittedError):
            actions.finish(by=contact, audit=audit, outcome=Outcome(GREEN))
        assert actions.finish(by=walk.actor("mette"), audit=audit, outcome=Outcome(GREEN)).state == "finished"


def test_it_can_be_cancelled_with_a_reason_and_planned_anew(walk: Walk) -> None:
    mette, contact = walk.actor("mette"), replace(walk.actor("mette"), permissions=frozenset({"own.audit"}))
    with acting_as(walk.municipality("aalborg")):
        audit = begun(walk)
        with pytest.raises(NotPossibleError, match="hvorfor"):
            actions.cancel(by=mette, audit=audit, reason=" ")
        with pytest.raises(NotPermittedError):
            actions.cancel(by=contact, audit=audit, reason="Bruges ikke mere.")
        done = actions.cancel(by=mette, audit=audit, reason="Bruges ikke mere.")
        assert (done.state, done.cancelled_because) == ("cancelled", "Bruges ikke mere.")
        assert done.looked_at == "Erklæringen for 2026."
        with pytest.raises(OutdatedError):
            actions.finish(by=mette, audit=done, outcome=Outcome(GREEN))
        with pytest.raises(OutdatedError):
            actions.cancel(by=mette, audit=done, reason="Igen.")
        today = timezone.localdate()
        assert not finished(today, today), "it does not count"
        assert planned(walk).state == "planned"


def test_one_at_a_time_is_open_for_a_system_and_the_next_may_follow(walk: Walk) -> None:
    with acting_as(walk.municipality("aalborg")):
        audit = begun(walk)
        with pytest.raises(NotPossibleError, match="ikke er afsluttet"):
            planned(walk)
        actions.finish(by=walk.actor("mette"), audit=audit, outcome=Outcome(GREEN))
        assert planned(walk).state == "planned"


def test_the_page_cancels_for_a_decision_maker_only_and_asks_why(walk: Walk, client_of: ClientOf) -> None:
    mette, bo = client_of("mette"), client_of("bo")
    with acting_as(walk.municipality("aalborg")):
        url = f"/tilsyn/egne/{begun(walk).id}/"
    assert bo.post(url + "aflys/", {"aflys-reason": "Nej"}).status_code == 404
    assert client_of("ib").post(url + "aflys/", {"aflys-reason": "Nej"}).status_code == 403
    assert mette.get(url + "aflys/").status_code == 405
    assert "Feltet skal udfyldes" in unescape(mette.post(url + "aflys/", {}).content.decode())
    assert mette.post(url + "aflys/", {"aflys-reason": "<b>Ude af brug"}).status_code == 302
    page = mette.get(url).content.decode()
    assert "&lt;b&gt;Ude af brug" in page
    assert "Erklæringen for 2026." in unescape(page)
    assert "afslut/" not in page
    assert mette.post(url + "aflys/", {"aflys-reason": "Igen"}).status_code == 409
    assert url in mette.get("/tilsyn/egne/?vis=aflyste").content.decode()
    assert url not in mette.get("/tilsyn/egne/?vis=aabne").content.decode()


def test_the_pages_walk_it_and_refuse_what_cannot_be(walk: Walk, client_of: ClientOf) -> None:
    mette, ib, bo = client_of("mette"), client_of("ib"), client_of("bo")
    with acting_as(walk.municipality("aalborg")):
        use = SystemUse.objects.get(system=walk.systems[1])
    ahead = timezone.localdate() + timedelta(days=30)
    plan = {"concept": "3", "planned_on": f"{ahead.day}.{ahead.month}.{ahead.year}", "responsible": "Kaj"}
    assert ib.post(f"/tilsyn/egne/nyt/{use.id}/", plan).status_code == 403
    assert bo.get(f"/tilsyn/egne/nyt/{use.id}/").status_code == 404
    assert mette.post(f"/tilsyn/egne/nyt/{use.id}/", {**plan, "concept": "1"}).status_code == 200
    url = mette.post(f"/tilsyn/egne/nyt/{use.id}/", plan)["Location"]
    assert "ikke er afsluttet" in unescape(mette.post(f"/tilsyn/egne/nyt/{use.id}/", plan).content.decode())
    assert mette.post(url + "aendr/", {**plan, "concept": "5"}).status_code == 302
    assert mette.post(url + "begynd/").status_code == 302
    assert mette.post(url + "set-paa/", {"looked_at": "<i>Alt</i>"}).status_code == 302
    assert "&lt;i&gt;Alt" in mette.get(url).content.decode()
    bad = {"fil-title": "", "fil-file": SimpleUploadedFile("virus.exe", b"MZ\x90\x00")}
    assert mette.post(url + "filer/", bad).status_code == 200
    good = {"fil-title": "Svar", "fil-file": SimpleUploadedFile("svar.pdf", PDF)}
    assert mette.post(url + "filer/", good).status_code == 302
    with acting_as(walk.municipality("aalborg")):
        audit = OwnAudit.objects.get()
        kept = audit.files.get()
        assert MunicipalFile.objects.get(pk=kept.file_id).title == "Svar"
    assert b"".join(ib.get(f"{url}filer/{kept.id}/").streaming_content) == PDF  # type: ignore[attr-defined]
    assert bo.get(f"{url}filer/{kept.id}/").status_code == 404
    done = {"state": "not_approved", "rating": "red", "conclusion": "Intet svar.", "tasks": "Opsig\n\nSlet"}
    assert ib.post(url + "afslut/", done).status_code == 403
    assert "Vælg, hvad der skal ske nu" in unescape(mette.post(url + "afslut/", done).content.decode())
    assert mette.post(url + "afslut/", {**done, "what_now": "terminate"}).status_code == 302
    shown = unescape(mette.get(url).content.decode())
    for words in ("Tilsyn ikke godkendt", "Vi opsiger aftalen", "Opsig", "Slet", "Svar"):
        assert words in shown
    assert mette.post(url + "afslut/", {**done, "what_now": "terminate"}).status_code == 409
    assert mette.post(f"{url}filer/{kept.id}/tag-af/").status_code == 409
    assert "Tilsyn ikke godkendt" in unescape(mette.get("/tilsyn/egne/?vis=afsluttede").content.decode())
    assert "Tilsyn ikke godkendt" in unescape(mette.get("/systemer/").content.decode())
    assert bo.get(url).status_code == 404
    for query in ("?vis=over", "?q=%00", "?orden=-planlagt", "?vis=findes-ikke"):
        assert mette.get("/tilsyn/egne/" + query).status_code == 200
