"""Word documents as plain docxtpl makes them, and what is in one: what benchmarks of documents share."""

import hashlib
import io
import zipfile
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from lxml import etree

from documents.word.filters import OURS


def environment_of_docxtpl() -> Environment:
    """Return a Jinja environment as docxtpl's manual has it, with our filters: text is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(OURS)
    return environment


def by_docxtpl(template: bytes, environment: Environment, context: dict[str, Any]) -> bytes:
    """Return the document that docxtpl makes."""
    word, out = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    word.render(context, environment)
    word.save(out)
    return out.getvalue()


def looked_at(content: bytes) -> tuple[str, str]:
    """Digests of the parts in canonical XML, and of the words of each paragraph."""
    digest, words = hashlib.sha256(), hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            part = package.read(name)
            if name.endswith((".xml", ".rels")):
                tree = etree.fromstring(part)
                part = etree.tostring(tree, method="c14n")
                words.update(f"{name}: {_words(tree)}".encode())
            digest.update(name.encode() + hashlib.sha256(part).digest())
    return digest.hexdigest(), words.hexdigest()


def _words(tree: Any) -> list[str]:
    return ["".join(paragraph.itertext()) for paragraph in tree.iter("{*}p")] or list(tree.itertext())
