"""PDFs are made many at a time, each run shut in for itself."""

import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from documents import pdf


def test_without_libreoffice_the_reason_is_told(
    word: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_program", lambda: None)
    assert not pdf.available()
    with pytest.raises(pdf.PdfError, match="ikke installeret"):
        pdf.convert([word("x")])


@pytest.mark.libreoffice
def test_each_document_becomes_its_own_pdf(word: Callable[..., bytes]) -> None:
    made = pdf.convert([word("Første dokument"), word("Andet dokument")])
    assert [content[:5] for content in made] == [b"%PDF-", b"%PDF-"]
    assert made[0] != made[1]


@pytest.mark.libreoffice
def test_two_runs_at_once_do_not_meet(word: Callable[..., bytes]) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda text: pdf.convert([word(text)]), ("A", "B")))
    assert all(one[0].startswith(b"%PDF-") for one in made)


@pytest.mark.libreoffice
def test_a_run_that_takes_too_long_is_ended(
    word: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SECONDS_TO_START", 0)
    monkeypatch.setattr(pdf, "SECONDS_EACH", 0.2)
    with pytest.raises(pdf.PdfError, match="ikke færdig i tide"):
        pdf.convert([word("x")])


@pytest.mark.libreoffice
def test_what_is_no_document_gives_no_pdf() -> None:
    with pytest.raises(pdf.PdfError):
        pdf.convert([b"PK\x03\x04" + bytes(100)])


def test_the_run_has_no_network() -> None:
    prefix = pdf.without_network()
    if prefix:
        seen = subprocess.run(
            [*prefix, "cat", "/proc/net/dev"], capture_output=True, text=True, check=True
        ).stdout
        assert [line.split(":")[0].strip() for line in seen.splitlines()[2:]] in (["lo"], [])
