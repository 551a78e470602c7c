"""An agreement's template filled with the real fields of a common text, before it is taken into use."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from agreements.joint.context import CONTROL_LENGTH, Controller, common_context, with_controller
from agreements.joint.models import CommonText
from agreements.joint.parts import PARTS
from documents.models import WordTemplate
from documents.storage import read_bytes
from documents.templatecheck import find_placeholders, with_fields
from documents.word import render
from secretariat.wordtemplates.dryrun import complete

MOST = 200


def texts_to_try() -> QuerySet[CommonText]:
    """Texts whose every part has been written, newest first."""
    keys = [part.key for part in PARTS if not part.optional]
    found = CommonText.objects.filter(working_copy__values__has_keys=keys)
    return found.select_related("supplier", "working_copy").order_by("-created_at")


def text_to_try(text_id: UUID) -> CommonText:
    """One of those texts, or 404."""
    found = texts_to_try().filter(pk=text_id).first()
    if found is None:
        raise Http404
    return found


def texts_made_with(template: WordTemplate) -> QuerySet[CommonText]:
    """The texts that were begun on the template, and stay on it."""
    return CommonText.objects.filter(template=template).select_related("supplier").order_by("-created_at")


def filled_with(template: WordTemplate, text: CommonText) -> bytes:
    """The document the template makes of the text's fields, with the municipality left open.

    Placeholders that have no field yet stand as they are. Raises documents.word.WordError.
    """
    content = read_bytes(template.sha256)
    if template.state == WordTemplate.State.MAPPING:
        source = read_bytes(template.source_sha256)
        content = with_fields(source, complete(find_placeholders(source), template.mapping))
    own = {
        "skabelon_version": template.version,
        "skabelon_hash": template.body_sha256[:CONTROL_LENGTH],
    }
    common = {**common_context(text, text.working_copy.values), **own}
    return render(content, with_controller(common, Controller(), text.number))
