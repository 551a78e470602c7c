"""Signed files as large as an upload may be are checked and handed over without being in memory whole."""

import hashlib
import io
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from documents.models import StoredFile
from documents.signatures.facts import Facts
from documents.signatures.kept import KeptCopy, bundle
from documents.signatures.limited import examine
from documents.storage import incoming_folder, keep_bytes
from tests.papers import AGREEMENT, Issuer, heavy, paper, signed

ISSUER = Issuer()
LEO = ISSUER.signer("Leo Nordlys")
LARGE = 60_000_000
# What the limited process does, and the most memory that it ever had, in MB, after each file.
READ = """
import sys
from documents.signatures.child import examined
for path in sys.argv[1:]:
    with open(path, "rb") as signed, open(path, "rb") as sent:
        facts = examined(signed, sent, True, [])
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(facts.text.outcome, facts.signatures[0].intact, int(peak) // 1000)
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A small signed agreement and a large one."""
    folder = tmp_path_factory.mktemp("files")
    made = {"small": folder / "lille.pdf", "large": folder / "stor.pdf"}
    made["small"].write_bytes(signed(paper(AGREEMENT), LEO))
    made["large"].write_bytes(signed(heavy(paper(AGREEMENT), LARGE), LEO))
    return made


def peak_of(act: Callable[[], object]) -> int:
    """Return the most memory that Python needed at once for an act, in bytes."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_process_that_reads_a_signed_file_needs_no_more_for_a_large_one(files: dict[str, Path]) -> None:
    command = [sys.executable, "-c", READ, str(files["small"]), str(files["large"])]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert told[0:2] == told[3:5] == ["same", "True"]
    assert int(told[5]) - int(told[2]) < 15, "of the 60 MB"


def test_the_server_that_lets_it_be_read_holds_a_piece_at_a_time(files: dict[str, Path]) -> None:
    with files["large"].open("rb") as copy, files["large"].open("rb") as sent:
        found: list[Facts] = []
        peak = peak_of(lambda: found.append(examine(copy, sent, sent_is_pdf=True, anchors=[ISSUER.pem])))
    assert (found[0].text.outcome, found[0].signatures[0].trust) == ("same", "trusted")
    assert peak < 4_000_000


def test_the_zip_of_all_that_was_signed_is_written_in_pieces_and_leaves_nothing(
    files: dict[str, Path], store: Path
) -> None:
    content = files["large"].read_bytes()
    sha256, size = keep_bytes(content), len(content)
    sent = StoredFile(sha256=sha256, size=size, name="aftale.pdf")
    copy = KeptCopy("kommunen", "underskrevet.pdf", sha256, "Bente", date(2026, 11, 3), "signed")
    packed: list[io.BufferedIOBase] = []
    peak = peak_of(lambda: packed.append(bundle("A-2026-001", sent, [copy])))  # type: ignore[arg-type]
    assert peak < 4_000_000
    assert list(incoming_folder().iterdir()) == [], "nothing is left where files arrive"
    with packed[0] as file, zipfile.ZipFile(file) as opened:  # type: ignore[arg-type]
        sums = opened.read("SHA256SUMS.txt").decode().splitlines()
        digest = hashlib.sha256(opened.read("underskrevet-1-kommunen/underskrevet.pdf")).hexdigest()
    assert sums == [f"{sha256}  sendt/aftale.pdf", f"{digest}  underskrevet-1-kommunen/underskrevet.pdf"]
    assert digest == sha256
