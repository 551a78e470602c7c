"""A real clamd with a signature folder of its own: two signatures, no download."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MARKER = b"faellestilsyn-own-test-marker-2026"
PATIENCE = 60.0


def find_clamd() -> str | None:
    """The program on this machine; root's PATH need not name the folder Debian lays it in."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


def _configuration(folder: Path, most: str) -> str:
    user = "" if Path("/proc/self").stat().st_uid else "User root\n"
    return (
        f"{user}DatabaseDirectory {folder}/signatures\nLocalSocket {folder}/clamd.sock\nForeground yes\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength {most}\nMaxFileSize 210M\nMaxScanSize 400M\n"
        "AlertExceedsMax yes\nMaxThreads 4\n"
    )


def _sign(folder: Path) -> None:
    """Body signatures: any kind of file, anywhere in it, also in what clamd unpacks."""
    signatures = folder / "signatures"
    signatures.mkdir(parents=True)
    lines = (f"{name}:0:*:{words.hex()}" for name, words in (("Eicar", EICAR), ("Own-Marker", MARKER)))
    (signatures / "own.ndb").write_text("\n".join(lines) + "\n")


@contextmanager
def running(folder: Path, most: str = "210M") -> Iterator[str]:
    """Start clamd, and give the socket that it answers on; it is ended afterwards."""
    _sign(folder)
    (folder / "clamd.conf").write_text(_configuration(folder, most))
    program = find_clamd()
    assert program, "clamd is not installed"
    with (folder / "clamd.log").open("wb") as log:
        clamd = subprocess.Popen(
            [program, "--config-file", str(folder / "clamd.conf")], stdout=log, stderr=log
        )
        try:
            _wait(folder, clamd)
            yield str(folder / "clamd.sock")
        finally:
            clamd.kill()
            clamd.wait()


def _wait(folder: Path, clamd: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not (folder / "clamd.sock").exists():
        assert clamd.poll() is None, (folder / "clamd.log").read_text()
        assert time.monotonic() < until, "clamd did not start"
        time.sleep(0.05)
