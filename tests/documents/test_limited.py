"""Templates are read and filled in a process that knows nothing, may do nothing, and is stopped in time."""

import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment

from documents.templatecheck import check_template
from documents.word import MissingFieldsError, RefusedTemplateError, compiled, pool, render
from tests.documents.conftest import text_of

SPIN = "{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}{% endfor %}{% endfor %}"
GREEDY = "{{ " + " ~ ".join(["a"] * 60) + " }}"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Each test with processes of its own."""
    pool.end_all()
    yield
    pool.end_all()


@pytest.fixture
def process(word: Callable[..., bytes]) -> Path:
    """Where Linux tells of the process that made a document just now."""
    render(word("{{ a }}"), {"a": "x"})
    return Path(f"/proc/{pool._idle[0].program.pid}")


def test_a_template_that_spins_is_stopped_and_the_next_document_is_made(
    word: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "SECONDS", 0.5)
    render(word("{{ r|length }}"), {"r": []})  # the start has its own time
    began = time.monotonic()
    with pytest.raises(RefusedTemplateError, match="for lang tid"):
        render(word(SPIN), {"r": ["x"] * 2_000})
    assert time.monotonic() - began < 5
    assert "her" in text_of(render(word("{{ a }}"), {"a": "her"}))


def test_without_the_limit_the_same_template_goes_on_and_on() -> None:
    plain = f"from jinja2 import Template; Template({SPIN!r}).render(r=['x'] * 2000)"
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", plain], timeout=2)


def test_a_template_that_asks_for_gigabytes_is_refused(word: Callable[..., bytes]) -> None:
    template = word(GREEDY)
    with pytest.raises(RefusedTemplateError, match="hukommelse"):
        render(template, {"a": "x" * 20_000_000})
    assert "y" * 60 in text_of(render(template, {"a": "y"}))


def test_without_the_limit_the_same_template_takes_what_it_asks_for() -> None:
    plain = Environment()  # noqa: S701 - as it comes
    tracemalloc.start()
    plain.from_string(GREEDY).render(a="x" * 2_000_000)
    assert tracemalloc.get_traced_memory()[1] > 120_000_000
    tracemalloc.stop()


def test_the_process_may_write_no_file_start_no_program_and_take_no_more_memory(process: Path) -> None:
    limits = process.joinpath("limits").read_text()
    soft = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert soft["Max address space"] == "1000000000"
    assert soft["Max file size"] == soft["Max processes"] == soft["Max core file size"] == "0"
    assert int(soft["Max open files"]) <= 32
    assert soft["Max cpu time"].isdigit()


def test_the_process_has_no_secret_no_connection_and_no_file_of_ours(process: Path) -> None:
    names = {entry.split(b"=")[0] for entry in process.joinpath("environ").read_bytes().split(b"\0") if entry}
    assert names == {b"LANG"}
    assert any(name.startswith("SEKRETARIAT_") for name in os.environ)
    ours = {os.readlink(each) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}
    its = {os.readlink(each) for each in process.joinpath("fd").iterdir()}
    assert its & ours <= {"/dev/null"}


def test_a_process_is_used_again_and_replaced_when_it_has_ended(word: Callable[..., bytes]) -> None:
    template = word("{{ a }}")
    render(template, {"a": "1"})
    first = pool._idle[0].program
    render(template, {"a": "2"})
    assert pool._idle[0].program is first
    first.kill()
    first.wait()
    assert "3" in text_of(render(template, {"a": "3"}))


def test_a_file_changed_since_it_was_put_up_makes_no_document(word: Callable[..., bytes]) -> None:
    with pytest.raises(RefusedTemplateError, match="ændret"):
        compiled("0" * 64, lambda: word("x")).render({})
    with pytest.raises(RefusedTemplateError, match="kan ikke læses"):
        render(b"PK\x03\x04 no template", {})


def test_missing_fields_come_through_by_name(word: Callable[..., bytes]) -> None:
    with pytest.raises(MissingFieldsError) as missing:
        render(word("{{ kommune.navn }}"), {"kommune": {}})
    assert missing.value.names == ["kommune.navn"]


def test_a_value_is_never_rendered_again(word: Callable[..., bytes], tmp_path: Path) -> None:
    value = "{{ 7*7 }} {% for x in y %} {_{ 7 }_}"
    template = word("<{{ a }}>", header="{{ a }}")
    assert f"<{value}>" in text_of(render(template, {"a": value}))
    # Without care: the finished document taken for a template once more.
    once, twice = tmp_path / "once.docx", tmp_path / "twice.docx"
    first = DocxTemplate(_saved(tmp_path, word("<{{ a }}>")))
    first.render({"a": "{{ 7*7 }}"})
    first.save(once)
    second = DocxTemplate(once)
    second.render({})
    second.save(twice)
    assert "<49>" in text_of(twice.read_bytes())


def _saved(folder: Path, content: bytes) -> Path:
    path = folder / "template.docx"
    path.write_bytes(content)
    return path


def test_the_check_is_stopped_in_time_too(
    word: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not check_template(word("x"), "notice").refusals
    monkeypatch.setattr(pool, "SECONDS", 0.0)
    assert "for lang tid" in check_template(word("x"), "notice").refusals[0]
