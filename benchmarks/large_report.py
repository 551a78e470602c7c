"""large_report: the shipped report with a table of 2,000 rows, one for each system, from values to .docx.

Ours is the product's generator, the limited process included. `docxtpl` is docxtpl as its manual has it, with
text escaped. `zip_copy` is the least that can be done: the finished file's parts are read and written to
another zip with Python's own zipfile.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

from benchmarks.timing import Result, Side, measure
from benchmarks.words import by_docxtpl, environment_of_docxtpl, looked_at
from documents.fields import example_context
from documents.shipped import FOLDER
from documents.word import render

TEMPLATE = Path(FOLDER) / "report.docx"
ROWS = 2000
LEVELS = ("grøn", "gul", "rød")


def run(rounds: int = 5, *, rows: int = ROWS) -> Result:
    """Make the report in turn, ours and the baselines; see benchmarks.timing.measure."""
    template, context = TEMPLATE.read_bytes(), context_of(rows)
    finished = render(template, context)
    environment = environment_of_docxtpl()
    ours = Side("ours", lambda _: render(template, context), outcome=_outcome)
    docxtpl = Side("docxtpl", lambda _: by_docxtpl(template, environment, context), outcome=_outcome)
    copy = Side("zip_copy", lambda _: zip_copy(finished), outcome=_outcome)
    return measure("large_report", ours, [docxtpl, copy], rounds=rounds)


def context_of(rows: int) -> dict[str, Any]:
    """A report over that many systems, each with a conclusion of its own."""
    systems = [
        {
            "navn": f"Nordlys Modul {number} & Søn",
            "vurdering": LEVELS[number % 3],
            "konklusion": f"Tilsynet med modul {number} giver anledning til {number % 7} bemærkninger.",
            "antal_forhold": number % 7,
        }
        for number in range(1, rows + 1)
    ]
    return {**example_context("report"), "systemer": systems}


def zip_copy(finished: bytes) -> bytes:
    """Return another zip of the same parts, deflated as zipfile does it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(finished)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
    return out.getvalue()


def _outcome(_: Any, made: bytes) -> dict[str, tuple[str, str]]:
    return {"report": looked_at(made)}
