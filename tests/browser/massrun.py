"""The process that does the acts of tests/browser/masswork.py, one for each line of JSON it reads."""

import json
import sys
import traceback

ANSWER, FAULT = "MASS:", "FAULT:"


def main() -> None:
    """Do act after act until the input ends; jobs run at once, and without LibreOffice."""
    import django

    django.setup()
    from django.db import connections

    from secretariat.demo.stage import jobs_at_once, word_only
    from tests.browser import masswork

    with jobs_at_once(), word_only():
        for line in sys.stdin:
            name, given = json.loads(line)
            try:
                said = ANSWER + json.dumps(getattr(masswork, name)(**given), default=str)
            except Exception:
                said = FAULT + json.dumps(traceback.format_exc()[-3000:])
            connections.close_all()
            sys.stdout.write(said + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
