"""Reading a signed file in a process of its own, without network and with a time limit."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from documents.pdf import without_network
from documents.signatures.facts import Facts, facts_from
from documents.signatures.line import LENGTH, LONGEST_ANSWER

SECONDS = 50.0
_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from documents.signatures.child import main; main()"


def examine(
    signed: bytes, sent: bytes, *, sent_is_pdf: bool, anchors: list[bytes], number: str = ""
) -> Facts:
    """Return what is found in a signed file, compared with the PDF or Word file that was sent.

    `number` is the agreement's, which the text must bear where the sent one does. A file that takes too
    long, too much memory, or breaks the reading has the problem "stopped".
    """
    with tempfile.TemporaryFile() as task, tempfile.TemporaryFile() as answer:
        head = json.dumps({"anchors": len(anchors), "sent_is_pdf": sent_is_pdf, "number": number}).encode()
        for piece in (head, signed, sent, *anchors):
            task.write(LENGTH.pack(len(piece)))
            task.write(piece)
        task.seek(0)
        try:
            # Nothing of our environment goes along: it holds passwords.
            subprocess.run(
                [*without_network(), sys.executable, "-I", "-c", _START, str(_ROOT)],
                stdin=task,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"LANG": "C.UTF-8"},
                cwd="/",
                start_new_session=True,
                timeout=SECONDS,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return Facts(problem="stopped")
        answer.seek(0)
        return _understood(answer.read(LONGEST_ANSWER))


def _understood(words: bytes) -> Facts:
    try:
        return facts_from(json.loads(words))
    except (ValueError, TypeError, AttributeError):
        return Facts(problem="stopped")
