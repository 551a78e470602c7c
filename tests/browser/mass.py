"""What a walk prepares or lets many do, by the product's own actions inside a running installation.

A walk calls `mass.name(...)`: the function of that name in masswork.py or auditwork.py runs in one process
beside the tests, which reads the installation's settings as manage.py does. What it returns comes back as
JSON, so that ids are strings.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser.installation import REPOSITORY, Installation
from tests.browser.massrun import ANSWER, FAULT


class Mass:
    """The acts of masswork.py and auditwork.py, done in an installation by the process it is given."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Talk to this process."""
        self.process = process

    def __getattr__(self, name: str) -> Any:
        """Return the act of this name."""

        def act(**given: Any) -> Any:
            return self._ask(json.dumps([name, given]))

        return act

    def _ask(self, task: str) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            assert not line.startswith(FAULT), json.loads(line.removeprefix(FAULT))
            if line.startswith(ANSWER):
                return json.loads(line.removeprefix(ANSWER))
        raise AssertionError(f"The process ended: {task[:200]}")


@contextmanager
def working(installation: Installation) -> Iterator[Mass]:
    """Let the process run until the block ends."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SEKRETARIAT_")}
    settings = {"DJANGO_SETTINGS_MODULE": "secretariat.settings", "SEKRETARIAT_DATA": str(installation.data)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.massrun"],
        cwd=REPOSITORY,
        env=clean | settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Mass(process)
    finally:
        process.communicate(timeout=60)  # closes its input, which ends it
