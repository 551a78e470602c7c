"""The process that does the acts of masswork.py and auditwork.py, one for each line of JSON it reads."""

import json
import sys
import traceback
from collections.abc import Callable
from types import ModuleType
from typing import Any

ANSWER, FAULT = "MASS:", "FAULT:"


def main() -> None:
    """Do act after act until the input ends; jobs run at once, and without LibreOffice."""
    import django

    django.setup()
    from django.db import connections

    from secretariat.demo.stage import jobs_at_once, word_only
    from tests.browser import auditwork, masswork

    with jobs_at_once(), word_only():
        for line in sys.stdin:
            name, given = json.loads(line)
            try:
                said = ANSWER + json.dumps(_act(name, masswork, auditwork)(**given), default=str)
            except Exception:
                said = FAULT + json.dumps(traceback.format_exc()[-3000:])
            connections.close_all()
            sys.stdout.write(said + "\n")
            sys.stdout.flush()


def _act(name: str, *modules: ModuleType) -> Callable[..., Any]:
    """Return the act of this name, from the first module that has one."""
    found: Callable[..., Any] = next(getattr(each, name) for each in modules if hasattr(each, name))
    return found


if __name__ == "__main__":
    main()
