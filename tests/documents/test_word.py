"""A Word document says what was given, equals what docxtpl makes, or is not made at all."""

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from documents.fields import KINDS, example_context
from documents.word import MissingFieldsError, PlainDataError, RefusedTemplateError, fields, render
from documents.word.compiling import CompiledTemplate
from documents.word.sandbox import environment
from documents.wordtemplates.build import built
from tests.documents.conftest import text_of


def canonical(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {
            name: etree.tostring(etree.fromstring(package.read(name)), method="c14n")
            if name.endswith((".xml", ".rels"))
            else package.read(name)
            for name in package.namelist()
        }


def by_docxtpl(template: bytes, context: dict[str, Any]) -> bytes:
    word = DocxTemplate(io.BytesIO(template))
    word.render(context, environment())
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_document_equals_what_docxtpl_makes(kind: str) -> None:
    template, context = built(kind), example_context(kind)
    assert canonical(render(template, context)) == canonical(by_docxtpl(template, context))


def test_values_with_markup_line_ends_and_tabs_equal_what_docxtpl_makes(word: Callable[..., bytes]) -> None:
    template = word("Før {{ a }} efter", "{{ b }}", header="{{ a }}", footer="{{ b }}")
    context = {"a": "Hansen & Søn <w:p> ]]>", "b": "en\nto\ttre"}
    assert canonical(render(template, context)) == canonical(by_docxtpl(template, context))


def test_a_document_is_a_package_as_word_wants_it() -> None:
    content = render(built("report"), example_context("report"))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert len(set(package.namelist())) == len(package.namelist())
        assert package.testzip() is None
    assert Document(io.BytesIO(content)).core_properties.language == "da-DK"


def test_the_same_template_and_values_give_the_same_bytes() -> None:
    template, context = built("agreement"), example_context("agreement")
    assert render(template, context) == render(template, context)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=200))
def test_any_text_comes_out_as_it_went_in(value: str) -> None:
    assert f"<{value}>" in text_of(render(TEMPLATE, {"felt": value}))


def _template() -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("<{{ felt }}>")
    document.save(out)
    return out.getvalue()


TEMPLATE = _template()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("A & B < C > D \"E\" 'F' ]]> &amp;", "A & B < C > D \"E\" 'F' ]]> &amp;"),
        ("linje 1\r\nlinje 2\u2028linje 3", "linje 1\nlinje 2\nlinje 3"),
        ("a\tb", "a\tb"),
        ("nul\x00 klokke\x07 ok", "nul klokke ok"),
        ("{{ ikke_et_felt }} {% if %} {_{", "{{ ikke_et_felt }} {% if %} {_{"),
        ("🎉 æøå \u202eשלום", "🎉 æøå \u202eשלום"),
        ("\ud800halv", "halv"),
        (date(2026, 3, 12), "12. marts 2026"),
        (Decimal("1234.50"), "1.234,50"),
        (True, "ja"),
        (None, ""),
        (2026, "2026"),
    ],
)
def test_a_value_is_written_as_a_danish_reader_expects(value: object, shown: str) -> None:
    assert f"<{shown}>" in text_of(render(TEMPLATE, {"felt": value}))


def test_a_megabyte_of_text_fits() -> None:
    assert len(text_of(render(TEMPLATE, {"felt": "æ" * 1_000_000}))) > 1_000_000


def test_missing_fields_are_named_all_at_once_and_no_document_is_made(word: Callable[..., bytes]) -> None:
    template = word("{{ a }} {{ kommune.navn }} {{ b }}", "{% for s in systemer %}{{ s.navn }}{% endfor %}")
    with pytest.raises(MissingFieldsError) as missing:
        render(template, {"b": "her", "kommune": {}, "systemer": [{"navn": "x"}, {}]})
    assert missing.value.names == ["a", "kommune.navn", "systemer[].navn"]
    assert "mangler, så dokumentet er ikke dannet" in str(missing.value)
    whole = {"a": "1", "b": "her", "kommune": {"navn": "Aalborg"}, "systemer": [{"navn": "x"}]}
    assert "1 Aalborg her" in text_of(render(template, whole))


def test_a_list_of_missing_things_does_not_become_an_empty_list(word: Callable[..., bytes]) -> None:
    template = word("{% for s in systemer %}{{ s }}{% endfor %}{% if findes %}ja{% endif %}")
    with pytest.raises(MissingFieldsError) as missing:
        render(template, {})
    assert missing.value.names == ["findes", "systemer"]


class Behaviour:
    """Something with methods."""


@pytest.mark.parametrize(
    "value", [object(), Behaviour(), Markup("<b>"), 1.5, b"bytes", {1: "tal"}, {"a": [Behaviour()]}, print]
)
def test_only_plain_data_reaches_a_template(value: object) -> None:
    with pytest.raises(PlainDataError):
        render(TEMPLATE, {"felt": value})


def test_fields_are_told_by_their_full_path(word: Callable[..., bytes]) -> None:
    template = word(
        "{{ kommune.navn }}",
        "{% for s in systemer %}{{ s.navn }}{{ loop.index }}{% endfor %}",
        header="{{ sag }}",
        title="{{ t }}",
    )
    assert fields(template) == {"kommune.navn", "systemer", "systemer[].navn", "sag", "t"}


def test_title_and_author_are_filled_without_escapes(word: Callable[..., bytes]) -> None:
    content = render(word("x", title="Aftale {{ navn }}"), {"navn": "A & B" + "x" * 300})
    assert Document(io.BytesIO(content)).core_properties.title.startswith("Aftale A & Bxxx")


def test_two_at_once_do_not_meet(word: Callable[..., bytes]) -> None:
    template = word("{{ nr }}", *("{{ nr }} igen" for _ in range(50)), header="{{ nr }}")

    def one(number: int) -> bool:
        lines = text_of(render(template, {"nr": f"nummer-{number}"})).split()
        return {line for line in lines if line.startswith("nummer")} == {f"nummer-{number}"}

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(60)))


def test_a_template_that_repeats_without_end_is_stopped(word: Callable[..., bytes], monkeypatch: Any) -> None:
    monkeypatch.setattr("documents.word.parts.MAX_CHARACTERS", 100_000)
    template = word("{% for a in r %}{% for b in r %}{{ a }}{{ b }}{% endfor %}{% endfor %}")
    made = CompiledTemplate(template)
    assert made.render({"r": ["x"] * 10})
    with pytest.raises(RefusedTemplateError, match="for stort"):
        made.render({"r": ["x" * 100] * 100})


def test_a_condition_that_would_cut_the_document_is_refused_instead_of_losing_text() -> None:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("{% if vis %}Før")
    document.add_table(1, 1).cell(0, 0).text = "i tabellen{% endif %}"
    document.add_paragraph("efter")
    document.save(out)
    with pytest.raises(RefusedTemplateError, match="begynder og slutter"):
        render(out.getvalue(), {"vis": False})
    assert "efter" in text_of(render(out.getvalue(), {"vis": True}))
    assert "efter" not in text_of(by_docxtpl(out.getvalue(), {"vis": False}))


def test_a_condition_over_several_paragraphs_is_fine(word: Callable[..., bytes]) -> None:
    template = word("{% if vis %}Første", "anden{% endif %} del")
    assert text_of(render(template, {"vis": False})).strip() == "del"
    assert "Første\nanden del" in text_of(render(template, {"vis": True}))


def test_a_table_with_repeated_columns_equals_what_docxtpl_makes() -> None:
    document, out = Document(), io.BytesIO()
    cells = document.add_table(1, 3).rows[0].cells
    for cell, text in zip(cells, ("{%tc for k in kolonner %}", "{{ k }}", "{%tc endfor %}"), strict=True):
        cell.text = text
    document.save(out)
    context = {"kolonner": ["a", "b", "c", "d"]}
    assert canonical(render(out.getvalue(), context)) == canonical(by_docxtpl(out.getvalue(), context))


def test_a_long_run_of_empty_values_ends_no_document() -> None:
    """Outputs are taken a hundred at a time: a hundred that say nothing are not the end."""
    word = Document()
    table = word.add_table(1, 1)
    table.rows[0].cells[0].text = "{%tr for r in rows %}"
    for words in ("{{ r }}", "{%tr endfor %}"):
        table.add_row().cells[0].text = words
    word.add_paragraph("{% for r in rows %}{{ r }}{% endfor %}Slut")
    out = io.BytesIO()
    word.save(out)
    made = Document(io.BytesIO(render(out.getvalue(), {"rows": [""] * 1000})))
    assert made.paragraphs[-1].text == "Slut"
    assert len(made.tables[0].rows) == 1000
