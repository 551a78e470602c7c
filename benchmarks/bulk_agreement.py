"""bulk_agreement: 98 agreements in Word from one template, stored, hashed, rows written, by one worker.

All sides fill the shipped agreement for every Danish municipality, store each file under its hash and
write the same rows with the same code, in batches as the worker does. What differs is only how a document
comes out of the template. `docxtpl_loop` is docxtpl as its manual has it, written well: the template is read
once, the Jinja environment with its filters is made once, text is escaped. `docxtemplater` is that program on
node, with the same template in its own notation, in a process that is kept (benchmarks/docxtemplater.py).

`peak_ratio` is the most memory that the worker and its limited process hold together for 1,000 agreements,
divided by the same for 100, each measured in processes of their own (benchmarks/bulk_memory.py).
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection

from agreements.joint.delivering import BATCH
from benchmarks.bulk_memory import peak
from benchmarks.docxtemplater import Node, Notation
from benchmarks.timing import Result, Side, measure
from benchmarks.words import by_docxtpl, environment_of_docxtpl, looked_at
from documents.actions import Made, keep_all_made
from documents.fields import example_context
from documents.models import Blob, StoredFile
from documents.shipped import FOLDER
from documents.storage import blob_name, read_bytes
from documents.word import render_all
from tenants.kommuner import KOMMUNER, Kommune
from walls.callers import Caller, acting_as
from workflows.actors import Actor

TEMPLATE = Path(FOLDER) / "agreement.docx"
Contexts = list[dict[str, Any]]


def run(rounds: int = 5, *, kommuner: Sequence[Kommune] = KOMMUNER, most: int = 1000) -> Result:
    """Make the agreements in turn, ours and the baselines; see benchmarks.timing.measure."""
    prepare = partial(contexts_of, kommuner)
    with tempfile.TemporaryDirectory() as folder:
        notation = Notation(TEMPLATE.read_bytes())
        (template := Path(folder) / "agreement.docx").write_bytes(notation.template)
        with Node(template) as node:
            ours = Side("ours", make_ours, prepare=prepare, outcome=_outcome, clean=_clean)
            loop = Side("docxtpl_loop", _docxtpl_loop, prepare=prepare, outcome=_outcome, clean=_clean)
            templater = Side(
                "docxtemplater",
                partial(_docxtemplater, node, notation),
                prepare=prepare,
                outcome=_outcome,
                clean=_clean,
                equals=_reads_the_same,
            )
            found = measure("bulk_agreement", ours, [loop, templater], rounds=rounds)
    found["peak_ratio"] = peak(most) / peak(most // 10)
    return found


def contexts_of(kommuner: Iterable[Kommune]) -> Contexts:
    """One agreement for each, with the municipality's own facts."""
    example = example_context("agreement")
    return [
        {
            **example,
            "aftale_nr": f"2026-{number:04}-{kommune.kommunekode}",
            "dataansvarlig": {**example["dataansvarlig"], "navn": kommune.name, "cvr": kommune.cvr},
        }
        for number, kommune in enumerate(kommuner)
    ]


def batches(contexts: Contexts) -> Iterator[Contexts]:
    """As many at a time as the worker makes in one transaction."""
    for start in range(0, len(contexts), BATCH):
        yield contexts[start : start + BATCH]


def make_ours(contexts: Contexts) -> list[StoredFile]:
    """As the product does it."""
    template = TEMPLATE.read_bytes()
    return [row for batch in batches(contexts) for row in _kept(batch, render_all(template, batch))]


def _docxtemplater(node: Node, notation: Notation, contexts: Contexts) -> list[StoredFile]:
    return [
        row
        for batch in batches(contexts)
        for row in _kept(batch, node.fill([notation.context(each) for each in batch]))
    ]


def _docxtpl_loop(contexts: Contexts) -> list[StoredFile]:
    template = TEMPLATE.read_bytes()
    environment = environment_of_docxtpl()
    return [
        row
        for batch in batches(contexts)
        for row in _kept(batch, (by_docxtpl(template, environment, each) for each in batch))
    ]


def _kept(contexts: Contexts, words: Iterable[bytes]) -> list[StoredFile]:
    made = [Made(word, _name(context)) for word, context in zip(words, contexts, strict=True)]
    with acting_as(Caller.secretariat()):
        return keep_all_made(made, by=Actor.system())


def _name(context: dict[str, Any]) -> str:
    return f"Databehandleraftale {context['aftale_nr']}.docx"


def _outcome(_: Contexts, rows: list[StoredFile]) -> dict[str, tuple[str, str]]:
    """Each agreement as read again from the store by the row's hash: its parts, and what a reader reads."""
    with acting_as(Caller.secretariat()):
        stored = StoredFile.objects.filter(id__in=[row.id for row in rows])
        held = Blob.objects.filter(sha256__in=[row.sha256 for row in rows]).count()
        return {row.name: looked_at(read_bytes(row.sha256)) for row in stored} | {"blobs": (str(held), "")}


def _reads_the_same(ours: dict[str, tuple[str, str]], theirs: dict[str, tuple[str, str]]) -> bool:
    """The same words in the same paragraphs of the same parts; two programs need not write the same XML."""
    return {name: words for name, (_, words) in ours.items()} == {
        name: words for name, (_, words) in theirs.items()
    }


def _clean(_: Contexts, rows: list[StoredFile]) -> None:
    """The next side begins with an empty store and empty tables."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("TRUNCATE documents_storedfile, documents_blob, documents_blobholder CASCADE")
    for row in rows:
        default_storage.delete(blob_name(row.sha256))
