"""A Word file with placeholders of its own becomes a template that fills them, in the limited process."""

import io
from collections.abc import Callable

import pytest
from docx import Document

from documents.fields import example_context, targets
from documents.templatecheck import check_template, find_placeholders, with_fields
from documents.word import RefusedTemplateError, render
from tests.documents.conftest import text_of
from tests.secretariat import official


def filled(**changes: object) -> str:
    content = official.official()
    made = with_fields(content, official.numbered(find_placeholders(content)))
    return text_of(render(made, {**example_context("agreement"), **changes}))


def test_placeholders_of_every_kind_are_found_where_they_stand() -> None:
    found = find_placeholders(official.official())
    assert [one["words"] for one in found].count("[NAVN]") == 2
    kinds = {one["words"]: one["kind"] for one in found}
    assert set(kinds) == {key.rpartition(" ")[0] for key in official.targets()}
    assert kinds["antal timer"] == "highlight"
    assert next(one["place"] for one in found if one["words"] == "«AftaleNr»") == "Sidehoved"
    assert next(one["in_table"] for one in found if one["words"] == "[ADRESSE]")


def test_a_mapped_file_is_filled_in_every_place() -> None:
    words = filled()
    assert "mellem Aalborg Kommune og Nordlys Data A/S" in words
    assert "CVR: 10150817" in words
    assert "Systemet hedder Nordlys Omsorg" in words
    assert "inden 24 timer." in words
    assert "generel godkendelse med varsel på 60" in words
    assert "specifik godkendelse" not in words
    assert "Se punkt [1] og felterne At kommunen kan" in words
    assert "Fjordhosting ApS" in words
    assert "Mailbud GmbH" in words
    assert "Kajen 4, 6700 Esbjerg, Danmark, Drift\nHavnegade 12" in words
    assert "VEJLEDNING" not in words
    assert "VALG" not in words


def test_a_choice_decides_which_paragraph_stands() -> None:
    words = filled(godkendelsestype="specifik")
    assert "skal have specifik godkendelse" in words
    assert "generel godkendelse" not in words


@pytest.mark.parametrize(
    "value", ["{{ dataansvarlig.cvr }}", "A & B <w:p/> </w:p>", "æøå ÆØÅ »«", "{% if x %}", "x" * 10_000]
)
def test_a_value_comes_out_of_a_mapped_file_as_typed(value: str) -> None:
    assert value in filled(it_system_navn=value)


def test_the_header_is_filled_and_the_mark_is_taken_away() -> None:
    content = official.official()
    made = with_fields(content, official.numbered(find_placeholders(content)))
    word = Document(io.BytesIO(render(made, example_context("agreement"))))
    assert word.sections[0].header.paragraphs[0].text == "Aftale 2026-0032-851"
    hours = next(each for each in word.paragraphs if "timer." in each.text)
    assert all(run.font.highlight_color is None for run in hours.runs)


def test_what_is_not_mapped_stays_and_what_is_left_out_is_listed() -> None:
    content = official.official()
    made = with_fields(content, {})
    assert [one["words"] for one in find_placeholders(made)] == [
        one["words"] for one in find_placeholders(content)
    ]
    mapped = with_fields(content, official.numbered(find_placeholders(content)))
    report = check_template(mapped, "agreement", "dt2020")
    assert "instruks" in report.missing
    assert "brud_frist_timer" not in report.missing
    assert "vederlag" in report.unused
    assert not report.unknown
    assert not report.refusals


def test_every_target_is_words_that_a_template_may_hold(word: Callable[..., bytes]) -> None:
    every = [target for _, group in targets.choices() for target, _ in group]
    content = word(*(f"[felt {number}] slut" for number, _ in enumerate(every, 1)))
    assert len(find_placeholders(content)) == len(every)
    made = with_fields(content, {str(number): target for number, target in enumerate(every, 1)})
    report = check_template(made, "agreement", "")
    assert not report.refusals
    assert not report.unknown
    assert text_of(render(made, example_context("agreement"))).count("slut") >= len(every)


def test_a_harmful_file_is_refused_before_it_is_read(word: Callable[..., bytes]) -> None:
    for content in (b"%PDF-1.7", b"PK\x03\x04nonsense"):
        with pytest.raises(RefusedTemplateError):
            find_placeholders(content)
    with pytest.raises(RefusedTemplateError, match="flere end 400"):
        find_placeholders(word("[X] " * 401))
    assert len(find_placeholders(word("[X] " * 400))) == 400
