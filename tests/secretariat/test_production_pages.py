"""Production's pages, in a process of its own, with the sites' own logins and pools."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from secretariat.embedded.install import REPOSITORY


@pytest.mark.processes
def test_production_shows_nothing_of_the_demo_and_guards_its_cookies(committed: None, tmp_path: Path) -> None:
    environment = os.environ | {
        "SEKRETARIAT_MODE": "production",
        "SEKRETARIAT_DATA": str(tmp_path),
        "SEKRETARIAT_BASE_DOMAIN": settings.BASE_DOMAIN,
        "SEKRETARIAT_DB_NAME": connection.settings_dict["NAME"],
        "SEKRETARIAT_FACTOR_KEYS": "n" * 40,
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.secretariat.production_pages"],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["plain"] == [301, f"https://aalborg.{settings.BASE_DOMAIN}/"]
    assert told["login"] == [200, "max-age=31536000; includeSubDomains", False]
    assert (told["signed_in"], told["front"]) == (302, 200)
    assert told["outbox"] == [404, 404]
    assert (told["elsewhere"], told["unknown"], told["debug"]) == (400, 404, False)
    assert told["second factor"] == "/konto/sikkerhed/app/?next=/tilsyn/"
    for name in ("__Host-session", "__Host-csrf", "__Host-messages"):
        cookie = told["cookies"][name]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")
