"""The draft sent back as a Word file: its comments and changes become comments, each in its section."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audits.joint.actions.hearings import lock_open
from audits.joint.models import Hearing, HearingComment, HearingFile
from audits.joint.sections import GENERAL, Section, id_in, section_in_word, sections_shown
from documents.actions import WORD, keep_upload
from documents.checks.refusal import RefusedFileError
from documents.storage import read_bytes
from documents.uploadhandlers import ReceivedFile
from documents.word.reading import read_changes
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

LONGEST = 4000
LONGEST_QUOTE = 2000
MOST = 300
PROPOSED = {
    "insert": "Foreslår at tilføje tekst.",
    "delete": "Foreslår at slette teksten.",
    "replace": "Foreslår en anden ordlyd.",
    "move": "Foreslår at flytte teksten.",
}
NOT_THE_DRAFT = gettext_lazy("Filen ligner ikke det udkast, I har fået i høring.")
USE_THE_DRAFT = gettext_lazy("Hent udkastet her på siden, skriv kommentarerne i det, og send den fil.")
NOTHING = gettext_lazy(
    "Der er hverken kommentarer eller ændringer i filen. Har I ingen bemærkninger, så vælg det på siden."
)


@dataclass
class Read:
    """What was read out of a file: the comments to store, and in words what was not understood."""

    comments: list[HearingComment] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    elsewhere: int = 0
    unmarked: int = 0


@transaction.atomic
def take_in_file(*, by: Actor, hearing: Hearing, received: ReceivedFile) -> HearingFile:
    """Keep the supplier's Word file and store its comments and changes; a former file's are taken back, but
    for those that have been answered.

    Raises RefusedFileError for a file that is none, cannot be read or is not the draft, NotPossibleError
    for one that says nothing or that the scanner stops, OutdatedError where the hearing is over.
    """
    open_hearing = lock_open(by, hearing)
    kept = keep_upload(
        received,
        by=by,
        title="Høringssvar",
        supplier_id=open_hearing.supplier_id,
        case_id=open_hearing.audit_id,
    )
    if kept.content_type != WORD:
        raise RefusedFileError("Filen er ikke et Word-dokument (.docx).", str(USE_THE_DRAFT))
    if not kept.may_be_handed_out:
        raise NotPossibleError(kept.state_reason)
    found = read_changes(read_bytes(kept.sha256), [read_bytes(open_hearing.draft.sha256)])
    if found["base"] is None:
        raise RefusedFileError(str(NOT_THE_DRAFT), str(USE_THE_DRAFT))
    row = HearingFile(
        hearing=open_hearing,
        supplier_id=open_hearing.supplier_id,
        file=kept,
        read=0,
        added_by_name=by.signature,
    )
    read = _read(open_hearing, row, found, by)
    row.read, row.faults = len(read.comments), read.faults
    former = open_hearing.said.filter(source=HearingComment.Source.WORD, answered_at=None)
    former.update(dropped=True)
    row.save(force_insert=True)
    HearingComment.objects.bulk_create(read.comments)
    record(open_hearing, "read_file", by=by, data={"comments": row.read, "file": kept.name})
    return row


def _read(hearing: Hearing, file: HearingFile, found: dict[str, Any], by: Actor) -> Read:
    sections = sections_shown(hearing, hearing.audit.findings.select_related("audit_system"))
    read = Read()
    for row in found["rows"]:
        _take(read, row, section_in_word(sections, row), file, by)
    if not read.comments:
        raise NotPossibleError(" ".join([str(NOTHING), *read.faults]))
    if len(read.comments) > MOST:
        raise NotPossibleError(_("Filen har mere end %(n)s bemærkninger. Saml dem i færre.") % {"n": MOST})
    if read.elsewhere:
        read.faults.append(
            ngettext(
                "Én bemærkning står uden for de afsnit, I høres om, og er lagt under udkastet i det hele.",
                "%(n)s bemærkninger står uden for de afsnit, I høres om, og er lagt under udkastet i det "
                "hele.",
                read.elsewhere,
            )
            % {"n": read.elsewhere}
        )
    if read.unmarked:
        read.faults.append(
            ngettext(
                "Én bemærkning står som rettelser uden »Registrer ændringer« og er fundet alligevel.",
                "%(n)s bemærkninger står som rettelser uden »Registrer ændringer« og er fundet alligevel.",
                read.unmarked,
            )
            % {"n": read.unmarked}
        )
    if found["formatting"]:
        read.faults.append(_("Ændringer af tekstens udseende er ikke taget med."))
    return read


def _take(read: Read, row: dict[str, Any], section: Section, file: HearingFile, by: Actor) -> None:
    said = _words(row["comments"])
    kind = row["kind"]
    if kind == "gone" or (kind == "comment" and not said):
        where = {"words": row["before"][:60]}
        read.faults.append(_("En kommentar uden ord ved »%(words)s« er ikke taget med.") % where)
        return
    text = said or PROPOSED.get(kind, PROPOSED["replace"])
    if len(text) > LONGEST:
        where = {"words": row["before"][:60]}
        read.faults.append(_("En bemærkning ved »%(words)s« var for lang og er forkortet.") % where)
    read.unmarked += not row["tracked"]
    heading = section["heading"]
    if section["key"] == GENERAL and row.get("heading"):
        read.elsewhere += 1
        heading = f"{heading}: {row['heading']}"
    anchor = next((each["anchor"] for each in row["comments"] if each["anchor"]), "")
    read.comments.append(
        HearingComment(
            hearing=file.hearing,
            supplier_id=file.supplier_id,
            section=section["key"],
            heading=heading[:300],
            finding_id=id_in(section, "finding"),
            audit_system_id=id_in(section, "system"),
            text=text[:LONGEST],
            quote=(anchor if kind == "comment" and anchor else row["before"])[:LONGEST_QUOTE],
            proposal="" if kind == "comment" else row["after"][:LONGEST],
            source=HearingComment.Source.WORD,
            author=(row["author"] or "")[:150],
            file=file,
            by_name=by.signature,
        )
    )


def _words(comments: list[dict[str, Any]]) -> str:
    """Return the words of the comments at one place with the answers to them, each by whom."""
    lines = []
    for each in comments:
        lines += [
            each["text"],
            *(f"{one['author']}: {one['text']}" for one in each["replies"] if one["text"]),
        ]
    return "\n\n".join(line for line in lines if line.strip())
