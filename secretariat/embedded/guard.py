"""The guard: waits until its starter is gone, then stops what the starter left running.

Run as a plain file. Arguments: the folder of records, and the starter's identity. Standard input:
a pipe from the starter, which closes when the starter ends, whatever it died of.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from secretariat.embedded.processes import Processes


def main() -> None:
    """Blocks until the pipe closes; the records of a tidy stop are gone by then."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    folder, starter = Path(sys.argv[1]), sys.argv[2]
    sys.stdin.buffer.read()
    if folder.is_dir():
        Processes(folder).stop_leftovers(starter)


main()
