"""bulk_agreement: 98 agreements in Word from one template, stored, hashed, rows written, by one worker.

Both sides fill the shipped agreement for every Danish municipality, store each file under its hash and
write the same rows in one transaction with the same code. The baseline is docxtpl as its manual has it,
written well: the template is read once, the Jinja environment with its filters is made once, text is
escaped. What differs is only how a document comes out of the template.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from lxml import etree

from benchmarks.timing import Result, Side, measure
from documents.actions import Made, keep_all_made
from documents.fields import example_context
from documents.models import Blob, StoredFile
from documents.shipped import FOLDER
from documents.storage import blob_name, read_bytes
from documents.word import render_all
from documents.word.filters import OURS
from tenants.kommuner import KOMMUNER
from walls.callers import Caller, acting_as
from workflows.actors import Actor

TEMPLATE = Path(FOLDER) / "agreement.docx"
Contexts = list[dict[str, Any]]


def run(rounds: int = 5) -> Result:
    """Make 98 agreements in turn, ours and docxtpl's; see benchmarks.timing.measure."""
    ours = Side("ours", _ours, prepare=_contexts, outcome=_outcome, clean=_clean)
    loop = Side("docxtpl_loop", _docxtpl_loop, prepare=_contexts, outcome=_outcome, clean=_clean)
    return measure("bulk_agreement", ours, [loop], rounds=rounds)


def _contexts() -> Contexts:
    """One agreement for each of the 98, with the municipality's own facts."""
    example = example_context("agreement")
    return [
        {
            **example,
            "aftale_nr": f"2026-0032-{kommune.kommunekode}",
            "dataansvarlig": {**example["dataansvarlig"], "navn": kommune.name, "cvr": kommune.cvr},
        }
        for kommune in KOMMUNER
    ]


def _ours(contexts: Contexts) -> list[StoredFile]:
    made = render_all(TEMPLATE.read_bytes(), contexts)
    return _kept(Made(word, _name(context)) for word, context in zip(made, contexts, strict=True))


def _docxtpl_loop(contexts: Contexts) -> list[StoredFile]:
    template = TEMPLATE.read_bytes()
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(OURS)
    return _kept(Made(_by_docxtpl(template, environment, context), _name(context)) for context in contexts)


def _by_docxtpl(template: bytes, environment: Environment, context: dict[str, Any]) -> bytes:
    word, out = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    word.render(context, environment)
    word.save(out)
    return out.getvalue()


def _kept(made: Iterable[Made]) -> list[StoredFile]:
    with acting_as(Caller.secretariat()):
        return keep_all_made(list(made), by=Actor.system())


def _name(context: dict[str, Any]) -> str:
    return f"Databehandleraftale {context['aftale_nr']}.docx"


def _outcome(_: Contexts, rows: list[StoredFile]) -> dict[str, str]:
    """Each agreement's parts in canonical XML, as read again from the store by the row's hash."""
    with acting_as(Caller.secretariat()):
        stored = StoredFile.objects.filter(id__in=[row.id for row in rows])
        held = Blob.objects.filter(sha256__in=[row.sha256 for row in rows]).count()
        return {row.name: _canonical(read_bytes(row.sha256)) for row in stored} | {"blobs": str(held)}


def _canonical(content: bytes) -> str:
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            part = package.read(name)
            if name.endswith((".xml", ".rels")):
                part = etree.tostring(etree.fromstring(part), method="c14n")
            digest.update(name.encode() + hashlib.sha256(part).digest())
    return digest.hexdigest()


def _clean(_: Contexts, rows: list[StoredFile]) -> None:
    """The next side begins with an empty store and empty tables."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("TRUNCATE documents_storedfile, documents_blob, documents_blobholder CASCADE")
    for row in rows:
        default_storage.delete(blob_name(row.sha256))
