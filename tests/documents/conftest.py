"""What the tests of documents share: a store of their own, and small Word files."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document


@pytest.fixture(autouse=True)
def files_apart(store: Path) -> None:
    """Every test here has a store of its own."""


@pytest.fixture
def word() -> Callable[..., bytes]:
    """Make a small Word file with these paragraphs, header and footer."""

    def made(*paragraphs: str, header: str = "", footer: str = "", title: str = "") -> bytes:
        document = Document()
        document.core_properties.title = title
        document.sections[0].header.paragraphs[0].text = header
        document.sections[0].footer.paragraphs[0].text = footer
        for text in paragraphs:
            document.add_paragraph(text)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return made


def text_of(content: bytes) -> str:
    """All text of the body, paragraphs of tables too."""
    body = Document(io.BytesIO(content)).element.body
    return "\n".join(_paragraph(one) for one in body.iter("{*}p"))


def _paragraph(paragraph: Any) -> str:
    marks = {"br": "\n", "tab": "\t"}
    return "".join(
        element.text or "" if element.tag.endswith("}t") else marks.get(element.tag.rpartition("}")[2], "")
        for element in paragraph.iter("{*}t", "{*}br", "{*}tab")
    )
