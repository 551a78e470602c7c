"""The data folder: its lock and its file of variables."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from secretariat.embedded.errors import AlreadyRunning, EmbeddedError
from secretariat.embedded.servers import EmbeddedPostgres, EmbeddedValkey

LOGINS = ("OWNER", "MUNICIPALITY", "SUPPLIER", "SECRETARIAT", "WORKER")


class DataFolder:
    """A data folder that this process alone may use while the object lives."""

    def __init__(self, path: Path) -> None:
        """Makes the folder (private) and takes its lock; raises AlreadyRunning or EmbeddedError."""
        self.path = path.expanduser().resolve()
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Not inherited by children: the lock ends with this process, however it ends.
            self._lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise EmbeddedError(f"Datamappen {self.path} kan ikke bruges: {error.strerror}.") from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._lock, 32, 0).decode().strip() or "ukendt"
            os.close(self._lock)
            raise AlreadyRunning(
                f"Datamappen {self.path} er allerede i brug (proces {holder}). Stop den kørsel, "
                f"eller vælg en anden mappe med --data."
            ) from error
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, f"{os.getpid()}\n".encode(), 0)

    @property
    def environment_file(self) -> Path:
        """KEY=VALUE lines that settings.py reads when not in production."""
        return self.path / "environment"

    def read_environment(self) -> dict[str, str]:
        """What an earlier start wrote; empty at the first one."""
        if not self.environment_file.exists():
            return {}
        lines = self.environment_file.read_text(encoding="utf-8").splitlines()
        pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
        return {name.strip(): value.strip() for name, _, value in pairs}

    def read_state(self) -> str:
        """ "": nothing made; "making demo" or "making empty": a first start is under way or was
        broken off; "demo" or "empty": whole."""
        file = self.path / "state"
        return file.read_text().strip() if file.exists() else ""

    def write_state(self, state: str) -> None:
        """Remembers how far the first start has come."""
        new = self.path / "state.new"
        new.write_text(f"{state}\n")
        new.replace(self.path / "state")

    def write_environment(self, variables: Mapping[str, str]) -> None:
        """Written whole or not at all, readable by this user only."""
        new = self.path / "environment.new"
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in variables.items())
        new.replace(self.environment_file)


def variables_for(
    data: DataFolder, postgres: EmbeddedPostgres, valkey: EmbeddedValkey, *, port: int
) -> dict[str, str]:
    """The variables of a demo on these servers; secrets made at an earlier start are kept."""
    made = {f"SEKRETARIAT_DB_PASSWORD_{login}": secrets.token_urlsafe(24) for login in LOGINS}
    made["SEKRETARIAT_SECRET_KEY"] = secrets.token_urlsafe(48)
    former = data.read_environment()
    kept = {name: former.get(name, value) for name, value in made.items()}
    return {
        "SEKRETARIAT_MODE": "demo",
        "SEKRETARIAT_DATA": str(data.path),
        "SEKRETARIAT_BASE_DOMAIN": "localhost",
        "SEKRETARIAT_SCHEME": "http",
        "SEKRETARIAT_PORT": str(port),
        "SEKRETARIAT_DB_HOST": postgres.host,
        "SEKRETARIAT_DB_PORT": str(postgres.port),
        "SEKRETARIAT_DB_NAME": "faellestilsyn",
        "SEKRETARIAT_DB_PREFIX": "ft",
        "SEKRETARIAT_BROKER_URL": f"{valkey.url}/0",
        "SEKRETARIAT_CACHE_URL": f"{valkey.url}/1",
    } | kept


def superuser_variables(postgres: EmbeddedPostgres) -> dict[str, str]:
    """For `manage.py prepare_database` only; they stay out of the web's and the worker's surroundings."""
    return {
        "SEKRETARIAT_DB_SUPERUSER": postgres.superuser,
        "SEKRETARIAT_DB_SUPERUSER_PASSWORD": postgres.password,
    }
