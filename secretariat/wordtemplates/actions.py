"""What is done to Word templates. Each act leaves a row in the log."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from documents import templates
from documents.checks import scanning
from documents.checks.refusal import RefusedFileError
from documents.fields import targets
from documents.models import WordTemplate
from documents.storage import read_bytes
from documents.templatecheck import MAX_BYTES, check_template, find_placeholders
from documents.uploadhandlers import ReceivedFile
from documents.uploads import no_room
from documents.word import WordError
from documents.word.report import Report
from secretariat.pagekit.dates import in_words
from secretariat.wordtemplates.dryrun import dry_run
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import record

State = WordTemplate.State


def _must_manage(by: Actor) -> None:
    if not by.may(P.TEMPLATES_MANAGE):
        raise NotPermittedError("Du har ikke adgang til at ændre skabeloner.")


def add(
    *,
    kind: str,
    received: ReceivedFile,
    version: str,
    name: str,
    by: Actor,
    structure: str | None = None,
    language: str = "da",
) -> WordTemplate:
    """Check an uploaded template and keep it as a draft.

    An agreement that came with placeholders of its own is kept too: its fields are mapped before it can be
    used. Raises documents.templates.UnusableTemplateError with all that is wrong and where, RefusedFileError
    for a file that the virus scanner stops.
    """
    _must_manage(by)
    if received.no_room:
        raise no_room()
    content = received.content.read() if not received.too_large else bytes(MAX_BYTES + 1)
    structure = templates.usual_structure(kind) if structure is None else structure
    waits = _must_be_mapped(content, kind, structure)
    verdict = scanning.scan(received.content)
    if not verdict.clean:
        raise RefusedFileError(verdict.reason, "Prøv igen senere, eller send en anden fil.")
    with transaction.atomic():
        template = templates.keep_template(
            kind=kind,
            structure=structure,
            content=content,
            version=version,
            name=name,
            valid_from=timezone.localdate(),
            by=by,
            language=language,
            waits_for_mapping=waits,
        )
        data = {"version": version, "kind": kind, "structure": structure}
        record(template, "add", by=by, after=template.state, data=data)
    return template


def _must_be_mapped(content: bytes, kind: str, structure: str) -> bool:
    """Whether the file has placeholders of its own; raises UnusableTemplateError where it is no use at "
    "all."""
    report = check_template(content, kind, structure)
    if report.is_usable:
        return False
    if kind == WordTemplate.Kind.AGREEMENT:
        try:
            if find_placeholders(content):
                return True
        except WordError:
            pass  # the report says what is wrong with the file
    raise templates.UnusableTemplateError(report)


def map_fields(
    *, template: WordTemplate, mapping: dict[str, str], left_out_reason: str, by: Actor
) -> tuple[WordTemplate, Report]:
    """Keep which field each placeholder stands for, and make the template of it where nothing is in the way.

    Raises NotPossibleError for a target that does not exist, OutdatedError for a template that is in use.
    """
    _must_manage(by)
    if strange := [target for target in mapping.values() if not targets.is_target(target)]:
        raise NotPossibleError(f"»{strange[0]}« er ikke et felt.")
    content = read_bytes(template.source_sha256)
    tried = dry_run(content, mapping, template)
    ready = tried.is_ready(left_out_reason)
    with transaction.atomic():
        locked = _locked(template, State.MAPPING, State.DRAFT)
        before = locked.state
        locked.mapping, locked.left_out_reason = mapping, left_out_reason
        locked.sha256, locked.state = locked.source_sha256, State.MAPPING
        if ready:
            locked.sha256, locked.state = templates.keep_held(tried.made), State.DRAFT
        locked.body_sha256 = templates.text_hash(tried.made)
        locked.save(update_fields=["mapping", "left_out_reason", "sha256", "state", "body_sha256"])
        data = {"mapping": mapping, **tried.in_numbers()}
        record(
            locked, "map_fields", by=by, reason=left_out_reason, before=before, after=locked.state, data=data
        )
    return locked, tried.report


@transaction.atomic
def put_in_force(
    *, template: WordTemplate, valid_from: date, by: Actor, valid_until: date | None = None
) -> WordTemplate:
    """Use a draft for documents from that day on; today at the earliest, so that no past day changes.

    With `valid_until` it is used to that day and no longer.

    Raises OutdatedError where somebody was first, NotPossibleError for a day gone by.
    """
    _must_manage(by)
    locked = _locked(template, State.DRAFT)
    if valid_from < timezone.localdate():
        raise NotPossibleError("Vælg i dag eller en senere dag.")
    if valid_until and valid_until < valid_from:
        raise NotPossibleError("Den sidste dag ligger før den første.")
    locked.state, locked.valid_from, locked.valid_until = State.IN_FORCE, valid_from, valid_until
    locked.save(update_fields=["state", "valid_from", "valid_until"])
    data = {"valid_from": valid_from.isoformat()}
    if valid_until:
        data["valid_until"] = valid_until.isoformat()
    record(locked, "put_in_force", by=by, before=State.DRAFT, after=State.IN_FORCE, data=data)
    return locked


@transaction.atomic
def retire(*, template: WordTemplate, by: Actor) -> WordTemplate:
    """Use a template no more, or throw a draft away. Documents made from it stay.

    Raises NotPossibleError where no other template in use could make documents of its kind today.
    """
    _must_manage(by)
    locked = _locked(template, State.MAPPING, State.DRAFT, State.IN_FORCE)
    today, before = timezone.localdate(), locked.state
    if locked.is_needed(today):
        raise NotPossibleError(
            f"Det er den eneste skabelon i brug den {in_words(today)} til »{locked.get_kind_display()}«. "
            "Tag en anden i brug fra i dag først."
        )
    locked.state = State.RETIRED
    locked.save(update_fields=["state"])
    record(locked, "retire", by=by, before=before, after=State.RETIRED)
    return locked


def _locked(template: WordTemplate, *states: str) -> WordTemplate:
    # Those of the kind are locked together: two that are retired at once would leave none.
    same = WordTemplate.objects.select_for_update().filter(kind=template.kind, language=template.language)
    found = next((each for each in same.order_by("id") if each.pk == template.pk), None)
    if found is None or found.state not in states:
        raise OutdatedError("Skabelonen er ændret, siden du hentede siden. Hent den igen.")
    return found
