"""In production nothing starts with a value missing or unsafe, and all of them are named at once."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from secretariat.checks import production_values
from secretariat.embedded.install import REPOSITORY, clean_environment
from secretariat.environment import Environment

SAFE = {
    "SEKRETARIAT_MODE": "production",
    "SEKRETARIAT_SECRET_KEY": "n" * 60,
    "SEKRETARIAT_BASE_DOMAIN": "tilsyn.example",
    "SEKRETARIAT_DB_HOST": "db.example",
    "SEKRETARIAT_DB_NAME": "faellestilsyn",
    "SEKRETARIAT_BROKER_URL": "rediss://broker.example/0",
    "SEKRETARIAT_CACHE_URL": "rediss://broker.example/1",
    "SEKRETARIAT_SMTP_URL": "smtps://mail.example",
    "SEKRETARIAT_MAIL_FROM": "sekretariatet@tilsyn.example",
    "SEKRETARIAT_FILES_DIR": "/srv/files",
    "SEKRETARIAT_FACTOR_KEYS": "f" * 40,
    "SEKRETARIAT_SEALS_DIR": "/mnt/seals",
    "SEKRETARIAT_SEAL_KEY": base64.b64encode(b"k" * 32).decode(),
    **{
        f"SEKRETARIAT_DB_PASSWORD_{login}": "p" * 24
        for login in ("MUNICIPALITY", "SUPPLIER", "SECRETARIAT", "WORKER")
    },
}
PROCESSES = {
    "web": ["-c", "import secretariat.wsgi"],
    "worker": ["-m", "celery", "--app=secretariat.celery", "worker", "--concurrency=1"],
    "beat": ["-m", "celery", "--app=secretariat.celery", "beat"],
}


def named(settings: Settings, variables: dict[str, str]) -> str:
    """What the check says of an environment."""
    settings.PRODUCTION = True
    settings.ENVIRONMENT = Environment(variables)
    settings.SECRET_KEY = variables.get("SEKRETARIAT_SECRET_KEY", "")
    settings.BASE_DOMAIN = variables.get("SEKRETARIAT_BASE_DOMAIN", "localhost")
    settings.SCHEME = variables.get("SEKRETARIAT_SCHEME", "https")
    settings.BROKER_URL = variables.get("SEKRETARIAT_BROKER_URL", "memory://")
    settings.CLAMD = settings.ENVIRONMENT.text("CLAMD")
    settings.CLAMD_REQUIRED = settings.ENVIRONMENT.text("CLAMD_REQUIRED") == "1"
    settings.FACTOR_KEYS = settings.ENVIRONMENT.words("FACTOR_KEYS")
    settings.SECOND_FACTOR = settings.ENVIRONMENT.words("SECOND_FACTOR", "secretariat,supplier")
    return "\n".join(str(each.msg) for each in production_values(None))


def test_a_whole_environment_starts(settings: Settings) -> None:
    assert named(settings, SAFE) == ""


def test_where_a_scanner_is_demanded_and_there_it_starts(settings: Settings) -> None:
    assert (
        named(settings, SAFE | {"SEKRETARIAT_CLAMD_REQUIRED": "1", "SEKRETARIAT_CLAMD": "clamd:3310"}) == ""
    )


@pytest.mark.parametrize("variable", sorted(set(SAFE) - {"SEKRETARIAT_MODE", "SEKRETARIAT_FILES_DIR"}))
def test_what_is_missing_is_named(settings: Settings, variable: str) -> None:
    assert variable in named(settings, {name: value for name, value in SAFE.items() if name != variable})


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("SEKRETARIAT_SECRET_KEY", "kort", "kortere end 50 tegn"),
        ("SEKRETARIAT_SCHEME", "http", "https"),
        ("SEKRETARIAT_BASE_DOMAIN", "localhost", "localhost"),
        ("SEKRETARIAT_DB_SUPERUSER", "postgres", "superbruger"),
        ("SEKRETARIAT_BROKER_URL", "memory://", "memory"),
        ("SEKRETARIAT_FILES_DIR", "", "filer"),
        ("SEKRETARIAT_FACTOR_KEYS", "kort", "under 32 tegn"),
        ("SEKRETARIAT_SECOND_FACTOR", "secretariat", "skal nævne supplier"),
        ("SEKRETARIAT_SECOND_FACTOR", "supplier,municipality", "skal nævne secretariat"),
        ("SEKRETARIAT_SECOND_FACTOR", "secretariat,supplier,alle", "ikke er et site"),
        ("SEKRETARIAT_CLAMD_REQUIRED", "1", "kræver en virusscanner"),
        ("SEKRETARIAT_SEAL_KEY", "kort", "32 byte i base64"),
    ],
)
def test_what_is_unsafe_is_named(settings: Settings, variable: str, value: str, word: str) -> None:
    assert word in named(settings, SAFE | {variable: value})


def test_a_process_of_one_site_needs_that_login_only(settings: Settings) -> None:
    others = ("MUNICIPALITY", "SECRETARIAT", "WORKER")
    alone = {name: value for name, value in SAFE.items() if not name.endswith(others)}
    assert named(settings, alone | {"SEKRETARIAT_LOGINS": "supplier"}) == ""
    assert "DB_PASSWORD_SECRETARIAT" in named(settings, alone | {"SEKRETARIAT_LOGINS": "secretariat"})


@pytest.mark.processes
@pytest.mark.parametrize("process", PROCESSES)
def test_no_process_starts_without(process: str, tmp_path: Path) -> None:
    environment = {name: value for name, value in clean_environment().items() if "SEKRETARIAT" not in name}
    given = environment | {"SEKRETARIAT_MODE": "production", "PYTHONPATH": str(REPOSITORY)}
    ran = subprocess.run(
        [sys.executable, *PROCESSES[process]],
        cwd=tmp_path,
        env=given,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode != 0
    assert "SEKRETARIAT_SMTP_URL mangler" in ran.stderr + ran.stdout


def test_a_process_that_does_not_sign_needs_no_key_for_the_seals(settings: Settings) -> None:
    web = {name: value for name, value in SAFE.items() if "SEAL" not in name}
    assert named(settings, web | {"SEKRETARIAT_LOGINS": "municipality,supplier,secretariat"}) == ""
