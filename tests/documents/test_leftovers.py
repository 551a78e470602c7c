"""What a killed process left in the store goes, and nothing that a row speaks of."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from documents.actions import Made, keep_made
from documents.leftovers import LEFT_AFTER, clear_leftovers
from documents.storage import LocalFiles, blob_name, incoming_folder, keep_bytes
from documents.tasks import clear
from secretariat.celery import app as celery
from walls.callers import Caller, acting_as

pytestmark = pytest.mark.django_db
LONG_AGO = time.time() - LEFT_AFTER.total_seconds() - 60


@pytest.fixture
def kept(store: Path, actor: Callable[[str], Any]) -> Path:
    """A document that a row speaks of, as old as can be."""
    with acting_as(Caller.secretariat()):
        made = [keep_made(Made(word, "a.docx"), by=actor("sara")) for word in (b"rapport", b"brev", b"svar")]
    for each in made:
        os.utime(store / blob_name(each.sha256), (LONG_AGO, LONG_AGO))
    return store / blob_name(made[0].sha256)


def lost(store: Path, content: bytes = b"uden commit", at: float = LONG_AGO) -> Path:
    """Content that was kept by a transaction that never committed."""
    path = store / blob_name(keep_bytes(content))
    os.utime(path, (at, at))
    return path


def test_what_no_row_speaks_of_goes_after_two_days_and_what_a_row_speaks_of_stays(
    store: Path, kept: Path
) -> None:
    old, new = lost(store), lost(store, b"netop nu", time.time())
    clear()
    assert (kept.exists(), old.exists(), new.exists()) == (True, False, True)
    assert "documents.clear_leftovers" in {each["task"] for each in celery.conf.beat_schedule.values()}


def test_an_upload_that_never_came_to_its_end_goes_and_one_under_way_stays(kept: Path) -> None:
    old, half, under_way = (
        incoming_folder() / "upload-a",
        kept.parent / ".new-b",
        incoming_folder() / "upload-c",
    )
    for path in (old, half, under_way):
        path.write_bytes(b"det halve")
    for path in (old, half):
        os.utime(path, (LONG_AGO, LONG_AGO))
    clear()
    assert (kept.exists(), old.exists(), half.exists(), under_way.exists()) == (True, False, False, True)


def test_lost_content_that_is_kept_again_meanwhile_stays(store: Path, kept: Path) -> None:
    path = lost(store)
    keep_bytes(b"uden commit")
    clear()
    assert path.exists()


def test_content_kept_again_as_it_is_being_removed_stays(
    store: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = lost(store), os.replace

    def kept_just_before(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "replace", real)
        assert LocalFiles(store).touch(blob_name(path.name))
        real(source, target)

    monkeypatch.setattr(os, "replace", kept_just_before)
    clear()
    assert path.read_bytes() == b"uden commit"


def test_what_a_killed_clearing_had_taken_aside_is_put_back_and_looked_at_again(
    store: Path, kept: Path
) -> None:
    wanted, unwanted = kept.read_bytes(), b"uden commit"
    for content, path in ((wanted, kept), (unwanted, lost(store))):
        os.replace(path, incoming_folder() / f"aside-{hashlib.sha256(content).hexdigest()}")
    clear()
    assert kept.read_bytes() == wanted
    assert list(incoming_folder().iterdir()) == []
    assert len([each for each in store.rglob("*") if each.is_file()]) == 3


def test_the_files_of_another_database_are_left_alone(store: Path) -> None:
    paths = [lost(store, str(number).encode()) for number in range(4)]
    with acting_as(Caller.secretariat()):
        assert clear_leftovers() == 0
    assert all(path.exists() for path in paths)
