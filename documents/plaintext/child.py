"""The limited process that reads the words of a Word or Excel file, which may be made to do harm.

It holds no secret, no database and no network, gets the file through standard input, and ends after one
file. Started by documents.plaintext.limited; nothing here imports Django.
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from itertools import islice

from documents.limited.line import LENGTH
from documents.limited.within import limit, piece

MEMORY = 1_000_000_000
CPU_SECONDS = 20
LONGEST_ANSWER = 20_000_000
MOST_LINES = 20_000
CELL = " | "


def main() -> None:
    """Read the task, answer, and end."""
    limit(memory=MEMORY, cpu_seconds=CPU_SECONDS, longest_answer=LONGEST_ANSWER)
    source = sys.stdin.buffer
    is_workbook = json.loads(piece(source))["workbook"]
    content = piece(source)
    told = json.dumps(
        list(islice(_cells(content) if is_workbook else _paragraphs(content), MOST_LINES))
    ).encode()
    sys.stdout.buffer.write(LENGTH.pack(len(told)) + told)
    sys.stdout.buffer.flush()
    os._exit(0)  # whatever the file has left behind is not run


def _paragraphs(content: bytes) -> Iterator[str]:
    from documents.word.redlines.parts import Reader  # here, where memory is bounded already

    for each in Reader(content).document().paragraphs:
        if each.after:
            yield each.after


def _cells(content: bytes) -> Iterator[str]:
    """Yield the sheets that are shown, row by row."""
    from openpyxl import load_workbook  # here, where memory is bounded already

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            if any(cell is not None for cell in row):
                yield CELL.join("" if cell is None else str(cell) for cell in row).rstrip(CELL)
