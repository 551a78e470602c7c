"""A zip of documentation: each file in it becomes a piece of documentation of its own."""

from dataclasses import dataclass, replace

from django.db import transaction

from audits.joint.actions.answering import Described, add_evidence
from audits.joint.filenames import kind_of, title_of
from audits.joint.models import Answer, Audit, Evidence
from documents import unpacking
from documents.checks.refusal import RefusedFileError
from documents.uploadhandlers import ReceivedFile
from workflows.actors import Actor


@dataclass(frozen=True)
class Refused:
    """A file of the package that was not received, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Taken:
    """What came of a package."""

    kept: list[Evidence]
    refused: list[Refused]


@transaction.atomic
def add_package(
    *,
    by: Actor,
    audit: Audit,
    received: ReceivedFile,
    described: Described,
    answer: Answer | None = None,
) -> Taken:
    """Unpack a zip and add each of its files as `described`; title and kind follow from its own name.

    Every file goes through the checks of any upload; one that is refused does not stop the others. Raises
    RefusedFileError for a package that is not opened at all, OutdatedError after handing in.
    """
    taken = Taken([], [])
    with unpacking.opened(received) as (package, parts):
        for part in parts:
            said = replace(
                described, title=title_of(part.name), kind=kind_of(part.name, otherwise=described.kind)
            )
            try:
                # A savepoint for each: what one file began is undone where it is refused.
                with transaction.atomic(), unpacking.unpacked(package, part) as file:
                    taken.kept.append(
                        add_evidence(by=by, audit=audit, received=file, described=said, answer=answer)
                    )
            except RefusedFileError as error:
                taken.refused.append(Refused(part.name, str(error)))
    return taken
