"""`python -m secretariat.embedded serve --data DIR [--fast]`: the two servers alone, for developers."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from secretariat.embedded.datafolder import DataFolder, superuser_variables, variables_for
from secretariat.embedded.errors import EmbeddedError
from secretariat.embedded.processes import Processes
from secretariat.embedded.servers import EmbeddedPostgres, EmbeddedValkey


def serve(folder: Path, fast: bool) -> None:
    """Runs both servers in the foreground until a signal; writes their variables in the data folder.

    Unlike bin/up's, this file holds the superuser too, so that a developer can run
    `manage.py prepare_database` by hand.
    """
    data = DataFolder(folder)
    processes = Processes(data.path / "processes")
    processes.stop_leftovers()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        postgres = EmbeddedPostgres(data.path / "postgres", fast=fast, processes=processes).start()
        valkey = EmbeddedValkey(data.path / "valkey", fast=fast, processes=processes).start()
        variables = variables_for(data, postgres, valkey, port=8000)
        data.write_environment(variables | superuser_variables(postgres))
        print(f"PostgreSQL og Valkey kører; variablerne står i {data.environment_file}", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        processes.close()


def main() -> None:
    """Parses the command line."""
    parser = argparse.ArgumentParser(prog="python -m secretariat.embedded")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="kør PostgreSQL og Valkey i forgrunden")
    serving.add_argument("--data", type=Path, required=True, metavar="MAPPE")
    serving.add_argument("--fast", action="store_true", help="uden sikkerhed mod strømsvigt; til test")
    given = parser.parse_args()
    try:
        serve(given.data, given.fast)
    except EmbeddedError as error:
        sys.exit(str(error))


main()
