"""The pages on which an uploaded agreement's placeholders get their fields, and its trial with a real "
"text."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out_made
from accounts.request import PersonRequest
from audits.municipal.answers import answers_conflicts, attempt
from documents.actions import WORD
from documents.fields import fields_for
from documents.models import WordTemplate
from documents.serving import serve_made
from documents.storage import read_bytes
from documents.word import WordError
from secretariat.wordtemplates import actions
from secretariat.wordtemplates.dryrun import DryRun, dry_run, proposal
from secretariat.wordtemplates.forms import MappingForm
from secretariat.wordtemplates.realdata import MOST, filled_with, text_to_try, texts_to_try


def _with_placeholders(template_id: UUID) -> WordTemplate:
    """A template made of somebody's file, or 404."""
    return get_object_or_404(
        WordTemplate.objects.exclude(source_sha256=""), pk=template_id, kind=WordTemplate.Kind.AGREEMENT
    )


@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def mapping(request: PersonRequest, template_id: UUID) -> HttpResponse:
    """Say which field each placeholder stands for, and see at once what comes of it."""
    found = _with_placeholders(template_id)
    try:
        run = dry_run(read_bytes(found.source_sha256), found.mapping, found)
    except FileNotFoundError:
        raise Http404 from None
    start = found.mapping or proposal(run.placeholders)
    form = MappingForm(
        request.POST or None, placeholders=run.placeholders, mapping=start, reason=found.left_out_reason
    )
    if request.method == "POST" and form.is_valid():
        given, reason = form.mapping(), form.cleaned_data["left_out_reason"]
        saved = attempt(
            request,
            lambda: actions.map_fields(
                template=found, mapping=given, left_out_reason=reason, by=request.actor
            ),
            form,
        )
        if saved:
            return _after(request, saved[0])
    return render(request, "secretariat/secretariat/word_template_mapping.html", _context(found, form, run))


def _after(request: PersonRequest, template: WordTemplate) -> HttpResponse:
    if template.state == WordTemplate.State.DRAFT:
        messages.success(
            request, "Felterne er koblet. Prøv skabelonen med en rigtig tekst, og tag den i brug."
        )
        return redirect("wordtemplates:template", template.pk)
    messages.info(request, "Koblingen er gemt. Se nedenfor, hvad der mangler.")
    return redirect("wordtemplates:mapping", template.pk)


def _context(found: WordTemplate, form: MappingForm, run: DryRun) -> dict[str, Any]:
    explained = {field.path: field.explanation for field in fields_for(found.kind)}
    is_editable = found.state in (WordTemplate.State.MAPPING, WordTemplate.State.DRAFT)
    return {
        "template": found,
        "form": form,
        "rows": [(one, form[f"p{one['number']}"]) for one in run.placeholders],
        "run": run,
        "is_saved": bool(found.mapping),
        "is_proposal": not found.mapping and bool(proposal(run.placeholders)),
        "missing": [(path, explained.get(path, "")) for path in run.report.missing],
        "unused": [(path, explained.get(path, "")) for path in run.report.unused],
        "texts": texts_to_try()[:MOST],
        "is_editable": is_editable,
    }


@requires(P.TEMPLATES_MANAGE)
def source(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """The file as it was uploaded, with its own placeholders."""
    found = _with_placeholders(template_id)
    try:
        content = read_bytes(found.source_sha256)
    except FileNotFoundError:
        raise Http404 from None
    return serve_made(content, f"{found.kind}-{found.version}-kilde.docx", WORD)


@requires(P.TEMPLATES_MANAGE)
def try_with_text(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """The document the template makes of a chosen text's real fields."""
    found = get_object_or_404(WordTemplate, pk=template_id, kind=WordTemplate.Kind.AGREEMENT)
    try:
        text = text_to_try(UUID(request.GET.get("tekst", "")))
    except ValueError:
        messages.error(request, "Vælg en tekst.")
        return redirect("wordtemplates:template", found.pk)
    try:
        content = filled_with(found, text)
    except FileNotFoundError:
        raise Http404 from None
    except WordError as error:
        messages.error(request, str(error))
        return redirect("wordtemplates:template", found.pk)
    name = f"Prøve af {found.version} med {text.number}.docx"
    return hand_out_made(request, content, WORD, name=name, about=text)
