"""Existing agreements on their way in: index, pile, corrections; each line is taken in whole or not."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from agreements.municipal.intake.facts import whole_months_of
from agreements.municipal.intake.matching import match
from agreements.municipal.intake.models import Intake, IntakeFile, IntakeLine
from agreements.municipal.intake.pile import add_to_pile
from agreements.municipal.intake.reading import Known, complete, read_index, refuse, wrong_with
from agreements.municipal.keeping.models import KeptFile
from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState
from documents.actions import keep_municipal_upload
from documents.uploadhandlers import ReceivedFile
from secretariat.pagekit.tags.words import da_date
from workflows import jobs
from workflows.actors import Actor
from workflows.engine import NotPossibleError, move
from workflows.log import record

L, F = IntakeLine.State, IntakeFile.State
FACTS = (
    "title", "number", "supplier_id", "supplier_name", "supplier_cvr", "systems", "agreed_on",
    "in_force_from", "valid_until", "notice_by", "termination_notice", "notice_days",
    "generation", "journal_number", "kle",
)  # fmt: skip
MATCHED_FIELDS = ["state", "file", "reason"]


@transaction.atomic
def begin(*, index: ReceivedFile | None, by: Actor) -> Intake:
    """Open a pile, with the index where there is one.

    Raises WorkbookError for an index that cannot be read, RefusedFileError for a file that may not come in,
    NotPossibleError for one that the virus scanner stopped.
    """
    intake = Intake(started_by_id=by.id, started_by_name=by.signature)
    intake.name = f"Bunke af {da_date(timezone.localdate())}"
    lines: list[IntakeLine] = []
    if index is not None:
        with index.path.open("rb") as source:
            table, lines = read_index(source)
        file = keep_municipal_upload(index, by=by, title="Indeks over eksisterende aftaler")
        if not file.may_be_handed_out:
            raise NotPossibleError(file.state_reason)
        intake.file_id, intake.name = file.pk, file.name
        read_as = [[str(column), table.headings[place]] for column, place in table.columns.items()]
        intake.understood = {
            "sheet": table.sheet.name,
            "line": table.at + 1,
            "columns": read_as,
            "unknown": table.unknown,
            "headings": table.headings,
        }
    intake.save(force_insert=True)
    for line in lines:
        line.intake = intake
    IntakeLine.objects.bulk_create(lines)
    record(intake, "begin", by=by, data={"lines": len(lines)})
    match_again(intake)
    return intake


@transaction.atomic
def add_files(*, intake: Intake, received: Iterable[ReceivedFile], by: Actor) -> tuple[int, int]:
    """Put files into the pile and look again for what fits; return how many were kept and refused."""
    locked = _open(intake)
    kept, refused = add_to_pile(intake=locked, received=received, by=by)
    match_again(locked)
    record(locked, "add_files", by=by, data={"kept": kept, "refused": refused})
    return kept, refused


def match_again(intake: Intake) -> None:
    """Look for each open line's file; what a person has decided stands."""
    changed = match(intake.lines.select_related("file"), intake.files.all())
    IntakeLine.objects.bulk_update(changed, MATCHED_FIELDS)


def _open(intake: Intake) -> Intake:
    found = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    if found.state != Intake.State.OPEN:
        raise NotPossibleError(f"Bunken er {found.get_state_display()} og kan ikke ændres nu.")
    return found


def _line(line: IntakeLine) -> IntakeLine:
    _open(line.intake)
    found = IntakeLine.objects.select_for_update(of=("self",)).select_related("intake").get(pk=line.pk)
    if found.state == L.TAKEN:
        raise NotPossibleError("Linjen er taget ind i mellemtiden.")
    return found


@transaction.atomic
def correct_line(
    *, line: IntakeLine, facts: dict[str, Any], file: IntakeFile | None, without_file: bool, by: Actor
) -> IntakeLine:
    """Take a person's word for what a line says and which file belongs to it; it stands from now on."""
    found = _line(line)
    for name in FACTS:
        if name in facts:
            setattr(found, name, facts[name])
    complete(found, Known.now())
    found.corrected = True
    if file is not None or without_file:
        found.file, found.file_fixed = file, True
        found.state = L.MATCHED
        found.reason = f"Valgt af {by.name}." if file else f"{by.name} har sagt, at der ikke er en fil."
    else:
        found.file, found.file_fixed = None, False
        found.state, found.reason = L.UNMATCHED, ""
    if faults := wrong_with(found):
        refuse(found, faults)
    found.save()
    match_again(found.intake)
    record(found.intake, "correct_line", by=by, data={"line": found.line})
    return found


@transaction.atomic
def accept_proposals(*, intake: Intake, line_ids: Iterable[UUID], by: Actor) -> int:
    """Take the proposed files of the marked lines as theirs; return how many."""
    locked = _open(intake)
    lines = list(
        locked.lines.select_for_update(of=("self",)).filter(
            pk__in=list(line_ids), state=L.DOUBTFUL, file__isnull=False
        )
    )
    for line in lines:
        line.state, line.file_fixed = L.MATCHED, True
        line.reason = f"{line.reason.partition(' Se efter')[0]} Bekræftet af {by.name}."
    IntakeLine.objects.bulk_update(lines, ["state", "file_fixed", "reason"])
    match_again(locked)
    record(locked, "accept_proposals", by=by, data={"count": len(lines)})
    return len(lines)


@transaction.atomic
def leave_out_line(*, line: IntakeLine, reason: str, by: Actor) -> None:
    """Say that a line is not to be taken in."""
    found = _line(line)
    found.state, found.reason, found.file = L.LEFT_OUT, reason, None
    found.save(update_fields=["state", "reason", "file"])
    match_again(found.intake)
    record(found.intake, "leave_out_line", by=by, reason=reason, data={"line": found.line})
    _close_if_done(found.intake, by)


@transaction.atomic
def leave_out_file(*, file: IntakeFile, reason: str, by: Actor) -> None:
    """Say that a file of the pile is not to be used; a line that had it by proposal looks for another."""
    intake = _open(file.intake)
    found = IntakeFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if found.state == F.USED:
        raise NotPossibleError("Filen er brugt i mellemtiden.")
    intake.lines.filter(file=found).update(file=None, file_fixed=False, state=L.UNMATCHED, reason="")
    found.state, found.reason = F.LEFT_OUT, reason
    found.save(update_fields=["state", "reason"])
    match_again(intake)
    record(intake, "leave_out_file", by=by, reason=reason, data={"name": found.name})
    _close_if_done(intake, by)


@transaction.atomic
def use_file_for(*, file: IntakeFile, agreement: Agreement, by: Actor) -> None:
    """Keep a file of the pile with an agreement that is taken in already."""
    intake = _open(file.intake)
    found = IntakeFile.objects.select_for_update(of=("self",)).select_related("file").get(pk=file.pk)
    if found.state != F.WAITING or not found.file_id:
        raise NotPossibleError("Filen kan ikke bruges længere.")
    intake.lines.filter(file=found).exclude(state=L.TAKEN).update(
        file=None, file_fixed=False, state=L.UNMATCHED, reason=""
    )
    _keep(agreement, found, by)
    match_again(intake)
    _close_if_done(intake, by)


@transaction.atomic
def confirm(*, intake: Intake, with_unmatched: bool, by: Actor) -> Intake:
    """Let the worker take in what is found, and maybe what has no file yet. Raises MoveError."""
    move(intake, "confirm", by=by, by_id=by.id, by_name=by.signature, with_unmatched=with_unmatched)
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_municipal_start_intake_v1(%s)", [intake.id])
        row = cursor.fetchone()
    if row and row[0]:
        job_id: UUID = row[0]
        transaction.on_commit(lambda: jobs.send(job_id), robust=True)
    return intake


def ready_lines(intake: Intake, *, with_unmatched: bool) -> QuerySet[IntakeLine]:
    """Return the lines that a confirmation takes in, in the order of the index."""
    wanted = Q(state=L.MATCHED)
    if with_unmatched:
        wanted |= Q(state=L.UNMATCHED)
    return intake.lines.filter(wanted).order_by("position")


def take_in(*, intake: Intake, by: Actor) -> int:
    """Take in the confirmed lines, each in a transaction of its own; return how many.

    Can be run again after it was cut off: what is in stays in, and the rest follows.
    """
    taken = 0
    for line_id in list(
        ready_lines(intake, with_unmatched=intake.with_unmatched).values_list("pk", flat=True)
    ):
        taken += _take_line(line_id, by)
    with transaction.atomic():
        locked = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
        if locked.state == Intake.State.RUNNING:
            move(locked, "pause", by=by, data={"count": taken})
            _close_if_done(locked, by)
    return taken


@transaction.atomic
def _take_line(line_id: UUID, by: Actor) -> int:
    line = (
        IntakeLine.objects.select_for_update(of=("self",))
        .select_related("file__file", "agreement", "intake")
        .get(pk=line_id)
    )
    if line.state not in (L.MATCHED, L.UNMATCHED):
        return 0
    agreement = line.agreement or _made(line, by)
    if line.file is not None:
        _keep(agreement, line.file, by)
    line.agreement, line.state, line.reason = agreement, L.TAKEN, ""
    line.save(update_fields=["agreement", "state", "reason"])
    return 1


def _made(line: IntakeLine, by: Actor) -> Agreement:
    facts = {name: getattr(line, name) for name in FACTS}
    agreement = Agreement(**facts, state=AgreementState.IN_FORCE)
    agreement.number = line.number or _next_number()
    agreement.notice_months = whole_months_of(line.termination_notice)
    agreement.save(force_insert=True)
    data = {"number": agreement.number, "pile": line.intake.name}
    record(agreement, "take_in", by=by, data=data, after=AgreementState.IN_FORCE)
    return agreement


def _next_number() -> str:
    """Return the next number of an own agreement that has none: E-0001, E-0002, …

    Two piles that are taken in at once wait for each other here, at the oldest pile's row.
    """
    Intake.objects.select_for_update(of=("self",)).order_by("started_at", "id").first()
    numbers = Agreement.objects.filter(number__regex=r"^E-\d{4,8}$").values_list("number", flat=True)
    highest = max((int(each[2:]) for each in numbers), default=0)
    return f"E-{highest + 1:04d}"


def _keep(agreement: Agreement, file: IntakeFile, by: Actor) -> None:
    kept = KeptFile(agreement=agreement, file=file.file, kind=KeptFile.Kind.AGREEMENT)
    kept.added_by_id, kept.added_by_name = by.id, by.signature
    kept.save(force_insert=True)
    IntakeFile.objects.filter(pk=file.pk).update(state=F.USED)
    record(agreement, "keep_file", by=by, data={"name": file.name})


def _close_if_done(intake: Intake, by: Actor) -> None:
    """Close a pile in which nothing is left to do."""
    lines = intake.lines.exclude(state__in=[L.TAKEN, L.LEFT_OUT]).exists()
    files = intake.files.filter(state=F.WAITING).exists()
    intake = Intake.objects.get(pk=intake.pk)
    if not lines and not files and intake.lines.exists() and intake.state == Intake.State.OPEN:
        move(intake, "close", by=by)


@transaction.atomic
def close(*, intake: Intake, reason: str, by: Actor) -> None:
    """Close a pile with what is left in it, for a reason. Raises MoveError."""
    move(intake, "close", by=by, reason=reason)
    intake.files.filter(state=F.WAITING).update(state=F.LEFT_OUT, reason=reason)


@transaction.atomic
def correct_agreement(*, agreement: Agreement, facts: dict[str, Any], by: Actor) -> Agreement:
    """Correct what is known of an own agreement. Raises NotPossibleError for one from a common text."""
    found = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if not found.is_own:
        raise NotPossibleError("Aftalen kommer fra en fælles tekst; dens oplysninger kan ikke rettes her.")
    changed = [name for name in FACTS if name in facts and getattr(found, name) != facts[name]]
    for name in changed:
        setattr(found, name, facts[name])
    found.save(update_fields=changed)
    if changed:
        record(found, "correct", by=by, data={"fields": changed})
    return found
