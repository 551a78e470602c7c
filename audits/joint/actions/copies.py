"""Making each municipality's own Word file of a report, before it is delivered."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from uuid import UUID

from django.db import transaction

from audits.joint.actions.forreading import for_the_site
from audits.joint.copying import Wanted, missing
from audits.joint.late import LateReport
from audits.joint.letters.marking import Systems, own_words
from audits.joint.models import ReportCopy, ReportVersion
from documents.actions import Made, keep_all_made
from documents.models import StoredFile
from documents.storage import read_bytes
from documents.word.dividing import Portion, divided
from tenants.models import Standing
from workflows.actors import Actor
from workflows.danish import slug
from workflows.jobs import enqueue

BATCH = 50
PREPARE = "audits.prepare_copies"
Tell = Callable[[int, int], None]


def order_copies(version: ReportVersion, *, by: Actor) -> None:
    """Let the worker make the files of a version that will soon be sent."""
    enqueue(PREPARE, by=by, payload={"versions": [str(version.id)]})


def make_missing(version_ids: Sequence[UUID], *, by: Actor, tell: Tell = lambda done, total: None) -> int:
    """Make the files that are missing, in batches of one version; returns how many were made.

    May be called again at any time: what is there is left alone, and what no longer fits is made anew.
    """
    for_the_site(version_ids, by=by)
    wanted = missing(version_ids)
    tell(0, len(wanted))
    done = 0
    for version_id, rows in groupby(wanted, key=lambda each: each.version_id):
        version = ReportVersion.objects.select_related("audit__supplier", "body").get(pk=version_id)
        for batch in _batches(list(rows)):
            make_copies(version, batch, by=by)
            done += len(batch)
            tell(done, len(wanted))
    return done


def make_for_late(rows: Sequence[LateReport], versions: dict[UUID, ReportVersion], *, by: Actor) -> None:
    """Make the files of late joiners: about what they lack and what they have the report on already."""
    for version_id, of_version in groupby(sorted(rows, key=_version), key=_version):
        version = versions[version_id]
        if version.body is None:
            continue
        wanted = [each for row in of_version if not _has(each := _for_late(version, row))]
        for batch in _batches(wanted):
            make_copies(version, batch, by=by)


def _version(row: LateReport) -> UUID:
    return row.version_id


def _for_late(version: ReportVersion, row: LateReport) -> Wanted:
    has = Standing.objects.filter(
        kind="audit_report", municipality_id=row.municipality_id, joint_id=version.report_id
    )
    about = {*row.system_ids, *has.exclude(system_id=None).values_list("system_id", flat=True)}
    return Wanted(version.id, row.municipality_id, row.municipality, sorted(each for each in about if each))


def _has(wanted: Wanted) -> bool:
    """Return whether the file is there, about just these systems."""
    return ReportCopy.objects.filter(
        version_id=wanted.version_id, municipality_id=wanted.municipality_id, system_ids=wanted.system_ids
    ).exists()


def _batches(rows: list[Wanted]) -> Iterator[list[Wanted]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


@transaction.atomic
def make_copies(version: ReportVersion, wanted: Sequence[Wanted], *, by: Actor) -> None:
    """Make and keep the files of some municipalities; a former file of theirs is replaced.

    The version has a body (one from before there were such has one file for all).
    """
    body = StoredFile.objects.get(pk__in=[version.body_id])
    audit, systems = version.audit, Systems(version.audit)
    number = f"{version.number}.0"
    portions = [
        Portion(systems.bits(each.system_ids), own_words(audit, systems, each.system_ids, each.name, number))
        for each in wanted
    ]
    made = [
        Made(
            content,
            f"Tilsynsrapport {audit.supplier.name} {audit.case_number} v{number} {slug(each.name)}.docx",
            f"Tilsynsrapport, {audit.supplier.name}, version {number}, {each.name}",
        )
        for each, content in zip(wanted, divided(read_bytes(body.sha256), portions), strict=True)
    ]
    files = keep_all_made(made, by=by)
    ReportCopy.objects.filter(
        version=version, municipality__in=[each.municipality_id for each in wanted]
    ).delete()
    ReportCopy.objects.bulk_create(
        ReportCopy(
            version=version,
            municipality_id=each.municipality_id,
            system_ids=sorted(each.system_ids),
            file=file,
        )
        for each, file in zip(wanted, files, strict=True)
    )
