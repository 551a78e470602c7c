"""The template files that are handed out are the ones the code describes, and fit for everybody to read."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document

from documents.fields import KINDS, example_context
from documents.templatecheck import check_template
from documents.word import render
from documents.wordtemplates.build import BUILDERS, built
from tests.documents.conftest import text_of
from tests.documents.test_word import canonical

FOLDER = Path(settings.BASE_DIR) / "templates" / "word"


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_the_file_is_what_the_builder_makes(kind: str) -> None:
    assert canonical((FOLDER / f"{kind}.docx").read_bytes()) == canonical(built(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reader_finds_headings_language_and_title(kind: str) -> None:
    word = Document(io.BytesIO(render(built(kind), example_context(kind))))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
    assert "Title" in styles
    assert "Heading 1" in styles
    assert word.core_properties.language == "da-DK"
    assert word.core_properties.title


@pytest.mark.parametrize("structure", ["dt2020", "eu2021_915", "supplier_own"])
def test_each_structure_of_an_agreement_uses_every_field_it_has(structure: str) -> None:
    report = check_template(built("agreement", structure), "agreement", structure)
    assert report.problems == ()
    assert report.unused == ()


def test_the_eu_structure_has_its_sections_and_annexes_in_order() -> None:
    text = text_of(render(built("agreement", "eu2021_915"), example_context("agreement")))
    headings = [
        *(f"{number}. " for number in range(1, 11)),
        *(f"Bilag {n}. " for n in ("I", "II", "III", "IV")),
    ]
    body = text[text.index("Afdeling I:") :]
    places = [body.index(f"\n{heading}") for heading in headings]
    assert places == sorted(places)
    assert "{{" not in text
    assert "{%" not in text


def test_the_agreement_holds_every_clause_and_appendix_and_no_field_is_left() -> None:
    text = text_of(render(built("agreement"), example_context("agreement")))
    for number in range(1, 16):
        assert re.search(rf"^{number}\. ", text, re.MULTILINE)
    for heading in ("Bilag A", "Bilag B", "Bilag C", "Bilag D", "C.2.11", "C.8"):
        assert heading in text
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"godkendelsestype": "specifik"}, "forudgående specifikke og skriftlige godkendelse"),
        ({"godkendelsestype": "generel"}, "den dataansvarliges generelle godkendelse"),
        ({"ophoer_valg": "returner"}, "leverer databehandleren alle personoplysninger tilbage"),
        ({"tredjeland_tilladt": False}, "har ikke givet instruks om overførsel"),
        ({"tredjeland_tilladt": True}, "Andre overførsler er ikke tilladt"),
        ({"fravigelser": []}, "Parterne har ikke aftalt fravigelser"),
    ],
)
def test_the_choices_of_an_agreement_show_in_its_text(changes: dict[str, object], words: str) -> None:
    assert words in text_of(render(built("agreement"), {**example_context("agreement"), **changes}))
