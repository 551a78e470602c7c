"""The secretariat's pages of Word templates."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.municipal.answers import answers_conflicts, attempt
from documents.actions import WORD
from documents.checks.refusal import RefusedFileError
from documents.fields import KINDS, example_context, fields_for
from documents.models import WordTemplate
from documents.serving import serve_made
from documents.storage import read_bytes
from documents.templates import UnusableTemplateError, fill
from documents.word import WordError
from documents.word.report import Report
from secretariat.pagekit.dates import in_words
from secretariat.wordtemplates import actions
from secretariat.wordtemplates.forms import AddForm, PutInForceForm
from secretariat.wordtemplates.listing import deeds_of, kinds_listed, standing
from secretariat.wordtemplates.realdata import MOST, texts_made_with, texts_to_try


def _found(template_id: UUID) -> WordTemplate:
    return get_object_or_404(WordTemplate, pk=template_id)


@requires(P.TEMPLATES_MANAGE)
def templates(request: HttpRequest) -> HttpResponse:
    """List the templates of each kind of document with version and first day."""
    return render(request, "secretariat/secretariat/word_templates.html", {"kinds": kinds_listed()})


@requires(P.TEMPLATES_MANAGE)
def fields(request: HttpRequest, kind: str) -> HttpResponse:
    """The fields a template of the kind may ask for, with example values."""
    if kind not in KINDS:
        raise Http404
    context = {"kind": WordTemplate.Kind(kind), "fields": fields_for(kind)}
    return render(request, "secretariat/secretariat/word_template_fields.html", context)


@requires(P.TEMPLATES_MANAGE)
def add(request: PersonRequest) -> HttpResponse:
    """Take a Word file, and show every problem with it or its page as a draft."""
    form = AddForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("dokument")})
    report: Report | None = None
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            template = actions.add(received=facts.pop("file"), by=request.actor, **_named(facts))
        except UnusableTemplateError as unusable:
            report = unusable.report
            form.add_error(
                "file", "Skabelonen kan ikke bruges endnu. Ret det, der står i listen, og send igen."
            )
        except RefusedFileError as refused:
            form.add_error("file", str(refused))
        else:
            return _after_upload(request, template)
    context = {"form": form, "report": report, "kinds": WordTemplate.Kind}
    return render(request, "secretariat/secretariat/word_template_add.html", context)


def _after_upload(request: HttpRequest, template: WordTemplate) -> HttpResponse:
    if template.state == WordTemplate.State.MAPPING:
        messages.info(request, "Filen har sine egne pladsholdere. Vælg, hvilket felt hver af dem står for.")
        return redirect("wordtemplates:mapping", template.pk)
    messages.success(request, "Skabelonen er lagt op som udkast. Hent prøven, før du tager den i brug.")
    return redirect("wordtemplates:template", template.pk)


def _named(facts: dict[str, str]) -> dict[str, str]:
    """Without a name of its own a template is called what it makes."""
    called = (
        WordTemplate.Structure(facts["structure"]) if facts["structure"] else WordTemplate.Kind(facts["kind"])
    )
    return {**facts, "name": facts["name"] or str(called.label)}


@requires(P.TEMPLATES_MANAGE)
def template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Show a template: where it stands, what can be done with it, and what has been done."""
    found = _found(template_id)
    return _page(request, found, PutInForceForm())


def _page(request: HttpRequest, found: WordTemplate, form: PutInForceForm) -> HttpResponse:
    is_agreement = found.kind == WordTemplate.Kind.AGREEMENT
    context = {
        "template": found,
        "is_agreement": is_agreement,
        "is_mapping": found.state == WordTemplate.State.MAPPING,
        "texts": texts_to_try()[:MOST] if is_agreement else [],
        "made_with": texts_made_with(found)[:MOST] if is_agreement else [],
        "standing": standing(found, timezone.localdate()),
        "form": form,
        "deeds": deeds_of(found),
        "is_draft": found.state == WordTemplate.State.DRAFT,
        "is_retired": found.state == WordTemplate.State.RETIRED,
        "is_needed": found.is_needed(timezone.localdate()),
    }
    return render(request, "secretariat/secretariat/word_template.html", context)


@requires(P.TEMPLATES_MANAGE)
def file(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """The template itself, to be changed in Word."""
    found = _found(template_id)
    try:
        content = read_bytes(found.sha256)
    except FileNotFoundError:
        raise Http404 from None
    return serve_made(content, f"{found.kind}-{found.version}.docx", WORD)


@requires(P.TEMPLATES_MANAGE)
def trial(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """The document the template makes of the invented example values."""
    found = _found(template_id)
    try:
        content = fill(found, example_context(found.kind))
    except FileNotFoundError:
        raise Http404 from None
    except WordError as error:
        messages.error(request, str(error))
        return redirect("wordtemplates:template", found.pk)
    return serve_made(content, f"Prøve af {found.get_kind_display()} {found.version}.docx", WORD)


@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def put_in_force(request: PersonRequest, template_id: UUID) -> HttpResponse:
    """Use a draft from a day on."""
    found, form = _found(template_id), PutInForceForm(request.POST or None)
    if form.is_valid():
        day = form.cleaned_data["valid_from"]
        if attempt(
            request,
            lambda: actions.put_in_force(template=found, by=request.actor, **form.cleaned_data),
            form,
        ):
            messages.success(request, f"Skabelonen bruges fra og med den {in_words(day)}.")
            return redirect("wordtemplates:template", found.pk)
    return _page(request, found, form)


@require_POST
@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def retire(request: PersonRequest, template_id: UUID) -> HttpResponse:
    """Use a template no more."""
    found = _found(template_id)
    if attempt(request, lambda: actions.retire(template=found, by=request.actor)):
        messages.success(request, "Skabelonen er udgået. Dokumenter, der er lavet med den, er, som de var.")
    return redirect("wordtemplates:template", found.pk)
