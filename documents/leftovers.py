"""Clearing away what a killed process leaves in the store.

An upload that never came to its end lies in the incoming folder. A file that was kept by a transaction that
never committed lies in the store under its hash, and no row speaks of it. Both go when they have lain
there for longer than anything takes; what is kept meanwhile under the same hash is as new
(storage.LocalFiles.touch). An S3 store is not gone through: there only the incoming folder is cleared.
"""

import logging
import os
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from documents.models import Blob
from documents.storage import LocalFiles, blob_name, incoming_folder

logger = logging.getLogger(__name__)
LEFT_AFTER = timedelta(days=2)
ASIDE = "aside-"


def clear_leftovers() -> int:
    """Remove what has been left behind, and return how many files that were. Act as the secretariat."""
    before = time.time() - LEFT_AFTER.total_seconds()
    root = Path(settings.FILES_DIR)
    _put_back()
    unfinished = [*incoming_folder().iterdir(), *root.glob("??/??/.new-*")]
    removed = 0
    for path in _older(unfinished, before):
        path.unlink(missing_ok=True)
        removed += 1
    if isinstance(default_storage, LocalFiles):
        removed += _clear_unknown(_older(root.glob("??/??/" + "[0-9a-f]" * 64), before), before)
    return removed


def _older(paths: Iterable[Path], before: float) -> list[Path]:
    found = []
    for path in paths:
        try:
            if path.stat().st_mtime < before:
                found.append(path)
        except FileNotFoundError:
            continue  # it has been kept or removed meanwhile
    return found


def _clear_unknown(paths: list[Path], before: float) -> int:
    """Remove content that no row speaks of. The rows are read after the files, so none is missed."""
    known = set(Blob.objects.values_list("sha256", flat=True))
    unknown = [path for path in paths if path.name not in known]
    if len(unknown) > len(known):
        # More than kills leave: these are the files of another database, or of a later state of this one.
        logger.error("%s files in the store are in no row; none of them is removed.", len(unknown))
        return 0
    return sum(_take(path, before) for path in unknown)


def _take(path: Path, before: float) -> bool:
    """Remove one file, unless its content is being kept again at this moment; return whether it is gone.

    Whoever keeps it touches it first. Taken aside, it can no more be touched: then it is kept anew, or
    it was touched before, which shows.
    """
    aside = incoming_folder() / f"{ASIDE}{path.name}"
    os.replace(path, aside)
    if aside.stat().st_mtime >= before:
        os.replace(aside, path)
        return False
    aside.unlink()
    return True


def _put_back() -> None:
    """What an earlier round was taking as it was killed may have been touched: it is looked at again."""
    for aside in incoming_folder().glob(f"{ASIDE}*"):
        os.replace(aside, Path(settings.FILES_DIR) / blob_name(aside.name.removeprefix(ASIDE)))
