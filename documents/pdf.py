"""PDF from Word and Excel by LibreOffice, where the machine has it: many in one start, shut in, timed."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
SECONDS_TO_START = 60
SECONDS_EACH = 10
AT_ONCE = 50
# PDF/A-2 for the archive, tagged for screen readers.
FILTER = (
    'pdf:{program}_pdf_Export:{{"SelectPdfVersion":{{"type":"long","value":"2"}},'
    '"UseTaggedPDF":{{"type":"boolean","value":"true"}},'
    '"ExportBookmarks":{{"type":"boolean","value":"true"}}}}'
)
WORD, EXCEL = ".docx", ".xlsx"
_OPENED_BY = {WORD: "writer", EXCEL: "calc"}
# No macro runs and no link is followed, whatever the document says.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""


class PdfError(RuntimeError):
    """The conversion failed; the message is Danish and may be shown."""


@cache
def _program() -> str | None:
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def available() -> bool:
    """True where this machine can make PDFs."""
    return _program() is not None


def convert(documents: Sequence[bytes], ending: str = WORD) -> list[bytes]:
    """A PDF for each Word document (or, with the ending EXCEL, each workbook), in the same order.

    Raises PdfError where LibreOffice is missing, takes too long, or gives no PDF for one of them.
    """
    made: list[bytes] = []
    for start in range(0, len(documents), AT_ONCE):
        made += _converted(documents[start : start + AT_ONCE], ending)
    return made


def _converted(documents: Sequence[bytes], ending: str) -> list[bytes]:
    program = _program()
    if program is None:
        raise PdfError("LibreOffice er ikke installeret på serveren, så der kan ikke laves PDF.")
    # Each run has a folder and a profile of its own: runs at the same time do not meet.
    with tempfile.TemporaryDirectory(prefix="pdf-") as name:
        folder = Path(name)
        sources = [folder / f"{number:04}{ending}" for number in range(len(documents))]
        for source, content in zip(sources, documents, strict=True):
            source.write_bytes(content)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        _run(
            [*without_network(), program, *_arguments(folder, ending), *map(str, sources)],
            folder,
            len(sources),
        )
        return [_result(source.with_suffix(".pdf")) for source in sources]


def _arguments(folder: Path, ending: str) -> list[str]:
    rules = FILTER.format(program=_OPENED_BY[ending])
    profile = (folder / "profile").as_uri()
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    return [f"-env:UserInstallation={profile}", *quiet, "--convert-to", rules, "--outdir", str(folder)]


@cache
def without_network() -> tuple[str, ...]:
    """The prefix that starts a program without network, where the machine allows it."""
    for prefix in (("unshare", "--net"), ("unshare", "--user", "--map-current-user", "--net")):
        if shutil.which(prefix[0]) and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return prefix
    return ()


def _run(command: list[str], folder: Path, count: int) -> None:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TMPDIR": str(folder),
    }
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=SECONDS_TO_START + SECONDS_EACH * count)
    except subprocess.TimeoutExpired as error:
        raise PdfError("LibreOffice blev ikke færdig i tide, så PDF-filen mangler.") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """soffice starts helpers; all of the run's processes end together."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def _result(path: Path) -> bytes:
    if not path.is_file():
        raise PdfError("LibreOffice kunne ikke lave PDF af dokumentet.")
    return path.read_bytes()
