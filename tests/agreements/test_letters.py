"""The letter of termination, the wording of a supplement, and one period of notice."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from docx import Document

from agreements.joint import actions as joint
from agreements.joint.endings.reading import endings
from agreements.joint.models import CommonText
from agreements.joint.parts import PART_OF
from agreements.joint.parts.service import termination_words
from agreements.municipal import ending_actions as ending
from agreements.municipal.intake.facts import whole_months_of
from agreements.municipal.letters import Notice
from agreements.municipal.models import Agreement
from agreements.municipal.months import months_after, months_before
from agreements.municipal.states import Party
from documents.models import WordTemplate
from documents.storage import read_bytes
from documents.uploadhandlers import ReceivedFile
from tests.agreements.conftest import World
from tests.agreements.test_endings import TODAY, bring_into_force, give_notice, in_force
from tests.agreements.test_versions import begin, change, first, release
from walls.callers import Caller, acting_as

Upload = Callable[..., ReceivedFile]


def words_of(content: bytes) -> str:
    word = Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


def test_a_notice_without_a_file_is_a_word_letter_that_the_supplier_can_read(
    world: World, upload: Upload
) -> None:
    in_force(world, upload)
    give_notice(world, months_after(TODAY(), 3))
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.select_related("notice_file").get()
        assert agreement.notice_file is not None
        words = words_of(read_bytes(agreement.notice_file.sha256))
    for said in (
        "Aalborg Kommune",
        "Nordlys Data A/S",
        agreement.number,
        "Systemet er udfaset.",
        "3 måneder",
    ):
        assert said in words
    assert "før opsigelsesvarslet er udløbet" not in words
    with acting_as(world.caller_of("leo")):
        [mine] = [each for each in endings() if each.state == "under_notice"]
        assert mine.file_name.endswith("-opsigelse.docx")


def test_hostile_words_come_out_as_typed_and_a_file_of_ones_own_is_kept_as_it_is(
    world: World, upload: Upload
) -> None:
    in_force(world, upload)
    reason = "Æ & {{ ø }} <w:p>"
    with acting_as(world.caller_of("mette")):
        for received in (None, upload()):
            agreement = Agreement.objects.get()
            day = months_after(TODAY(), 3)
            notice = Notice(TODAY(), day, reason, False)
            ending.give_notice(
                agreement=agreement,
                notice=notice,
                party=Party.MUNICIPALITY,
                received=received,
                by=world.actor("mette"),
            )
            kept = Agreement.objects.select_related("notice_file").get().notice_file
            assert kept is not None
            if received is None:
                assert reason in words_of(read_bytes(kept.sha256))
                again = Agreement.objects.get()
                ending.take_back_notice(agreement=again, reason="Fortsætter.", by=world.actor("mette"))
            else:
                assert kept.name == "underskrevet.pdf"


def test_the_wording_of_a_supplement_is_the_template_in_force(world: World, upload: Upload) -> None:
    in_force(world, upload)
    new = begin(world, first(world))
    change(world, new)
    world.send(release(world, new), "aalborg")
    with acting_as(world.caller_of("mette")):
        supplement = Agreement.objects.select_related("word").get(version=2)
        words = words_of(read_bytes(supplement.word.sha256))
    assert supplement.is_supplement
    for said in ("Tillæg nr.", "2. Hvad der ændres", "12", "Bilag A", "Den dataansvarlige"):
        assert said in words
    with acting_as(Caller.secretariat()):
        assert WordTemplate.objects.filter(kind="supplement", state="in_force").count() == 1


@pytest.mark.parametrize(
    ("given", "said", "months"),
    [((3, "måneder"), "3 måneder", 3), ((1, "måneder"), "1 måned", 1), ((45, "dage"), "45 dage", 2)],
)
def test_the_text_s_period_of_notice_goes_down_and_gives_the_last_day(
    world: World, upload: Upload, given: tuple[int, str], said: str, months: int
) -> None:
    text = world.begin()
    number, unit = given
    with acting_as(Caller.secretariat()):
        copy = CommonText.objects.get(pk=text.pk).working_copy
        values = {**copy.values["kontakt"], "termination_number": number, "termination_unit": unit}
        joint.save_part(
            text=text,
            part=PART_OF["kontakt"],
            values=values,
            rows=[],
            revision=copy.revision,
            by=world.actor("sara"),
        )
    world.send(release(world, text), "aalborg")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.select_related("word").get()
        assert (agreement.termination_notice, agreement.notice_months) == (said, months)
        assert f"Aftalen kan opsiges med et varsel på {said}." in words_of(read_bytes(agreement.word.sha256))
    until = TODAY() + timedelta(days=400)
    agreement = bring_into_force(world, upload, until=until, months=None)
    assert agreement.notice_months == months
    assert agreement.notice_by == months_before(until, months)


def test_a_text_without_a_period_says_nothing_of_it(world: World, upload: Upload) -> None:
    agreement = in_force(world, upload, months=None)
    assert (agreement.notice_months, agreement.termination_notice) == (None, "")
    assert termination_words({"termination_number": None, "termination_unit": "måneder"}) == ""


@pytest.mark.parametrize(
    ("words", "months"),
    [("3 måneder", 3), ("1 år", 12), ("45 dage", 2), ("6 uger", 2), ("", None), ("x", None)],
)
def test_a_taken_in_period_is_counted_in_whole_months(words: str, months: int | None) -> None:
    assert whole_months_of(words) == months
