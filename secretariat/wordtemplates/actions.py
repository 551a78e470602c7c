"""What is done to Word templates. Each act leaves a row in the log."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from documents import templates
from documents.checks import scanning
from documents.checks.refusal import RefusedFileError
from documents.models import WordTemplate
from documents.templatecheck import MAX_BYTES
from documents.uploadhandlers import ReceivedFile
from documents.uploads import no_room
from secretariat.pagekit.dates import in_words
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import record

State = WordTemplate.State


def _must_manage(by: Actor) -> None:
    if not by.may(P.TEMPLATES_MANAGE):
        raise NotPermittedError("Du har ikke adgang til at ændre skabeloner.")


def add(*, kind: str, received: ReceivedFile, version: str, name: str, by: Actor) -> WordTemplate:
    """Check an uploaded template and keep it as a draft.

    Raises documents.templates.UnusableTemplateError with all that is wrong and where, RefusedFileError for a
    file that the virus scanner stops.
    """
    _must_manage(by)
    if received.no_room:
        raise no_room()
    content = received.content.read() if not received.too_large else bytes(MAX_BYTES + 1)
    templates.refuse_unusable(content, kind)
    verdict = scanning.scan(received.content)
    if not verdict.clean:
        raise RefusedFileError(verdict.reason, "Prøv igen senere, eller send en anden fil.")
    with transaction.atomic():
        template = templates.keep_template(
            kind=kind, content=content, version=version, name=name, valid_from=timezone.localdate(), by=by
        )
        record(template, "add", by=by, after=State.DRAFT, data={"version": version, "kind": kind})
    return template


@transaction.atomic
def put_in_force(*, template: WordTemplate, valid_from: date, by: Actor) -> WordTemplate:
    """Use a draft for documents from that day on; today at the earliest, so that no past day changes.

    Raises OutdatedError where somebody was first, NotPossibleError for a day gone by.
    """
    _must_manage(by)
    locked = _locked(template, State.DRAFT)
    if valid_from < timezone.localdate():
        raise NotPossibleError("Vælg i dag eller en senere dag.")
    locked.state, locked.valid_from = State.IN_FORCE, valid_from
    locked.save(update_fields=["state", "valid_from"])
    data = {"valid_from": valid_from.isoformat()}
    record(locked, "put_in_force", by=by, before=State.DRAFT, after=State.IN_FORCE, data=data)
    return locked


@transaction.atomic
def retire(*, template: WordTemplate, by: Actor) -> WordTemplate:
    """Use a template no more, or throw a draft away. Documents made from it stay.

    Raises NotPossibleError where no other template in use could make documents of its kind today.
    """
    _must_manage(by)
    locked = _locked(template, State.DRAFT, State.IN_FORCE)
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
