"""package: the documentation package of a municipality with 150 systems, as the worker makes it.

Ours is the product's action, from an ordered package to the file that is kept: everything is read from the
municipality's schema under its role, decisions, letter, index and log are written, every file is hashed.
`zip_copy` is the least that can be done: the finished package's files lie in a folder, and Python's own
zipfile puts them into another zip, each compressed as in ours, brought to the disk as ours is.

`peak_ratio` is the most memory that a worker and its limited process hold for 150 systems, divided by the
same for 15, each in processes of their own (benchmarks/package_memory.py).
"""

import os
import tempfile
import zipfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from benchmarks.package_fill import BY, make_municipality
from benchmarks.package_memory import peak
from benchmarks.timing import Result, Side, measure
from documents.municipal.models import MunicipalFile, Package
from documents.shipped import install_shipped_templates
from documents.storage import blob_name
from secretariat.package.actions import make_package
from secretariat.package.answers import answers
from secretariat.package.material import gather
from secretariat.package.scope import Scope
from tenants.models import Municipality
from walls.callers import Caller, acting_as

MANY, FEW = ("0851", 150), ("0791", 15)
GENERATED = ("00 ", "01 ", "Log/")  # they tell when they were made, so that their bytes differ


def run(rounds: int = 5, *, many: int = MANY[1], few: int = FEW[1]) -> Result:
    """Make the package in turn, ours and the bare zip; see benchmarks.timing.measure."""
    with acting_as(Caller.owner()):
        install_shipped_templates()
    member = make_municipality(MANY[0], many)
    make_municipality(FEW[0], few)
    with tempfile.TemporaryDirectory(dir=default_storage.path("")) as folder:
        unpacked = Path(folder) / "files"
        first = ordered(member)
        make(member, first)
        with zipfile.ZipFile(_path(member, first)) as made:
            made.extractall(unpacked)
        _clean(member, first, None)
        prepare = partial(ordered, member)
        clean, outcome = partial(_clean, member), partial(_outcome, member)
        ours = Side("ours", partial(make, member), prepare=prepare, outcome=outcome, clean=clean)
        copy = Side(
            "zip_copy",
            lambda _: zip_copy(unpacked, Path(folder) / "copy.zip"),
            outcome=lambda _, path: _contents(path),
            clean=lambda _, path: path.unlink(),
        )
        found = measure("package", ours, [copy], rounds=rounds)
    found["peak_ratio"] = peak(MANY[0]) / peak(FEW[0])
    return found


def ordered(member: Municipality) -> Package:
    """A package of everything in the last year that waits for the worker."""
    today = timezone.localdate()
    scope = Scope(today - timedelta(days=365), today)
    with acting_as(Caller.municipality(member)):
        row = Package(
            scope=scope.as_data(),
            scope_words="Alle databehandlere",
            since=scope.since,
            until=scope.until,
            answers=answers(gather(scope)),
            ordered_by_id=BY.id,
            ordered_by_name=BY.signature,
        )
        row.save(force_insert=True)
    return row


def make(member: Municipality, package: Package) -> int:
    """As the worker does it."""
    with acting_as(Caller.municipality(member)):
        return make_package(package_id=package.pk, by=BY)


def zip_copy(folder: Path, target: Path) -> Path:
    """Zip the folder's files, each as it is compressed in ours."""
    with target.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    deflated = path.suffix in (".txt", ".csv")
                    kind = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
                    packed.write(path, path.relative_to(folder), kind)
        file.flush()
        os.fsync(file.fileno())
    return target


def _path(member: Municipality, package: Package) -> str:
    with acting_as(Caller.municipality(member)):
        stored = MunicipalFile.objects.get(pk=Package.objects.get(pk=package.pk).file_id)
    return default_storage.path(blob_name(stored.sha256))


def _outcome(member: Municipality, package: Package, _: int) -> dict[str, Any]:
    return _contents(_path(member, package))


def _contents(path: str | Path) -> dict[str, Any]:
    """Every file by its name: what it holds, but of those that tell the time, that it is there."""
    with zipfile.ZipFile(path) as made:
        return {
            each.filename: each.filename.startswith(GENERATED) or (each.file_size, each.CRC)
            for each in made.infolist()
        }


def _clean(member: Municipality, package: Package, _: Any) -> None:
    path = Path(_path(member, package))
    with acting_as(Caller.owner(member.schema_name)):
        file_id = Package.objects.get(pk=package.pk).file_id
        Package.objects.filter(pk=package.pk).delete()
        MunicipalFile.objects.filter(pk=file_id).delete()
    path.unlink()
