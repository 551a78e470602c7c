"""A municipality's pages of supervision: who may read, decide, remark and ask, and what is stored."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from audits.municipal.models import FollowUpTask, ReceivedFile, ReceivedSystem, Remark
from audits.municipal.states import Level
from audits.municipal.views.history import WORDS
from register.models import SystemUse
from tenants.models import Letter, Standing
from tests.audits.deciding import decide, one_report, stored, text_of
from tests.audits.delivering import TEXT, WORD, Sender
from walls.callers import Caller, acting_as
from workflows.actors import Actor

GREEN, YELLOW, RED = Level.GREEN, Level.YELLOW, Level.RED
Clients = Callable[[str], Client]
Actors = Callable[[str], Actor]


# --- the list ---


def test_the_list_says_what_is_new_by_how_much_it_asks_for(sender: Sender, mette: Client) -> None:
    sender.send(GREEN, GREEN, YELLOW, RED)
    page = text_of(mette.get("/tilsyn/"))
    assert "4 systemer venter på jer: 2 uden bemærkninger, 1 med bemærkninger, 1 kræver" in page
    assert page.index("Kræver jeres stillingtagen (1)") < page.index("Med bemærkninger (1)")
    assert page.index("Med bemærkninger (1)") < page.index("Uden bemærkninger (2)")
    assert "Godkend tilsyn for <span data-marked>2</span> systemer" in page
    assert "Det har I taget stilling til" not in page


def test_an_empty_list_says_what_will_come(mette: Client) -> None:
    assert "Ingen tilsynsrapporter endnu" in text_of(mette.get("/tilsyn/"))


def test_another_municipality_sees_nothing_of_it(sender: Sender, client_of: Clients, aalborg: Caller) -> None:
    sender.send(RED, name="Kun i Aalborg")
    report = one_report(aalborg)
    with acting_as(aalborg):
        file = ReceivedFile.objects.get()
    bo = client_of("bo")
    assert "Kun i Aalborg" not in text_of(bo.get("/tilsyn/"))
    assert bo.get(f"/tilsyn/{report.id}/").status_code == 404
    assert bo.get(f"/tilsyn/filer/{file.id}/").status_code == 404
    assert client_of("mette").get(f"/tilsyn/{report.id}/").status_code == 200


def test_reports_without_remarks_are_approved_in_one_act(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(GREEN, GREEN, YELLOW)
    ids = [str(each.id) for each in stored(aalborg).values() if each.level == GREEN]
    preview = text_of(mette.post("/tilsyn/godkend/", {"system": ids}))
    assert preview.count(TEXT[GREEN]) == 2
    assert "Mette Aalborg, Aalborg Kommune" in preview
    assert "1. kvartal 2027" in preview
    assert {each.state for each in stored(aalborg).values()} == {"received"}
    done = mette.post(
        "/tilsyn/godkend/", {"system": ids, "confirmed": "ja", "journal_number": "27-114"}, follow=True
    )
    assert "Tilsyn godkendt for 2 systemer" in text_of(done)
    approved = [each for each in stored(aalborg).values() if each.state == "approved"]
    assert [(each.conclusion, each.rating, each.journal_number) for each in approved] == [
        (TEXT[GREEN], "green", "27-114")
    ] * 2
    with acting_as(Caller.secretariat()):
        assert sorted(Standing.objects.values_list("state", flat=True)) == [
            "approved",
            "approved",
            "received",
        ]


def test_what_was_decided_can_be_searched_and_filtered(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(GREEN, RED, name="Omsorg")
    decide(mette, aalborg, "Omsorg 1", state="approved", journal_number="27-9")
    decide(mette, aalborg, "Omsorg 2", state="not_approved", what_now="own_audit")
    assert "2 systemer" in text_of(mette.get("/tilsyn/"))
    assert "1 system<" in text_of(mette.get("/tilsyn/?vis=not_approved"))
    assert "1 system<" in text_of(mette.get("/tilsyn/?q=27-9&orden=-besluttet"))
    assert "Ingen fundet" in text_of(mette.get("/tilsyn/?q=findes+ikke"))


def test_marked_systems_with_remarks_get_the_same_decision(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(YELLOW, YELLOW)
    ids = [str(each.id) for each in stored(aalborg).values()]
    assert "Tag samme stilling til 2 systemer" in text_of(mette.post("/tilsyn/godkend/", {"system": ids}))
    given = {"system": ids, "confirmed": "ja", "state": "approved_remarks"}
    assert "Skriv jeres bemærkninger" in text_of(mette.post("/tilsyn/godkend/", given))
    mette.post("/tilsyn/godkend/", {**given, "remark": "Vi følger op i juni."})
    assert {(each.state, each.remark) for each in stored(aalborg).values()} == {
        ("approved_remarks", "Vi følger op i juni.")
    }


def test_nothing_is_stored_where_a_colleague_was_first(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(GREEN, GREEN)
    ids = [str(each.id) for each in stored(aalborg).values()]
    decide(mette, aalborg, "System 1", state="approved")
    late = mette.post("/tilsyn/godkend/", {"system": ids, "confirmed": "ja"})
    assert late.status_code == 409
    assert stored(aalborg)["System 2"].state == "received"


def test_marks_that_are_none_lead_back_to_the_list(sender: Sender, mette: Client) -> None:
    sender.send(GREEN)
    answer = mette.post("/tilsyn/godkend/", {"system": ["hvad-som-helst"]}, follow=True)
    assert "Der er ingen markerede systemer" in text_of(answer)
    assert "Godkend tilsyn for 1 system" in text_of(mette.get("/tilsyn/godkend/"))


# --- the report ---


def test_a_report_shows_own_systems_only_and_what_to_do(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    audit = sender.send(GREEN, RED, to=("aalborg", "viborg"))
    with acting_as(Caller.secretariat()):
        uses = SystemUse.objects.filter(system__name="System 1", municipality=sender.members["aalborg"])
        uses.update(is_active=False)
    sender.version(audit)
    page = text_of(mette.get(f"/tilsyn/{one_report(aalborg).id}/"))
    assert "Vores systemer (1)" in page
    assert "System 1" not in page
    assert "Gennemgå brugernes rettigheder hvert halve år" in page
    assert "Adgang til System 2" in page
    assert "Afventer handlingsplan" in page


def test_what_is_read_stands_in_order_and_the_decision_before_the_report_itself(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(RED)
    page = text_of(mette.get(f"/tilsyn/{one_report(aalborg).id}/"))
    headings = re.findall(r"<h2[^>]*>([^<(]+?)(?: \(\d+\))?</h2>", page)
    expected = ["Vores systemer", "Det skal vi selv gøre", "Åbne forhold", "Vores stillingtagen"]
    assert [each for each in headings if each in (*expected, "Rapporten i korthed", "Rapporten")] == [
        *expected,
        "Rapporten i korthed",
        "Rapporten",
    ]


def test_the_fields_are_filled_in_from_the_report(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN)
    page = text_of(mette.get(f"/tilsyn/{one_report(aalborg).id}/"))
    assert TEXT[GREEN] in page.split('<textarea name="conclusion"')[1].split("</textarea>")[0]
    assert page.count(" checked") == 2  # approved, and the report's rating


def test_a_red_conclusion_is_nobodys_decision_yet(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(RED)
    page = text_of(mette.get(f"/tilsyn/{one_report(aalborg).id}/"))
    assert page.count(" checked") == 1  # the rating, not the decision
    assert "Vælg, hvad der skal ske nu" in text_of(decide(mette, aalborg, "System 1", state="not_approved"))
    assert stored(aalborg)["System 1"].state == "received"


def test_systems_that_are_alike_are_decided_at_once_and_each_keeps_its_text(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(GREEN, YELLOW, RED)
    decide(mette, aalborg, "System 1", "System 2", state="approved")
    rows = stored(aalborg)
    assert [(rows[f"System {n}"].state, rows[f"System {n}"].conclusion) for n in (1, 2)] == [
        ("approved", TEXT[GREEN]),
        ("approved", TEXT[YELLOW]),
    ]
    assert rows["System 3"].state == "received"


def test_one_system_of_many_is_decided_alone(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN, RED)
    row, report = stored(aalborg)["System 2"], one_report(aalborg)
    page = text_of(mette.get(f"/tilsyn/{report.id}/?system={row.id}"))
    assert "Gælder kun <strong>System 2</strong>" in page
    assert f'<input type="hidden" name="systems" value="{row.id}"' in page


def test_a_refusal_stores_what_happens_now_and_tells_the_secretariat(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(RED)
    fields = {
        "state": "not_approved",
        "rating": "red",
        "conclusion": "Vi kan ikke bruge systemet sådan.",
        "what_now": "accept_risk",
        "risk_owner": "Direktør Dam",
        "risk_until": "1.3.2031",
        "next_audit_on": "1. juni 2031",
        "journal_number": "27-115",
    }
    decide(mette, aalborg, "System 1", **fields)
    row = stored(aalborg)["System 1"]
    assert (row.state, row.risk_owner, row.journal_number) == ("not_approved", "Direktør Dam", "27-115")
    assert row.decided_by_name == "Mette Aalborg, Aalborg Kommune"
    with acting_as(Caller.secretariat()):
        assert Letter.objects.get().kind == "audit_objection"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Hvad beslutter I?"),
        ({"state": "approved_remarks"}, "Skriv jeres bemærkninger"),
        ({"state": "not_approved", "what_now": "accept_risk"}, "hvem der accepterer risikoen"),
        ({"state": "approved", "next_audit_on": "12.3.2020"}, "ligger efter i dag"),
        ({"state": "approved", "next_audit_on": "31.2.2031"}, "Skriv en dato, der findes"),
        ({"state": "approved", "conclusion": "x" * 4097}, "4096"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    sender: Sender, mette: Client, aalborg: Caller, fields: dict[str, str], words: str
) -> None:
    sender.send(YELLOW)
    answer = decide(mette, aalborg, "System 1", journal_number="bevares", **fields)
    assert words in text_of(answer)
    assert 'value="bevares"' in text_of(answer)
    assert stored(aalborg)["System 1"].state == "received"


def test_a_conclusion_of_4096_characters_with_line_ends_is_taken(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(GREEN)
    text = "Første linje\r\n" + "x" * (4096 - len("Første linje\n"))
    assert decide(mette, aalborg, "System 1", state="approved", conclusion=text).status_code == 302
    assert len(stored(aalborg)["System 1"].conclusion) == 4096


def test_the_second_of_two_deciders_gets_a_clear_page(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN)
    assert decide(mette, aalborg, "System 1", state="approved").status_code == 302
    late = decide(mette, aalborg, "System 1", state="not_approved", what_now="terminate")
    assert late.status_code == 409
    assert "har skiftet status" in text_of(late)
    assert stored(aalborg)["System 1"].state == "approved"


def test_a_decision_can_be_taken_up_again_with_a_reason(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(GREEN)
    decide(mette, aalborg, "System 1", state="approved")
    address = f"/tilsyn/systemer/{stored(aalborg)['System 1'].id}/tag-stilling-igen/"
    assert "Hvorfor tager I stilling igen?" in text_of(mette.post(address, {"reason": " "}))
    page = text_of(mette.post(address, {"reason": "Ny viden fra skolerne."}, follow=True))
    assert "Stillingtagen taget op igen: System 1" in page
    assert "Ny viden fra skolerne." in page
    assert stored(aalborg)["System 1"].state == "considering"


def test_a_colleague_can_see_that_somebody_has_begun(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN, RED)
    page = mette.post(f"/tilsyn/{one_report(aalborg).id}/begynd/", follow=True)
    assert "under vurdering" in text_of(page)
    assert {each.state for each in stored(aalborg).values()} == {"considering"}


# --- who may what ---


def test_a_reader_reads_everything_and_decides_nothing(
    sender: Sender, client_of: Clients, aalborg: Caller
) -> None:
    sender.send(GREEN, RED)
    ib, report = client_of("ib"), one_report(aalborg)
    page = text_of(ib.get(f"/tilsyn/{report.id}/"))
    assert "Kommunens beslutningstager tager stilling" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert decide(ib, aalborg, "System 1", state="approved").status_code == 403
    assert "Godkend tilsyn for" not in text_of(ib.get("/tilsyn/"))
    assert ib.post("/tilsyn/godkend/", {}).status_code == 403


def test_the_dpo_remarks_and_does_not_decide(sender: Sender, client_of: Clients, aalborg: Caller) -> None:
    sender.send(RED)
    dorte, report = client_of("dorte"), one_report(aalborg)
    data = {"bemaerkning-text": "Jeg fraråder godkendelse.", "bemaerkning-goes_up": "on"}
    page = text_of(dorte.post(f"/tilsyn/{report.id}/bemaerkning/", data, follow=True))
    assert "Jeg fraråder godkendelse." in page
    assert "Dorte Aalborg, Aalborg Kommune" in page
    assert decide(dorte, aalborg, "System 1", state="approved").status_code == 403
    with acting_as(Caller.secretariat()):
        assert Letter.objects.get().kind == "audit_dpo"


def test_the_dpo_writes_the_same_remark_on_many_reports_in_one_act(
    sender: Sender, mette: Client, client_of: Clients, aalborg: Caller
) -> None:
    dorte, bo = client_of("dorte"), client_of("bo")
    sender.send(GREEN, YELLOW, name="Sag 1")
    sender.send(RED, name="Sag 2")
    assert "Skriv DPO’s bemærkning" in text_of(dorte.get("/tilsyn/"))
    assert "Skriv DPO’s bemærkning" not in text_of(mette.get("/tilsyn/"))
    with acting_as(aalborg):
        marked = [str(each.id) for each in ReceivedSystem.objects.all()]
    assert len(marked) == 3
    page = text_of(dorte.post("/tilsyn/bemaerkning/", {"system": [*marked, "ikke-en-nøgle"]}))
    assert "Gem ved 2 rapporter" in page, "two systems of one report are one"
    sent = {"system": marked, "confirmed": "ja", "bemaerkning-text": "<b>Se på logning."}
    assert "Feltet skal udfyldes" in text_of(
        dorte.post("/tilsyn/bemaerkning/", {**sent, "bemaerkning-text": " "})
    )
    assert mette.post("/tilsyn/bemaerkning/", sent).status_code == 403
    assert bo.post("/tilsyn/bemaerkning/", sent).status_code == 403
    assert dorte.get("/tilsyn/bemaerkning/").status_code == 302, "without marks there is nothing to remark on"
    with acting_as(aalborg):
        assert not Remark.objects.exists()
    assert dorte.post("/tilsyn/bemaerkning/", sent).status_code == 302
    with acting_as(aalborg):
        assert Remark.objects.filter(kind="dpo", text="<b>Se på logning.").count() == 2
        assert {each.state for each in ReceivedSystem.objects.all()} == {"received"}, "advice decides nothing"
        report = Remark.objects.all()[0].report_id
    assert "&lt;b&gt;Se på logning." in dorte.get(f"/tilsyn/{report}/").content.decode()


def test_a_decision_maker_cannot_write_as_the_dpo(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(RED)
    report = one_report(aalborg)
    assert mette.post(f"/tilsyn/{report.id}/bemaerkning/", {"bemaerkning-text": "x"}).status_code == 403
    with acting_as(aalborg):
        assert not Remark.objects.exists()


def test_a_question_goes_up_and_the_answer_is_seen(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(YELLOW)
    address = f"/tilsyn/{one_report(aalborg).id}/"
    assert "Afventer svar" in text_of(
        mette.post(f"{address}spoergsmaal/", {"spoergsmaal-text": "Gælder det også skolerne?"}, follow=True)
    )
    with acting_as(Caller.secretariat()):
        letter = Letter.objects.get(kind="audit_question")
        letter.answer, letter.answered_by_name, letter.answered_at = (
            "Ja, også dem.",
            "Sara",
            letter.written_at,
        )
        letter.save(update_fields=["answer", "answered_by_name", "answered_at"])
    assert "Ja, også dem." in text_of(mette.get(address))


def test_an_empty_question_is_refused_with_words(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(YELLOW)
    address = f"/tilsyn/{one_report(aalborg).id}/spoergsmaal/"
    assert "Spørgsmål:" in text_of(mette.post(address, {"spoergsmaal-text": ""}))
    with acting_as(aalborg):
        assert not Remark.objects.exists()


def test_tasks_are_ticked_off_and_added(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN)
    address = f"/tilsyn/{one_report(aalborg).id}/opgaver/"
    mette.post(
        address, {"opgave-text": "Ret vejledningen", "opgave-responsible": "IT", "opgave-due": "1.2.2027"}
    )
    with acting_as(aalborg):
        own, reported = (
            FollowUpTask.objects.get(from_report=False),
            FollowUpTask.objects.get(from_report=True),
        )
    page = text_of(mette.post(f"/tilsyn/opgaver/{reported.id}/udfoert/", follow=True))
    assert "Udført" in page
    assert "Ret vejledningen" in page
    with acting_as(aalborg):
        own.refresh_from_db()
        reported.refresh_from_db()
    assert own.done_at is None
    assert reported.done_by_name == "Mette Aalborg, Aalborg Kommune"


# --- files and versions ---


def test_the_word_report_is_downloaded(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN)
    with acting_as(aalborg):
        row = ReceivedFile.objects.get(is_report=True)
    answer = mette.get(f"/tilsyn/filer/{row.id}/")
    assert b"".join(answer.streaming_content) == WORD  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_new_version_asks_again_and_shows_the_former_decision(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    audit = sender.send(GREEN)
    decide(mette, aalborg, "System 1", state="approved")
    former = one_report(aalborg)
    sender.version(audit, reason="Ny oplysning om underdatabehandlere.")
    page = text_of(mette.get(f"/tilsyn/{one_report(aalborg).id}/"))
    assert "Til fornyet stillingtagen" in page
    assert "Ny oplysning om underdatabehandlere." in page
    assert "Udgave 1: grøn, tilsyn godkendt." in page
    old = text_of(mette.get(f"/tilsyn/{former.id}/"))
    assert "Læs den nye udgave" in old
    assert "Gem stillingtagen" not in old
    assert "Tag stilling igen" not in old


def test_a_decision_on_an_outdated_version_is_refused(sender: Sender, mette: Client, aalborg: Caller) -> None:
    audit = sender.send(GREEN)
    row, report = stored(aalborg)["System 1"], one_report(aalborg)
    sender.version(audit)
    late = mette.post(f"/tilsyn/{report.id}/stillingtagen/", {"systems": [str(row.id)], "state": "approved"})
    assert late.status_code == 409
    assert "ny udgave" in text_of(late)


def test_a_decision_on_a_former_version_stays_as_it_was(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    audit = sender.send(GREEN)
    decide(mette, aalborg, "System 1", state="approved")
    row = stored(aalborg)["System 1"]
    sender.version(audit)
    late = mette.post(f"/tilsyn/systemer/{row.id}/tag-stilling-igen/", {"reason": "Ny viden."})
    assert late.status_code == 409
    with acting_as(aalborg):
        assert ReceivedSystem.objects.get(pk=row.id).state == "approved"


def test_a_correction_asks_for_nothing(sender: Sender, mette: Client, aalborg: Caller) -> None:
    audit = sender.send(GREEN)
    decide(mette, aalborg, "System 1", state="approved")
    sender.version(audit, kind="correction", reason="Et navn er rettet.")
    page = text_of(mette.get(f"/tilsyn/{one_report(aalborg).id}/"))
    assert "Et navn er rettet." in page
    assert "Filer, der er erstattet af en rettelse" in page
    assert "Gem stillingtagen" not in page
    assert stored(aalborg)["System 1"].state == "approved"


def test_everything_that_can_be_logged_has_danish_words() -> None:
    steps = {
        each.name for each in ReceivedSystem._meta.get_field("state").get_all_transitions(ReceivedSystem)
    }
    assert steps <= set(WORDS)
    assert {each.value for each in Remark.Kind} <= set(WORDS)
