"""A report finished in Word: taken out by one person, laid in again, or given up."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from audits.joint import editions, everybody
from audits.joint.actions.reporting import draft_version, fill_in
from audits.joint.actions.reviewing import lock_writable, must_conduct
from audits.joint.letters.edition import fields_of, for_all, generated, hash_of_facts, number_of
from audits.joint.models import Audit, ReportEdit, ReportVersion
from documents.actions import WORD, Made, keep_made, keep_upload
from documents.models import StoredFile
from documents.storage import read_bytes
from documents.uploadhandlers import ReceivedFile
from documents.word import WordError
from documents.word.dividing import paragraphs, refuse_lost_controls
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError
from workflows.log import record


@transaction.atomic
def check_out(*, by: Actor, audit: Audit) -> ReportEdit:
    """Take the report out to be edited in Word; until it is laid in or given up nobody else can.

    What is given is the edition laid in last, else the one that was sent last if that was edited, else what
    the data say. Conclusions and a summary that are missing are filled in first, as when the report
    is finished. Raises OutdatedError where it is out already, or cannot be changed any more.
    """
    must_conduct(by)
    audit = lock_writable(audit.pk)
    version = draft_version(audit)
    if version._state.adding:
        version.save(force_insert=True)
    if out := editions.out(version):
        raise OutdatedError(editions.is_out_words(out))
    fill_in(by, audit)
    edit = _taken(version, audit, by)
    edit.save(force_insert=True)
    record(audit, "check_out", by=by, data={"version": version.number})
    return edit


def _taken(version: ReportVersion, audit: Audit, by: Actor) -> ReportEdit:
    last = version.edits.order_by("number").last()
    edit = ReportEdit(
        version=version,
        number=last.number + 1 if last else 1,
        out_at=timezone.now(),
        out_by_id=by.id,
        out_by_name=by.signature,
    )
    if current := editions.current(version):
        edit.generated, edit.facts, edit.given = current.generated, current.facts, editions.laid_in(current)
        return edit
    _renew(edit, audit, by)
    if former := editions.sent_before(version):
        content = for_all(audit, version, read_bytes(former.sha256), keep=True)
        edit.given = keep_made(_made(content, audit, version), by=by)
    else:
        edit.given = edit.generated
    return edit


def _renew(edit: ReportEdit, audit: Audit, by: Actor) -> None:
    """Let the edition rest on the data as they are now."""
    fields = fields_of(audit, edit.version)
    edit.facts = hash_of_facts(fields)
    edit.generated = keep_made(_made(generated(audit, fields), audit, edit.version), by=by)


def _made(content: bytes, audit: Audit, version: ReportVersion) -> Made:
    number = number_of(version)
    name = f"Tilsynsrapport til redigering {audit.supplier.name} {audit.case_number} v{number}.docx"
    return Made(content, name, f"Tilsynsrapport, {audit.supplier.name}, version {number}, til redigering")


@transaction.atomic
def check_in(
    *,
    by: Actor,
    audit: Audit,
    received: ReceivedFile,
    note: str = "",
    caught_up: bool = False,
    confirmed: Collection[str] = (),
) -> ReportEdit:
    """Lay the edited report in; from it each municipality's own file is then made.

    `caught_up` says that what has changed in the data since is written into it; `confirmed` are the names of
    municipalities and systems that every recipient may read. Raises NotPossibleError with what is wrong with
    the file (NamesOthersError where it names others), OutdatedError where the report is not out, and
    RefusedFileError for a file that is harmful. Only who took it out lays it in.
    """
    must_conduct(by)
    audit = lock_writable(audit.pk)
    edit = _out(audit)
    if edit.out_by_id != by.id:
        raise NotPossibleError(editions.is_out_words(edit))
    stored = keep_upload(received, by=by, title=f"Tilsynsrapport, redigeret, {audit.case_number}")
    _refuse_unfit(stored, edit)
    named = everybody.named_in_file(audit, read_bytes(stored.sha256))
    if any(each.name not in confirmed for each in named):
        raise everybody.NamesOthersError(named)
    if caught_up:
        _renew(edit, audit, by)
    edit.file, edit.note = stored, note.strip()[:500]
    edit.in_at, edit.in_by_name = timezone.now(), by.signature
    edit.save()
    data: dict[str, Any] = {"edition": edit.number, "note": edit.note, "sha256": stored.sha256}
    data["named"] = ", ".join(each.name for each in named)
    record(audit, "check_in", by=by, data=data)
    return edit


def _refuse_unfit(stored: StoredFile, edit: ReportEdit) -> None:
    if stored.content_type != WORD:
        raise NotPossibleError("Læg rapporten ind som Word-dokument (.docx).")
    if not stored.may_be_handed_out:
        raise NotPossibleError(stored.state_reason or "Filen er ikke scannet. Prøv igen om lidt.")
    content = read_bytes(stored.sha256)
    try:
        refuse_lost_controls(read_bytes(edit.given.sha256), content)
        _, open_marks = paragraphs(content)
    except WordError as error:
        raise NotPossibleError(" ".join(error.messages)) from error
    if open_marks:
        raise NotPossibleError(
            "Filen har kommentarer eller ændringer, der ikke er accepteret. Kommunerne ville kunne læse dem. "
            "Acceptér eller afvis dem i Word, slet kommentarerne, og læg filen ind igen."
        )


@transaction.atomic
def give_up_editing(*, by: Actor, audit: Audit) -> ReportEdit:
    """Let go of a report that is out, one's own or a colleague's; what was laid in before still counts."""
    must_conduct(by)
    edit = _out(lock_writable(audit.pk))
    _end(edit, by)
    record(audit, "give_up_editing", by=by, data={"out_by": edit.out_by_name})
    return edit


@transaction.atomic
def discard_edits(*, by: Actor, audit: Audit) -> None:
    """Let the report be made of the data again; the editions stay to be read.

    Raises OutdatedError where there is none, or the report is out.
    """
    must_conduct(by)
    version = draft_version(lock_writable(audit.pk))
    if out := editions.out(version):
        raise OutdatedError(editions.is_out_words(out))
    kept = list(version.edits.filter(file__isnull=False, ended_at=None))
    if not kept:
        raise OutdatedError("Der er ingen redigeret udgave at kassere.")
    for edit in kept:
        _end(edit, by)
    record(audit, "discard_edits", by=by, data={"version": version.number})


def _out(audit: Audit) -> ReportEdit:
    edit = editions.out(draft_version(audit))
    if edit is None:
        raise OutdatedError("Rapporten er ikke hentet til redigering.")
    return edit


def _end(edit: ReportEdit, by: Actor) -> None:
    edit.ended_at, edit.ended_by_name = timezone.now(), by.signature
    edit.save(update_fields=["ended_at", "ended_by_name"])
