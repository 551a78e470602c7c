"""Content lies in the store once, under its own hash, whole or not at all."""

import hashlib
import threading
from pathlib import Path

import pytest

from documents.storage import (
    blob_name,
    incoming_folder,
    is_intact,
    keep_bytes,
    keep_file,
    read_bytes,
    size_of,
)


def files_in(store: Path) -> list[str]:
    return sorted(str(path.relative_to(store)) for path in store.rglob("*") if path.is_file())


def test_content_is_found_again_under_its_hash(store: Path) -> None:
    sha256 = keep_bytes(b"indhold")
    assert sha256 == hashlib.sha256(b"indhold").hexdigest()
    assert read_bytes(sha256) == b"indhold"
    assert size_of(sha256) == 7
    assert files_in(store) == [f"{sha256[:2]}/{sha256[2:4]}/{sha256}"]


def test_the_same_content_many_times_at_once_lies_there_once(store: Path) -> None:
    started = threading.Barrier(8)

    def keep() -> None:
        started.wait()
        keep_bytes(b"samme indhold")

    threads = [threading.Thread(target=keep) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(files_in(store)) == 1
    assert is_intact(hashlib.sha256(b"samme indhold").hexdigest())


def test_a_kept_upload_is_moved_not_copied(store: Path) -> None:
    path = incoming_folder() / "upload-1"
    path.write_bytes(b"fil")
    keep_file(path, hashlib.sha256(b"fil").hexdigest())
    assert not path.exists()
    assert len(files_in(store)) == 1


def test_changed_content_is_noticed(store: Path) -> None:
    sha256 = keep_bytes(b"rapport")
    assert is_intact(sha256)
    (store / blob_name(sha256)).write_bytes(b"rettet")
    assert not is_intact(sha256)


def test_nobody_else_on_the_machine_can_read_the_files(store: Path) -> None:
    path = store / blob_name(keep_bytes(b"fortroligt"))
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_a_hash_is_a_name(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        blob_name(name)
    assert blob_name("a" * 64).endswith("a" * 64)
