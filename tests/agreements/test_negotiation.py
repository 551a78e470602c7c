"""A negotiation with the supplier's own Word file: what is read, answered, agreed as departures, and sent."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

from agreements.joint import actions as joint
from agreements.joint.actions.positions import Wording
from agreements.joint.content import facts_of
from agreements.joint.models import (
    Advice,
    CommonText,
    Departure,
    Position,
    Round,
    RoundFile,
    SecondReading,
    Wish,
)
from agreements.joint.parts import PART_OF
from agreements.joint.positions import in_force
from agreements.joint.precedents import find_precedents, precedents_of
from agreements.joint.shipped import install_shipped_positions
from agreements.joint.views.comparing import fields_compared
from agreements.joint.views.way import way_of
from documents import pdf
from documents.checks.refusal import RefusedFileError
from documents.storage import read_bytes
from documents.uploadhandlers import ReceivedFile
from documents.word.reading import read_changes
from secretariat.demo.redlining import Redline
from tests.agreements.conftest import World
from tests.agreements.test_walls import call, refused
from walls.callers import Caller, acting_as
from workflows.calendar import past_quiet
from workflows.engine import MoveError, NotPermittedError, NotPossibleError, OutdatedError
from workflows.models import LogEntry, OutboxMail

Upload = Callable[..., ReceivedFile]
HOURS = "senest 24 timer efter"
NOTICE = "60 dage"


def sent_word(text: CommonText) -> bytes:
    """The Word file of the text's last round."""
    return read_bytes(text.rounds.select_related("document").latest("number").document.sha256)


def redlined(text: CommonText) -> bytes:
    """The supplier's file: a replacement with a comment, an insertion, a comment of its own."""
    redline = Redline(sent_word(text))
    redline.replace(HOURS, "senest 48 timer efter", comment="24 timer kan vi ikke nå i weekender.")
    redline.insert_paragraph("Den dataansvarlige kan få en kopi", "Kopien udleveres mod betaling.")
    redline.comment("hæfter databehandleren fuldt ud", "Hæftelsen bør begrænses.")
    return redline.saved()


def hand_in(world: World, text: CommonText, upload: Upload, content: bytes | None = None) -> RoundFile:
    """Upload the supplier's file as Leo."""
    with acting_as(world.caller_of("leo")):
        mine = CommonText.objects.get(pk=text.pk)
        file = upload(content or redlined(mine), "svar.docx")
        return joint.take_in_file(text=mine, received=file, source="supplier", by=world.actor("leo"))


def with_wishes(world: World, upload: Upload) -> CommonText:
    """A text whose first round came back with the supplier's file."""
    text = world.to_supplier(world.begin())
    hand_in(world, text, upload)
    with acting_as(world.caller_of("leo")):
        joint.return_wishes(text=CommonText.objects.get(pk=text.pk), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        return CommonText.objects.get(pk=text.pk)


def test_each_change_and_comment_of_the_file_becomes_a_wish_the_supplier_sees_before_it_sends(
    world: World, upload: Upload
) -> None:
    text = world.to_supplier(world.begin())
    file = hand_in(world, text, upload)
    assert file.base_round == 1
    with acting_as(world.caller_of("leo")):
        found = list(Wish.objects.filter(dropped=False))
        assert [(each.kind, each.place) for each in found] == [
            ("insert", "7.6"),
            ("comment", "7.8"),
            ("replace", "10.2"),
        ]
        assert found[2].text == "24 timer kan vi ikke nå i weekender."
        assert "48 timer" in found[2].proposal
        assert found[2].author == "Leo Leverandør"
    with acting_as(Caller.secretariat()):
        assert CommonText.objects.get(pk=text.pk).state == "at_supplier"


def test_a_new_file_replaces_the_one_before_and_typed_wishes_stay(world: World, upload: Upload) -> None:
    text = world.to_supplier(world.begin())
    hand_in(world, text, upload)
    with acting_as(world.caller_of("leo")):
        mine = CommonText.objects.get(pk=text.pk)
        typed = {"clause": "7", "heading": "7. Anvendelse", "wish": "Kortere varsel.", "proposal": ""}
        joint.write_wish(text=mine, by=world.actor("leo"), **typed)
        redline = Redline(sent_word(mine))
        redline.replace(HOURS, "senest 36 timer efter")
        again = redline.saved()
    hand_in(world, text, upload, again)
    with acting_as(world.caller_of("leo")):
        left = Wish.objects.filter(dropped=False)
        assert sorted(left.values_list("kind", flat=True)) == ["replace", "written"]
        assert RoundFile.objects.filter(dropped=False).count() == 1
        joint.drop_file(text=mine, file=RoundFile.objects.get(dropped=False), by=world.actor("leo"))
        assert [each.kind for each in Wish.objects.filter(dropped=False)] == ["written"]


def test_changes_the_supplier_accepted_itself_are_shown_as_not_marked(world: World, upload: Upload) -> None:
    text = world.to_supplier(world.begin())
    with acting_as(Caller.secretariat()):
        redline = Redline(redlined(text))
        redline.accept_all()
    hand_in(world, text, upload, redline.saved())
    with acting_as(Caller.secretariat()):
        unmarked = Wish.objects.filter(dropped=False, tracked=False)
        assert [(each.kind, each.place) for each in unmarked] == [("insert", "7.6"), ("replace", "10.2")]
        assert Wish.objects.filter(dropped=False).count() == 3


def test_a_text_of_the_supplier_s_own_is_one_wish_to_look_at(world: World, upload: Upload) -> None:
    text = world.to_supplier(world.begin())
    own, out = Document(), io.BytesIO()
    own.add_paragraph("Vores almindelige vilkår gælder.")
    own.save(out)
    file = hand_in(world, text, upload, out.getvalue())
    assert file.base_round is None
    with acting_as(Caller.secretariat()):
        assert [each.kind for each in Wish.objects.filter(dropped=False)] == ["own_text"]


def test_a_pdf_is_refused_and_leaves_what_was_there(world: World, upload: Upload) -> None:
    text = world.to_supplier(world.begin())
    hand_in(world, text, upload)
    with acting_as(world.caller_of("leo")):
        mine = CommonText.objects.get(pk=text.pk)
        with pytest.raises(RefusedFileError, match="Word"):
            joint.take_in_file(text=mine, received=upload(), source="supplier", by=world.actor("leo"))
        assert Wish.objects.filter(dropped=False).count() == 3


def test_no_file_is_taken_in_while_the_secretariat_has_the_pen(world: World, upload: Upload) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        content = redlined(text)
    with pytest.raises(OutdatedError):
        hand_in(world, text, upload, content)


def test_a_file_received_by_mail_is_taken_in_by_the_secretariat(world: World, upload: Upload) -> None:
    text = world.to_supplier(world.begin())
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPossibleError):
            joint.register_reply(text=text, note="", by=world.actor("sara"))
        file = upload(redlined(text), "fra-mail.docx")
        joint.take_in_file(text=text, received=file, source="mail", by=world.actor("sara"))
        joint.register_reply(text=text, note="Modtaget på mail i dag.", by=world.actor("sara"))
        assert text.state == "at_secretariat"
        turn = Round.objects.get()
        assert (turn.outcome, turn.wishes.filter(dropped=False).count()) == ("wishes", 3)


def granted(world: World, text: CommonText) -> None:
    """Answer the three wishes: the hours granted as a departure, one refused, one countered."""
    insert, comment, hours = Wish.objects.filter(dropped=False, round__common_text=text).order_by("position")
    answer = {"by": world.actor("sara")}
    joint.answer_wish(wish=insert, outcome="refused", text="Kopien er en del af ydelsen.", **answer)
    joint.answer_wish(wish=comment, outcome="counter", text="Vi foreslår et loft i hovedaftalen.", **answer)
    joint.answer_wish(
        wish=hours,
        outcome="granted",
        text="Ydelsen drives ikke i weekender.",
        agreed="Underretning sker senest 48 timer efter.",
        **answer,
    )


def test_a_granted_wish_is_a_departure_and_stands_in_appendix_d(world: World, upload: Upload) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
        departure = Departure.objects.get()
        assert (departure.clause, departure.agreed) == ("10.2", "Underretning sker senest 48 timer efter.")
        assert departure.wish_text == "24 timer kan vi ikke nå i weekender."
        assert departure.reason == "Ydelsen drives ikke i weekender."
        assert departure.decided_by_name == world.actor("sara").signature
        fresh = CommonText.objects.get(pk=text.pk)
        rows = fresh.working_copy.values["bilag-d"]["departures"]
        assert [(row["clause"], row["text"]) for row in rows] == [("10.2", departure.agreed)]
        assert not PART_OF["bilag-d"].faults(fresh.working_copy.values["bilag-d"], facts_of(fresh))


def test_another_answer_takes_the_departure_back(world: World, upload: Upload) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
        hours = Departure.objects.get().wish
        assert hours is not None
        joint.answer_wish(wish=hours, outcome="refused", text="Alligevel ikke.", by=world.actor("sara"))
        assert not Departure.objects.exists()
        fresh = CommonText.objects.get(pk=text.pk)
        assert fresh.working_copy.values["bilag-d"]["departures"] == []


def test_two_granted_wishes_of_a_clause_share_a_line_of_the_appendix(world: World, upload: Upload) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        for wish in Wish.objects.filter(dropped=False)[:2]:
            joint.answer_wish(
                wish=wish,
                outcome="granted",
                text="",
                agreed=f"Aftalt: {wish.place}",
                clause="7.6",
                by=world.actor("sara"),
            )
        rows = CommonText.objects.get(pk=text.pk).working_copy.values["bilag-d"]["departures"]
        assert rows == [{"clause": "7.6", "text": "Aftalt: 7.6\nAftalt: 7.8"}]


def test_a_line_written_in_the_editor_is_a_departure_and_a_removed_one_is_none(
    world: World, upload: Upload
) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
        fresh = CommonText.objects.get(pk=text.pk)
        copy = fresh.working_copy
        stored = dict(copy.values["bilag-d"])
        stored.pop("departures")
        rows = [
            {"clause": "C.2", "text": "Kun TLS 1.3."},
            {"clause": "10.2", "text": "Senest 40 timer efter."},
        ]
        given = {"text": fresh, "part": PART_OF["bilag-d"], "values": stored, "by": world.actor("sara")}
        joint.save_part(rows=rows, revision=copy.revision, **given)
        assert {(each.clause, each.agreed) for each in Departure.objects.all()} == {
            ("C.2", "Kun TLS 1.3."),
            ("10.2", "Senest 40 timer efter."),
        }
        joint.save_part(rows=rows[:1], revision=copy.revision + 1, **given)
        assert [each.clause for each in Departure.objects.all()] == ["C.2"]


def next_round(world: World, text: CommonText) -> bytes:
    """Send the next round and return its Word file."""
    with acting_as(Caller.secretariat()):
        fresh = CommonText.objects.get(pk=text.pk)
        due = past_quiet(timezone.localdate() + timedelta(days=14))
        joint.send_to_supplier(text=fresh, message="", due=due, by=world.actor("sara"))
        return sent_word(fresh)


def test_the_next_round_s_word_file_has_our_answers_as_comments_and_what_was_granted(
    world: World, upload: Upload
) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
    content = next_round(world, text)
    comments = [each.text for each in Document(io.BytesIO(content)).comments]
    assert [each.split(".")[0] for each in comments] == ["Afvist", "Modforslag", "Imødekommet"]
    assert "Kopien er en del af ydelsen." in comments[0]
    assert "24 timer kan vi ikke nå i weekender." in comments[2]
    read = read_changes(content, [])
    places = {row["place"]: row["comments"][0]["text"] for row in read["rows"]}
    assert places["10.2"].startswith("Imødekommet.")
    assert places["7.8"].startswith("Modforslag.")
    assert any(each["text"].startswith("Underretning sker senest 48 timer") for each in read["paragraphs"])


@pytest.mark.libreoffice
def test_the_file_that_goes_out_asks_word_to_track_changes_and_libreoffice_opens_it(
    world: World, upload: Upload, with_libreoffice: None
) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
    content = next_round(world, text)
    settings = Document(io.BytesIO(content)).settings.element.xml
    assert 'w:edit="trackedChanges"' in settings
    assert "w:trackRevisions" in settings
    assert pdf.convert([content])[0].startswith(b"%PDF")


def test_our_answers_that_come_back_in_the_supplier_s_next_file_are_no_wishes(
    world: World, upload: Upload
) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
    redline = Redline(next_round(world, text))
    redline.replace(NOTICE, "30 dage")
    hand_in(world, text, upload, redline.saved())
    with acting_as(Caller.secretariat()):
        found = Wish.objects.filter(dropped=False, round__number=2)
        assert [(each.kind, each.proposal.count("30 dage")) for each in found] == [("replace", 1)]


def test_earlier_outcomes_on_the_same_point_stand_beside_a_wish(world: World, upload: Upload) -> None:
    first = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, first)
    second = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        wishes = list(Wish.objects.filter(dropped=False, round__common_text=second).order_by("position"))
        earlier = precedents_of(wishes)
        hours = earlier[wishes[2].id]
        assert (hours.asked, hours.granted, hours.refused, hours.countered) == (1, 1, 0, 0)
        assert hours.rows[0].wish.round.common_text_id == first.id
        assert (earlier[wishes[0].id].asked, earlier[wishes[0].id].refused) == (1, 1)
        assert [each.place for each in find_precedents("10.2", "")] == ["10.2"]
        assert [each.place for each in find_precedents("", "weekender")] == ["10.2"]
        for misspelt in ("wekender", "weekebder", "weeekender", "weekendre", "WEEKENDER"):
            assert [each.place for each in find_precedents("", misspelt)] == ["10.2"], misspelt
        assert not find_precedents("7.3", "weekendr")
        assert not find_precedents("", "ordder der ikke findes")


def test_a_supplier_sees_neither_departures_nor_basis_nor_precedents_of_anybody(
    world: World, upload: Upload
) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
        wording = Wording("Varsel", never="Under 30 dage.")
        joint.write_position(clause="7.3", wording=wording, why="Første udgave", by=world.actor("lise"))
    for key in ("leo", "lis", "mette"):
        with acting_as(world.caller_of(key)):
            for model in (Departure, Position, SecondReading):
                assert refused(lambda model=model: model.objects.count()), (key, model)  # type: ignore[misc]
    with acting_as(world.caller_of("leo")):
        assert Wish.objects.filter(dropped=False).count() == 3
        assert not Wish.objects.exclude(answer=None).exists()
        assert RoundFile.objects.count() == 1
    with acting_as(world.caller_of("lis")):
        assert Wish.objects.count() == RoundFile.objects.count() == 0
    with acting_as(world.caller_of("mette")):
        assert refused(Wish.objects.count)
        assert refused(RoundFile.objects.count)


def test_another_supplier_cannot_put_a_file_into_the_round(world: World, upload: Upload) -> None:
    text = world.to_supplier(world.begin())
    file = hand_in(world, text, upload)
    with acting_as(world.caller_of("lis")):
        stolen = RoundFile(
            round_id=file.round_id, supplier_id=text.supplier_id, file_id=file.file_id, source="supplier"
        )
        assert refused(lambda: stolen.save(force_insert=True))
        call("UPDATE agreements_joint_roundfile SET dropped = true")
    with acting_as(Caller.secretariat()):
        assert not RoundFile.objects.get().dropped


def test_the_basis_is_written_by_the_leader_in_versions(world: World) -> None:
    with acting_as(Caller.secretariat()):
        wording = Wording(
            "Varsel om nye underdatabehandlere", never="Under 30 dage.", answers=[("Nej", "Nej.")]
        )
        first = joint.write_position(clause="7.3", wording=wording, why="Ny", by=world.actor("lise"))
        second = joint.write_position(
            clause="7.3", wording=wording, why="Rettet", by=world.actor("lise"), on_version=1
        )
        assert (first.version, second.version) == (1, 2)
        with pytest.raises(OutdatedError):
            joint.write_position(clause="7.3", wording=wording, why="", by=world.actor("lise"), on_version=1)
        with pytest.raises(NotPermittedError):
            joint.write_position(clause="7.3", wording=wording, why="", by=world.actor("sara"))
        assert LogEntry.objects.filter(action="write_position").count() == 2


def agreed_with_departure(world: World, upload: Upload) -> CommonText:
    """A text with a departure that the supplier has accepted in round 2."""
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
    next_round(world, text)
    with acting_as(world.caller_of("leo")):
        joint.accept(text=CommonText.objects.get(pk=text.pk), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        return CommonText.objects.get(pk=text.pk)


def test_a_text_with_departures_is_read_by_another_before_the_leader_releases_it(
    world: World, upload: Upload
) -> None:
    text = agreed_with_departure(world, upload)
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPossibleError, match="fravigelse"):
            joint.release(text=text, by=world.actor("lise"))
        with pytest.raises(NotPossibleError, match="selv sagsbehandler"):
            joint.second_read(text=text, passed=True, remark="", by=world.actor("sara"))
        joint.second_read(text=text, passed=True, remark="Fint.", by=world.actor("lise"))
        assert joint.release(text=text, by=world.actor("lise")).state == "released"


def test_what_the_second_reader_does_not_pass_goes_back_and_must_be_read_again(
    world: World, upload: Upload
) -> None:
    text = agreed_with_departure(world, upload)
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPossibleError, match="skal ændres"):
            joint.second_read(text=text, passed=False, remark="", by=world.actor("lise"))
        joint.second_read(text=text, passed=False, remark="48 timer er for længe.", by=world.actor("lise"))
        fresh = CommonText.objects.get(pk=text.pk)
        assert fresh.state == "at_secretariat"
    next_round(world, text)
    with acting_as(world.caller_of("leo")):
        joint.accept(text=CommonText.objects.get(pk=text.pk), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()), pytest.raises(MoveError, match="anden end sagsbehandleren"):
        joint.release(text=CommonText.objects.get(pk=text.pk), by=world.actor("lise"))


def test_a_negotiation_rests_until_a_day(world: World) -> None:
    text = world.to_supplier(world.begin())
    day = timezone.localdate() + timedelta(days=30)
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPossibleError):
            joint.hold(text=text, reason="Venter", until=timezone.localdate(), by=world.actor("sara"))
        joint.hold(text=text, reason="Venter på nyt driftssted.", until=day, by=world.actor("sara"))
        assert (text.state, text.held_until) == ("on_hold", day)
        joint.resume(text=text, by=world.actor("sara"))
        assert (text.state, text.held_until) == ("at_supplier", None)


def test_a_negotiation_that_breaks_off_gives_advice_to_the_members_that_use_the_systems(world: World) -> None:
    text = world.to_supplier(world.begin())
    words = "Indgå jeres egen aftale, og fasthold 24 timer."
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPermittedError):
            joint.break_off(text=text, advice=words, by=world.actor("sara"))
        joint.break_off(text=text, advice=words, by=world.actor("lise"))
        way = {each["label"]: each["state"] for each in way_of(text)}
        assert (way["Hos leverandøren"], way["Sendt til kommunerne"]) == ("done", "ahead")
        assert sorted(Advice.objects.values_list("municipality__kommunekode", flat=True)) == ["0791", "0851"]
        mails = list(OutboxMail.objects.filter(subject__contains="enighed"))
        told = {address: each.body for each in mails for address in each.to}
        assert words not in told["leo@nordlys.example"]
        assert words in told["mette@aalborg.example"]
    with acting_as(world.caller_of("mette")):
        mine = Advice.objects.get()
        assert mine.text == words
        joint.read_advice(advice=mine, by=world.actor("mette"))
        assert refused(lambda: call("UPDATE agreements_joint_advice SET text = 'Andet'"))
    with acting_as(world.caller_of("bo")):
        assert Advice.objects.get().read_at is None
    for key in ("leo", "lis"):
        with acting_as(world.caller_of(key)):
            assert refused(Advice.objects.count)


def test_the_shipped_basis_is_written_once_and_never_over_the_secretariat_s_own(world: World) -> None:
    with acting_as(Caller.secretariat()):
        own = Wording("Varsel", never="Under 50 dage.")
        joint.write_position(clause="7.3", wording=own, why="Vores egen", by=world.actor("lise"))
        made = install_shipped_positions()
        assert "7.3" not in {each.clause for each in made}
        assert "10.2" in {each.clause for each in made}
        assert install_shipped_positions() == []
        assert in_force()["7.3"].never == "Under 50 dage."
        assert list(in_force())[-1] == "D.1"
        assert list(in_force()).index("9") < list(in_force()).index("10.2")


def test_a_row_that_differs_is_shown_in_the_order_of_its_form() -> None:
    rows = [{"text": "Kun TLS 1.3.", "clause": "C.2"}]
    found = fields_compared({"bilag-d": {"departures": []}}, {"bilag-d": {"departures": rows}})
    assert [each.pieces[1] for each in found] == [["ins", "C.2 · Kun TLS 1.3."]]
