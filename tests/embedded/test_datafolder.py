"""A data folder belongs to one run at a time, and its secrets to one user."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from secretariat.embedded.datafolder import DataFolder, superuser_variables, variables_for
from secretariat.embedded.errors import AlreadyRunning, EmbeddedError
from secretariat.embedded.servers import EmbeddedPostgres, EmbeddedValkey

HOLDER = """
import sys, time
from pathlib import Path
from secretariat.embedded.datafolder import DataFolder

held = DataFolder(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(600)
"""


def test_a_second_run_on_the_same_folder_is_refused_and_told_who_has_it(tmp_path: Path) -> None:
    DataFolder(tmp_path / "free")
    held = DataFolder(tmp_path / "held")
    with pytest.raises(AlreadyRunning, match=f"allerede i brug .proces {os.getpid()}."):
        DataFolder(held.path)


def test_a_killed_run_leaves_the_folder_free(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(AlreadyRunning, match=str(holder.pid)):
            DataFolder(tmp_path)
        holder.kill()
    assert DataFolder(tmp_path).path == tmp_path


def test_the_folder_is_made_and_is_private(tmp_path: Path) -> None:
    made = DataFolder(tmp_path / "a" / "b")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EmbeddedError, match="kan ikke bruges"):
        DataFolder(tmp_path / "file" / "data")


def test_the_environment_file_is_for_this_user_only_even_if_it_was_not(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    data.environment_file.write_text("SEKRETARIAT_MODE=demo\n")
    data.environment_file.chmod(0o644)
    data.write_environment({"SEKRETARIAT_SECRET_KEY": "a=b"})
    assert stat.S_IMODE(data.environment_file.stat().st_mode) == 0o600
    assert data.read_environment() == {"SEKRETARIAT_SECRET_KEY": "a=b"}


def test_an_empty_folder_has_no_variables_and_no_state(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    assert data.read_environment() == {}
    assert data.read_state() == ""


def test_the_state_is_remembered(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    data.write_state("making demo")
    assert data.read_state() == "making demo"


def test_secrets_are_random_at_first_and_then_kept(tmp_path: Path) -> None:
    one, other = DataFolder(tmp_path / "one"), DataFolder(tmp_path / "other")
    first, elsewhere = variables(one), variables(other)
    secret = [name for name in first if "PASSWORD" in name or name.endswith("SECRET_KEY")]
    assert len(secret) == 6
    assert len({first[name] for name in secret} | {elsewhere[name] for name in secret}) == 12
    one.write_environment(first)
    assert variables(one) == first


def test_the_web_is_not_given_the_superuser(tmp_path: Path) -> None:
    assert not [name for name in variables(DataFolder(tmp_path)) if "SUPERUSER" in name]
    assert set(superuser_variables(EmbeddedPostgres(tmp_path / "postgres"))) == {
        "SEKRETARIAT_DB_SUPERUSER",
        "SEKRETARIAT_DB_SUPERUSER_PASSWORD",
    }


def variables(data: DataFolder) -> dict[str, str]:
    postgres, valkey = EmbeddedPostgres(data.path / "postgres"), EmbeddedValkey(data.path / "valkey")
    return variables_for(data, postgres, valkey, port=8000)
