"""Where settings come from: the process environment, and in demo and test a file beside the data."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MODES = ("demo", "production", "test")


class Environment:
    """Values of one installation, read once at start.

    In production only the process environment counts. Otherwise `<data>/environment`
    (written by `bin/up`, one KEY=VALUE a line) fills in what the environment does not say,
    so that `manage.py` reaches the embedded servers of a running `bin/up`.
    """

    def __init__(self, variables: dict[str, str] | None = None) -> None:
        given = dict(os.environ if variables is None else variables)
        self.mode = given.get("SEKRETARIAT_MODE", "demo")
        if self.mode not in MODES:
            raise ValueError(f"SEKRETARIAT_MODE skal være en af {', '.join(MODES)}; den er «{self.mode}».")
        self.data = Path(given.get("SEKRETARIAT_DATA") or REPOSITORY / ".data")
        self._values = given if self.mode == "production" else {**self._file_values(), **given}

    def _file_values(self) -> dict[str, str]:
        path = self.data / "environment"
        if not path.is_file():
            return {}
        lines = path.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    def text(self, name: str, default: str = "") -> str:
        """Return the value of SEKRETARIAT_<name>, or `default` where it is not set.

        SEKRETARIAT_<name>_FILE may name a file that holds it instead (a mounted secret). Raises
        ValueError, naming the variable, when that file cannot be read.
        """
        if path := self._values.get(f"SEKRETARIAT_{name}_FILE"):
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ValueError(f"SEKRETARIAT_{name}_FILE kan ikke læses: {error}.") from None
        return self._values.get(f"SEKRETARIAT_{name}", default)

    def number(self, name: str, default: int) -> int:
        """Return SEKRETARIAT_<name> as a whole number; raises ValueError naming the variable."""
        value = self.text(name, str(default))
        try:
            return int(value)
        except ValueError:
            raise ValueError(f"SEKRETARIAT_{name} skal være et helt tal; den er «{value}».") from None

    def words(self, name: str, default: str = "") -> list[str]:
        """Return SEKRETARIAT_<name> split at commas, without empty parts."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]
