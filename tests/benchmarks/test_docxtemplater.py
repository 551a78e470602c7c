"""Our template in docxtemplater's notation says the same, so that the two can be compared."""

import io
import json
import re
from pathlib import Path

import pytest
from docx import Document

from benchmarks.docxtemplater import HERE, Notation
from documents.fields import example_context

TEMPLATE = Path(__file__).parents[2] / "templates" / "word" / "agreement.docx"


@pytest.fixture
def notation() -> Notation:
    return Notation(TEMPLATE.read_bytes())


def test_every_section_is_closed_and_nothing_of_ours_is_left(notation: Notation) -> None:
    body = Document(io.BytesIO(notation.template)).element.body
    words = "\n".join("".join(each.text or "" for each in p.iter("{*}t")) for p in body.iter("{*}p"))
    assert "{%" not in words
    assert "|" not in "".join(re.findall(r"\{\{.*?\}\}", words))
    opened: list[str] = []
    for mark, key in re.findall(r"\{\{([#^/])(.*?)\}\}", words):
        if mark == "/":
            assert opened.pop() == key
        else:
            opened.append(key)
    assert not opened


def test_conditions_are_decided_and_filters_applied_beforehand(notation: Notation) -> None:
    context = notation.context(example_context("agreement"))
    assert context["if_godkendelsestype_generel_"] is True
    assert context["if_underdatabehandlere"] is True
    assert context["show_cpr_ja_nej_ja_nej"] in ("Ja", "Nej")
    other = {**example_context("agreement"), "godkendelsestype": "specifik", "underdatabehandlere": []}
    assert notation.context(other)["if_godkendelsestype_generel_"] is False
    assert notation.context(other)["if_underdatabehandlere"] is False


def test_what_npm_fetches_is_fixed_by_hash_and_names_no_registry() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text())
    fetched = {name: each for name, each in lock["packages"].items() if name}
    assert "node_modules/docxtemplater" in fetched
    assert all(each["integrity"].startswith("sha512-") for each in fetched.values())
    assert not any("resolved" in each for each in fetched.values())
