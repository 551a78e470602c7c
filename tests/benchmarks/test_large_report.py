"""Ours, plain docxtpl and a copy of the zip hold the same report."""

import io
from pathlib import Path

from docx import Document

from benchmarks.large_report import TEMPLATE, context_of, zip_copy
from benchmarks.words import by_docxtpl, environment_of_docxtpl, looked_at
from documents.word import render


def test_all_three_make_the_same_report() -> None:
    template, context = Path(TEMPLATE).read_bytes(), context_of(25)
    made = render(template, context)
    others = [by_docxtpl(template, environment_of_docxtpl(), context), zip_copy(made)]
    assert [looked_at(each) for each in others] == [looked_at(made)] * 2
    tables = Document(io.BytesIO(made)).tables
    systems = next(table for table in tables if "Nordlys Modul 25 & Søn" in table.rows[-1].cells[0].text)
    assert len(systems.rows) == 26


def test_another_report_is_told_from_it() -> None:
    template = Path(TEMPLATE).read_bytes()
    assert looked_at(render(template, context_of(3))) != looked_at(render(template, context_of(4)))
