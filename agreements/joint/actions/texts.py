"""Beginning a text and working on its wording."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from agreements.joint.actions import departures
from agreements.joint.content import facts_of
from agreements.joint.models import CommonText, CommonTextSystem, InternalNote, SubProcessor, WorkingCopy
from agreements.joint.parts.base import Part, plain
from documents.models import WordTemplate
from documents.templates import in_force
from register.models import Supplier, System
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError
from workflows.log import record

Values = dict[str, Any]
CHANGED_MEANWHILE = (
    "En anden har gemt ændringer i teksten, siden du åbnede siden. "
    "Kopiér det, du har skrevet, hent siden igen, og gem så."
)


@dataclass(frozen=True)
class CaseWorker:
    """Who is called about the text; the supplier sees name, address and number."""

    id: UUID
    name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def create_text(
    *,
    supplier: Supplier,
    title: str,
    systems: list[System],
    case_worker: CaseWorker,
    by: Actor,
    structure: str = WordTemplate.Structure.DT2020,
) -> CommonText:
    """Begin a text with a supplier for some of its systems, on the structure's template in force today.

    Raises documents.templates.NoTemplateError where there is none.
    """
    if supplier.merged_into:
        raise NotPossibleError(f"{supplier.name} er gået op i {supplier.merged_into.name}.")
    template = in_force(WordTemplate.Kind.AGREEMENT, timezone.localdate(), structure=structure)
    text = CommonText(
        number=_next_number(),
        title=title,
        supplier=supplier,
        template=template,
        structure=structure,
        template_version=template.version,
        template_sha256=template.sha256,
        body_sha256=template.body_sha256,
        case_worker_id=case_worker.id,
        case_worker_name=case_worker.name,
        case_worker_email=case_worker.email,
        case_worker_phone=case_worker.phone,
    )
    text.save(force_insert=True)
    WorkingCopy(common_text=text).save(force_insert=True)
    _store_systems(text, systems)
    data = {"systems": [each.name for each in systems], "structure": structure, "version": template.version}
    record(text, "create_text", by=by, after=text.state, data=data)
    return text


def _next_number() -> str:
    """Return the next number of the year, one at a time."""
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('agreements_joint_number'))")
    last = CommonText.objects.filter(number__startswith=f"FA-{year}-", version=1).order_by("-number").first()
    return f"FA-{year}-{(int(last.number[-4:]) if last else 0) + 1:04}"


@transaction.atomic
def set_systems(*, text: CommonText, systems: list[System], by: Actor) -> None:
    """Choose which of the supplier's systems the text covers, while the secretariat holds the pen."""
    _locked_for_editing(text)
    _store_systems(text, systems)
    record(text, "set_systems", by=by, data={"systems": [each.name for each in systems]})


def _store_systems(text: CommonText, systems: list[System]) -> None:
    if foreign := [each.name for each in systems if each.supplier_id != text.supplier_id]:
        raise NotPossibleError(f"{', '.join(foreign)} leveres ikke af {text.supplier.name}.")
    text.systems.all().delete()
    CommonTextSystem.objects.bulk_create(
        CommonTextSystem(common_text=text, system=each, supplier_id=text.supplier_id, system_name=each.name)
        for each in systems
    )


@transaction.atomic
def save_part(
    *, text: CommonText, part: Part, values: Values, rows: list[Values], revision: int, by: Actor
) -> WorkingCopy:
    """Store one part of the wording (checked by its form).

    What is unusual in it is kept as seen by whoever saves. Raises OutdatedError where somebody else has saved
    since `revision`, NotPossibleError where the
    secretariat does not hold the pen.
    """
    _locked_for_editing(text)
    copy = WorkingCopy.objects.select_for_update().get(common_text=text)
    if copy.revision != revision:
        raise OutdatedError(CHANGED_MEANWHILE)
    stored = plain(values) | ({part.rows.key: [plain(row) for row in rows]} if part.rows else {})
    copy.values = {**copy.values, part.key: stored}
    copy.revision, copy.changed_by_name = revision + 1, by.signature
    text.working_copy = copy
    warnings = [fault.text for fault in part.warnings(stored, facts_of(text))]
    on = timezone.localdate().isoformat()
    seen = [{"text": words, "by": by.name, "on": on} for words in warnings]
    copy.seen_warnings = {**copy.seen_warnings, part.key: seen}
    copy.save()
    if part.rows and part.rows.key == "subprocessors":
        _store_subprocessors(text, rows)
    if part.key == departures.PART:
        departures.keep_rows(text, rows, by)
    record(text, "save_part", by=by, data={"part": part.key, "warnings": warnings})
    return copy


def _store_subprocessors(text: CommonText, rows: list[Values]) -> None:
    """Keep B.1 as rows too: who is affected by a sub-processor is asked across texts."""
    text.subprocessors.all().delete()
    SubProcessor.objects.bulk_create(
        SubProcessor(common_text=text, position=position, **row) for position, row in enumerate(rows)
    )


def _locked_for_editing(text: CommonText) -> None:
    fresh = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if not fresh.is_editable:
        raise NotPossibleError(f"Teksten kan ikke rettes nu: den er {fresh.get_state_display()}.")


@transaction.atomic
def add_note(*, text: CommonText, note: str, by: Actor) -> InternalNote:
    """Write an internal note."""
    row = InternalNote(common_text=text, text=note, by_id=by.id, by_name=by.signature)
    row.save(force_insert=True)
    record(text, "note", by=by)
    return row
