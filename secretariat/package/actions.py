"""Ordering a package, and what the worker does with the order."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.permissions import P
from agreements.municipal.letters import own_name
from documents.actions import keep_municipal_file
from documents.municipal.models import Package
from documents.packing import Packing, hash_and_size
from documents.templates import NoTemplateError
from documents.word import WordError
from secretariat.package.making import Made, Order, make
from secretariat.package.material import gather
from secretariat.package.scope import Scope
from workflows import jobs
from workflows.actors import Actor
from workflows.danish import slug
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record

ZIP = "application/zip"
TELL = "Sig det til sekretariatet, som vedligeholder skabelonerne, og prøv så igen."
BROKEN = "Noget gik galt, da pakken blev dannet. Der prøves igen af sig selv om nogle minutter."
SILENT = timedelta(hours=1)
NOT_ALLOWED = "Du har ikke adgang til at danne dokumentationspakker."


@transaction.atomic
def order(*, scope: Scope, scope_words: str, answers: dict[str, str], by: Actor) -> Package:
    """Keep what the package is to say, and let the worker make it.

    Raises NotPermittedError for who may not, NotPossibleError for a period that ends before it begins.
    """
    if not by.may(P.OWN_PACKAGE):
        raise NotPermittedError(NOT_ALLOWED)
    if scope.until < scope.since:
        raise NotPossibleError("Perioden slutter, før den begynder.")
    row = Package(
        scope=scope.as_data(),
        scope_words=scope_words[:300],
        since=scope.since,
        until=scope.until,
        answers=answers,
        ordered_by_id=by.id,
        ordered_by_name=by.signature,
    )
    row.save(force_insert=True)
    data = {"scope": scope_words, "since": scope.since.isoformat(), "until": scope.until.isoformat()}
    record(row, "order", by=by, data=data)
    _start(row)
    return row


@transaction.atomic
def again(*, package: Package, by: Actor) -> Package:
    """Let the worker begin anew with a package that could not be made. Raises NotPossibleError otherwise."""
    if not by.may(P.OWN_PACKAGE):
        raise NotPermittedError(NOT_ALLOWED)
    row = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if row.is_made:
        raise NotPossibleError("Pakken er dannet i mellemtiden.")
    if not may_begin_again(row):
        raise NotPossibleError("Pakken er ved at blive dannet.")
    row.trouble, row.done, row.begun_at = "", 0, None
    row.save(update_fields=["trouble", "done", "begun_at"])
    record(row, "again", by=by)
    _start(row)
    return row


def may_begin_again(row: Package) -> bool:
    """Return whether the worker has given up, or has not been heard of for an hour."""
    heard = row.begun_at or row.ordered_at
    return not row.is_made and (bool(row.trouble) or timezone.now() - heard > SILENT)


def _start(row: Package) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secretariat_start_package_v1(%s)", [row.pk])
        job_id: UUID = cursor.fetchone()[0]
    transaction.on_commit(lambda: jobs.send(job_id), robust=True)


def make_package(*, package_id: UUID, by: Actor) -> int:
    """Make a package's file and return how many annexes it has; act as its municipality.

    May be run again after it was cut off: nothing is kept before everything is, and a package that has its
    file is left alone. What went wrong is told on the package's page.
    """
    row = Package.objects.get(pk=package_id)
    if row.is_made:
        return row.annexes
    Package.objects.filter(pk=row.pk).update(begun_at=timezone.now(), done=0, trouble="")
    try:
        return _made(row, by)
    except (NoTemplateError, WordError) as error:  # trying again alone does not help
        Package.objects.filter(pk=row.pk).update(trouble=f"{error} {TELL}")
        return 0
    except Exception:
        Package.objects.filter(pk=row.pk).update(trouble=BROKEN)
        raise


def _made(row: Package, by: Actor) -> int:
    def tell(done: int, total: int) -> None:
        Package.objects.filter(pk=row.pk).update(done=done, total=total)

    said = Order(own_name(), row.scope_words, row.answers, row.ordered_by_name)
    material = gather(Scope.from_data(row.scope, row.since, row.until))
    with Packing() as packing:
        made = make(packing, material, said, tell)
        packing.close()
        return _kept(row, packing, made, said, by)


def _kept(row: Package, packing: Packing, made: Made, said: Order, by: Actor) -> int:
    sha256, size = hash_and_size(packing.path)
    with transaction.atomic():
        locked = Package.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if locked.is_made:  # another worker was first
            return locked.annexes
        file = keep_municipal_file(
            packing.path,
            sha256=sha256,
            size=size,
            name=file_name(said.municipality, row),
            title=f"Dokumentationspakke, {row.scope_words}",
            content_type=ZIP,
            by=by,
        )
        found: dict[str, Any] = {"annexes": made.annexes, "missing": len(made.missing)}
        Package.objects.filter(pk=row.pk).update(file=file.pk, finished_at=timezone.now(), **found)
        record(locked, "make", by=by, data={"scope": row.scope_words, "sha256": sha256, **found})
    return made.annexes


def file_name(municipality: str, row: Package) -> str:
    """Return the zip's name: whose it is, and the period."""
    whose = slug(municipality.removesuffix(" Kommune")) or "kommunen"
    return f"dokumentationspakke-{whose}-{row.since:%Y%m%d}-{row.until:%Y%m%d}.zip"
