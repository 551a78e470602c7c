"""How much memory the worker and its limited process hold at most while they make a documentation package.

Measured in a process of its own, begun for it, on the municipality that the benchmark has filled:
`python -m benchmarks.package_memory KOMMUNEKODE` prints kilobytes.
"""

import subprocess
import sys
from pathlib import Path


def peak(kommunekode: str) -> int:
    """Return the kilobytes that the municipality's package took at most, in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.package_memory", kommunekode]
    root = Path(__file__).parents[1]
    made = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, text=True)
    return int(made.stdout.splitlines()[-1])


def main(kommunekode: str) -> None:
    """Make the package once, as the worker does."""
    import django

    django.setup()
    from benchmarks.bulk_memory import highest
    from benchmarks.package import make, ordered
    from documents.word import pool
    from tenants.models import Municipality
    from walls.callers import Caller, acting_as

    with acting_as(Caller.owner()):
        member = Municipality.objects.get(kommunekode=kommunekode)
    make(member, ordered(member))
    print(highest("self") + sum(highest(each.program.pid) for each in pool._idle))


if __name__ == "__main__":
    main(sys.argv[1])
