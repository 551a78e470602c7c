"""Where the editing of a report stands: who has it, which edition counts, what differs from the data."""

from dataclasses import dataclass

from django.utils import timezone

from audits.joint.letters.edition import fields_of, hash_of_facts
from audits.joint.models import Audit, ReportEdit, ReportVersion
from documents.models import StoredFile
from documents.storage import read_bytes
from documents.word.dividing import compared, paragraphs
from secretariat.pagekit.dates import in_words

Pieces = list[tuple[str, str]]


def out(version: ReportVersion) -> ReportEdit | None:
    """Return the edition that is out, if one is."""
    return None if version._state.adding else version.edits.filter(file=None, ended_at=None).first()


def current(version: ReportVersion) -> ReportEdit | None:
    """Return the edition that the report is made of, or None where it is made of the data."""
    if version._state.adding:
        return None
    kept = version.edits.filter(file__isnull=False, ended_at=None)
    return kept.select_related("file", "generated").order_by("number").last()


def laid_in(edit: ReportEdit) -> StoredFile:
    """Return the file that was laid in; the edition is a current one."""
    return StoredFile.objects.get(pk__in=[edit.file_id])


def sent_before(version: ReportVersion) -> StoredFile | None:
    """Return the body of the version that was sent before this one, where that was edited in Word."""
    former = version.report.versions.filter(
        sent_at__isnull=False, body__isnull=False, number__lt=version.number
    )
    last = former.order_by("number").last()
    return last.body if last is not None and current(last) is not None else None


def is_out_words(edit: ReportEdit) -> str:
    """Return in Danish who has the report, and since when."""
    since = timezone.localtime(edit.out_at)
    return (
        f"Rapporten er hentet til redigering af {edit.out_by_name} siden {in_words(since.date())} "
        f"kl. {since:%H.%M}."
    )


def out_of(audit: Audit) -> ReportEdit | None:
    """Return the edition of the case's next version that is out."""
    edits = ReportEdit.objects.filter(version__audit=audit, version__sent_at=None)
    return edits.filter(file=None, ended_at=None).first()


def is_outdated(edit: ReportEdit, audit: Audit) -> bool:
    """Return whether the data have changed since what the edition rests on."""
    return edit.facts != hash_of_facts(fields_of(audit, edit.version))


@dataclass(frozen=True)
class Difference:
    """What the case worker changed, paragraph by paragraph."""

    changed: list[Pieces]
    edit: ReportEdit


def difference(edit: ReportEdit) -> Difference:
    """Return where an edition that was laid in differs from what was generated.

    Raises RefusedTemplateError (documents.word) for a file that cannot be read.
    """
    before, _ = paragraphs(read_bytes(edit.generated.sha256))
    after, _ = paragraphs(read_bytes(laid_in(edit).sha256))
    return Difference(compared(before, after), edit)
