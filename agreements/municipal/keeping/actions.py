"""What the municipality adds to its agreements. None of it leaves the municipality's schema."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from agreements.municipal.keeping.models import KeptFile, Remark
from agreements.municipal.models import Agreement
from documents.actions import keep_municipal_upload
from documents.uploadhandlers import ReceivedFile
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record


@dataclass(frozen=True)
class Journal:
    """Where an agreement stands in the municipality's records."""

    agreement: Agreement
    journal_number: str
    kle: str

    @property
    def changes(self) -> bool:
        """Return whether this is something else than what stands."""
        return (self.agreement.journal_number, self.agreement.kle) != (self.journal_number, self.kle)


@transaction.atomic
def add_remark(*, agreement: Agreement, text: str, by: Actor) -> Remark:
    """Note something on an agreement."""
    remark = Remark(agreement=agreement, text=text, written_by_id=by.id, written_by_name=by.signature)
    remark.save(force_insert=True)
    record(agreement, "remark", by=by, reason=text)
    return remark


@transaction.atomic
def keep_file(
    *, agreement: Agreement, received: ReceivedFile, kind: KeptFile.Kind, title: str, by: Actor
) -> KeptFile:
    """Keep a file with an agreement.

    Raises RefusedFileError for a file that cannot be kept, NotPossibleError for one that the virus
    scanner stopped.
    """
    file = keep_municipal_upload(received, by=by, title=title)
    if not file.may_be_handed_out:
        raise NotPossibleError(file.state_reason)
    kept = KeptFile(agreement=agreement, file_id=file.pk, kind=kind)
    kept.added_by_id, kept.added_by_name = by.id, by.signature
    kept.save(force_insert=True)
    record(agreement, "keep_file", by=by, data={"name": file.name})
    return kept


@transaction.atomic
def take_off_file(*, kept: KeptFile, by: Actor) -> None:
    """Take a file off an agreement; it stays among the municipality's files. Twice is once."""
    kept = (
        KeptFile.objects.select_for_update(of=("self",)).select_related("file", "agreement").get(pk=kept.pk)
    )
    if kept.removed_at:
        return
    kept.removed_at, kept.removed_by_name = timezone.now(), by.signature
    kept.save(update_fields=["removed_at", "removed_by_name"])
    record(kept.agreement, "take_off_file", by=by, data={"name": kept.file.name})


@transaction.atomic
def journalise(*, entries: Iterable[Journal], by: Actor) -> int:
    """Write journal and KLE numbers, all or none; return how many were something new."""
    wanted = {each.agreement.pk: each for each in entries if each.changes}
    locked = Agreement.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    for agreement in locked:
        entry = wanted[agreement.pk]
        agreement.journal_number, agreement.kle = entry.journal_number, entry.kle
        agreement.save(update_fields=["journal_number", "kle"])
        record(agreement, "journalise", by=by, data={"journal": entry.journal_number, "kle": entry.kle})
    return len(wanted)
