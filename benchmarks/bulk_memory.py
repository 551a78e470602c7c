"""How much memory the worker and its limited process hold at most while they make many agreements.

Measured in a process of its own, begun for it: `python -m benchmarks.bulk_memory N` prints kilobytes.
"""

import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path


def peak(number: int) -> int:
    """Return the kilobytes that making `number` agreements took at most, in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.bulk_memory", str(number)]
    root = Path(__file__).parents[1]
    return int(subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout)


def highest(pid: int | str) -> int:
    """Return the kernel's own mark of the most memory a process has held, in kilobytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise LookupError(pid)


def main(number: int) -> None:
    """Make the agreements batch by batch, keeping nothing but what the product keeps."""
    import django

    django.setup()
    from benchmarks.bulk_agreement import batches, contexts_of, make_ours
    from documents.word import pool
    from tenants.kommuner import KOMMUNER

    for batch in batches(contexts_of(islice(cycle(KOMMUNER), number))):
        make_ours(batch)
    print(highest("self") + sum(highest(each.program.pid) for each in pool._idle))


if __name__ == "__main__":
    main(int(sys.argv[1]))
