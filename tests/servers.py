"""Pytest plugin, loaded before Django's settings: one PostgreSQL and one Valkey for the whole run.

The first process starts them; the workers of pytest-xdist find their addresses in the
environment, and each takes a database, a role prefix and a cache prefix of its own.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

LOGINS = ("OWNER", "MUNICIPALITY", "SUPPLIER", "SECRETARIAT", "WORKER")


def _start() -> None:
    from secretariat.embedded.console import keep_in
    from secretariat.embedded.servers import EmbeddedPostgres, EmbeddedValkey

    folder = Path(tempfile.mkdtemp(prefix="faellestilsyn-test-"))
    stack = ExitStack()
    log = keep_in(folder / "log")
    postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres", fast=True, follow=log))
    valkey = stack.enter_context(EmbeddedValkey(folder / "valkey", fast=True, follow=log))
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True))
    atexit.register(stack.close)
    password = secrets.token_hex(16)
    # In a test everything happens in one transaction of one connection, so all sites share a
    # login; the roles they take, which carry every right, are the real ones.
    os.environ.update(
        {
            "SEKRETARIAT_MODE": "test",
            "SEKRETARIAT_DATA": str(folder),
            "SEKRETARIAT_SECRET_KEY": secrets.token_hex(32),
            "SEKRETARIAT_DB_HOST": postgres.host,
            "SEKRETARIAT_DB_PORT": str(postgres.port),
            "SEKRETARIAT_DB_SUPERUSER": postgres.superuser,
            "SEKRETARIAT_DB_SUPERUSER_PASSWORD": postgres.password,
            "SEKRETARIAT_TEST_VALKEY": valkey.url,
            **{f"SEKRETARIAT_DB_PASSWORD_{login}": password for login in LOGINS},
        }
    )


if "SEKRETARIAT_TEST_VALKEY" not in os.environ:
    _start()
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["SEKRETARIAT_DB_NAME"] = f"test_{_worker}"
os.environ["SEKRETARIAT_DB_PREFIX"] = f"t{_worker}"
os.environ["SEKRETARIAT_FILES_DIR"] = str(Path(os.environ["SEKRETARIAT_DATA"]) / f"files-{_worker}")
os.environ["SEKRETARIAT_CACHE_URL"] = os.environ["SEKRETARIAT_TEST_VALKEY"]
os.environ["SEKRETARIAT_BROKER_URL"] = os.environ["SEKRETARIAT_TEST_VALKEY"]
