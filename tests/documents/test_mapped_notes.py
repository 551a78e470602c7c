"""Placeholders in footnotes and endnotes of an official file are found, mapped and filled as in the text."""

import io

import pytest
from docx import Document

from documents.fields import example_context
from documents.word import render
from documents.word.mapping import mapped
from documents.word.ownbody import with_appendix
from documents.word.placeholders import placeholders_of
from tests.documents.test_template_places import everything, word

PLACES = {"fodnote": "Fodnoter", "slutnote": "Slutnoter"}


def filled(content: bytes, target: str, **changes: object) -> str:
    """The file with its one placeholder mapped and filled with the example."""
    values = {**example_context("agreement"), **changes}
    return everything(render(mapped(content, {"1": target}), values)).decode("utf-8", "replace")


@pytest.mark.parametrize("place", PLACES)
def test_a_placeholder_in_a_note_is_found_with_its_place_and_filled(place: str) -> None:
    content = word(place, "Se aftalen med [NAVN] og «System».")
    first, second = placeholders_of(content)
    assert (first.words, first.place, second.words) == ("[NAVN]", PLACES[place], "«System»")
    made = filled(content, "dataansvarlig.navn", dataansvarlig={"navn": "Ærø & <w:p> {{ x }}"})
    assert "Se aftalen med Ærø &amp; &lt;w:p&gt; {{ x }} og" in made
    assert "[NAVN]" not in made
    assert "«System»" in made, "what has no target stays"


@pytest.mark.parametrize("place", PLACES)
def test_a_note_under_a_condition_keeps_its_paragraph(place: str) -> None:
    content = word(place, "[VALG 1] Kun ved generel godkendelse.")
    assert "Kun ved generel" in filled(content, "if:generel", godkendelsestype="generel")
    without = filled(content, "if:generel", godkendelsestype="specifik")
    assert "Kun ved generel" not in without
    kind = "footnote" if place == "fodnote" else "endnote"
    assert f'<w:{kind} w:id="2"><w:p>' in without


def test_a_repetition_in_a_note_is_lines_of_one_paragraph() -> None:
    content = word("fodnote", "Underdatabehandler: [NAVN]")
    two = [{"navn": "Fjordhost"}, {"navn": "Skovdata"}]
    made = filled(content, "underdatabehandlere[].navn", underdatabehandlere=two)
    assert made.count("Underdatabehandler: ") == 2
    assert ("Fjordhost" in made, "Skovdata" in made) == (True, True)
    assert '<w:footnote w:id="2"><w:p>' in filled(
        content, "underdatabehandlere[].navn", underdatabehandlere=[]
    )


@pytest.mark.parametrize("place", PLACES)
def test_braces_in_a_note_of_the_supplier_s_own_text_stand_as_typed(place: str) -> None:
    document, out = Document(io.BytesIO(word(place, "Skriv {{ 7 * 7 }} i feltet"))), io.BytesIO()
    document.add_paragraph("Et ord til. " * 20)
    document.save(out)
    appendix = io.BytesIO()
    Document().save(appendix)
    made = everything(render(with_appendix(out.getvalue(), appendix.getvalue()), {})).decode(
        "utf-8", "replace"
    )
    assert "Skriv {{ 7 * 7 }} i feltet" in made
