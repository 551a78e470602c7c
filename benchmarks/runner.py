"""Starts an installation of its own, runs one benchmark in it and tells the result."""

import argparse
import io
import json
import os
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import IO

import psycopg

from benchmarks.timing import NotEqualError, Result
from secretariat.embedded.datafolder import DataFolder, superuser_variables, variables_for
from secretariat.embedded.errors import EmbeddedError
from secretariat.embedded.processes import Processes
from secretariat.embedded.servers import EmbeddedPostgres, EmbeddedValkey

# `import` is a word of the language, hence the module's longer name.
MODULES = {
    "publish": "publish",
    "bulk_agreement": "bulk_agreement",
    "onboard": "onboard",
    "import": "import_portfolio",
    "isolation": "isolation",
    "matrix": "matrix",
    "overview": "overview",
    "large_report": "large_report",
    "campaign": "campaign",
    "case_list": "case_list",
    "search": "search",
    "api": "api",
    "package": "package",
    "decide": "decide",
    "municipality_page": "municipality_page",
}


@contextmanager
def installation() -> Iterator[None]:
    """Start PostgreSQL (with fsync, as in use) and Valkey in a temporary folder and migrate.

    Afterwards everything is stopped and gone. Django's settings are read within, so this is
    called before anything that imports them.
    """
    with tempfile.TemporaryDirectory(prefix="faellestilsyn-bench-", ignore_cleanup_errors=True) as folder:
        data = DataFolder(Path(folder) / "data")
        processes = Processes(data.path / "processes")
        try:
            postgres = EmbeddedPostgres(data.path / "postgres", processes=processes, follow=_ignore).start()
            valkey = EmbeddedValkey(data.path / "valkey", processes=processes, follow=_ignore).start()
            own = {name: value for name, value in os.environ.items() if not name.startswith("SEKRETARIAT_")}
            os.environ.clear()
            os.environ.update(own | variables_for(data, postgres, valkey, port=8000))
            os.environ.update(
                superuser_variables(postgres) | {"DJANGO_SETTINGS_MODULE": "secretariat.settings"}
            )
            _let_nothing_interrupt(postgres)
            _prepare()
            yield
            _let_go()
        finally:
            processes.close()


def _ignore(name: str, pipe: IO[bytes]) -> None:
    """Read what a server writes, so that it never waits; what went wrong is told by who asked it."""
    threading.Thread(target=lambda: deque(pipe, maxlen=0), daemon=True).start()


def _let_nothing_interrupt(postgres: EmbeddedPostgres) -> None:
    """Turn autovacuum off: it wakes once a minute, and would hit one side or the other by chance."""
    where = {"host": postgres.host, "port": postgres.port, "dbname": "postgres"}
    who = {"user": postgres.superuser, "password": postgres.password}
    with psycopg.connect(**where, **who, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        connection.execute("SELECT pg_reload_conf()")


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare_database", verbosity=0)
    call_command("migrate_schemas", verbosity=0)


def _let_go() -> None:
    from django.db import connections

    connections.close_all()
    for each in connections.all(initialized_only=True):
        each.close_pool()  # type: ignore[attr-defined]


def run(name: str, rounds: int | None = None) -> Result:
    """Run the benchmark `name` in an installation of its own; what it prints goes to stderr.

    Without `rounds` it takes as many as it needs for a steady figure.
    """
    given = {} if rounds is None else {"rounds": rounds}
    with redirect_stdout(sys.stderr), installation():
        result: Result = import_module(f"benchmarks.{MODULES[name]}").run(**given)
    return result


def table(result: Result) -> str:
    """Return the result for a reader."""
    text = io.StringIO()
    print(f"{result['name']}: median of {result['rounds']} rounds in turn, results equal", file=text)
    print(f"  {'side':<24}{'seconds':>12}{'ours ÷ side':>14}", file=text)
    print(f"  {'ours':<24}{result['ours_s']:>12.4f}", file=text)
    for side, seconds in result["baselines_s"].items():
        print(f"  {side:<24}{seconds:>12.4f}{result['ratios'][side]:>14.4f}", file=text)
    if "extra_ms" in result:
        print(f"  {'extra':<24}{result['extra_ms']:>12.4f} ms each", file=text)
    if "peak_ratio" in result:
        print(f"  {'memory at ten times':<36}{result['peak_ratio']:>14.4f}", file=text)
    return text.getvalue().rstrip()


def main(given: Sequence[str]) -> int:
    """Read the command line, run and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Measures ours against baselines in one run."
    )
    parser.add_argument("name", choices=MODULES)
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    parser.add_argument(
        "--rounds", type=int, metavar="N", help="timed rounds after the warm-up (5; isolation 30)"
    )
    options = parser.parse_args(given)
    if options.rounds is not None and options.rounds < 1:
        parser.error("--rounds must be at least 1")
    try:
        result = run(options.name, options.rounds)
    except (EmbeddedError, NotEqualError) as error:
        print(f"{options.name}: {error}", file=sys.stderr)
        return 1
    print(json.dumps(result, ensure_ascii=False) if options.json else table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
