"""Sub-processors' statements: registered once by the secretariat, used by every audit that rests on them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions import statements as actions
from audits.joint.forms.chain import ChainStatementForm, RestForm
from audits.joint.forms.statements import StatementForm
from audits.joint.models import Audit, Evidence, Reliance, Statement
from audits.joint.states import EvidenceState
from audits.municipal.answers import answers_conflicts, attempt
from documents.checks.refusal import RefusedFileError
from register.models import Supplier


@requires(P.AUDITS_VIEW)
@answers_conflicts
def statements(request: PersonRequest) -> HttpResponse:
    """List the statements on which others rest, and register one more."""
    may_write = request.actor.may(P.AUDITS_CONDUCT)
    sent = request.method == "POST" and may_write
    form = ChainStatementForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid() and (kept := _keep(request, form)):
        return redirect("audits:chain_statement", kept.id)
    rows = Statement.objects.filter(reliances__isnull=False).distinct()
    found = list(rows.prefetch_related("versions__file", "reliances__supplier"))
    owners = Supplier.objects.filter(pk__in={each.supplier_id for each in found})
    names = dict(owners.values_list("pk", "name"))
    context = {
        "rows": [{"statement": each, "owner": names.get(each.supplier_id, "")} for each in found],
        "form": form,
        "may_write": may_write,
    }
    return render(request, "audits/secretariat/chain.html", context)


def _keep(request: PersonRequest, form: ChainStatementForm) -> Statement | None:
    said = form.cleaned_data
    try:
        version = actions.keep_statement(
            by=request.actor,
            supplier_id=said["owner"].id,
            received=said["file"],
            edition=form.edition(),
        )
    except RefusedFileError as error:
        form.add_error("file", str(error))
        return None
    attempt(
        request,
        lambda: actions.rest_on(
            by=request.actor,
            statement=version.statement,
            supplier=said["rests"],
            delivers=said["delivers"],
        ),
    )
    messages.success(request, f"»{version.statement.title}« er noteret.")
    return version.statement


@requires(P.AUDITS_VIEW)
@answers_conflicts
def statement(request: PersonRequest, statement_id: UUID) -> HttpResponse:
    """Show one statement, who rests on it and which audits use it; take a newer edition."""
    kept = access.statement(statement_id)
    may_write = request.actor.may(P.AUDITS_CONDUCT)
    sent = request.method == "POST" and may_write
    form = StatementForm(request.POST if sent else None, request.FILES if sent else None, statement=kept)
    if sent and form.is_valid():
        try:
            actions.keep_statement(
                by=request.actor,
                supplier_id=kept.supplier_id,
                received=form.cleaned_data["file"],
                edition=form.edition(kept),
                statement=kept,
            )
        except RefusedFileError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, "Den nye udgave er gemt. Tilsyn, der bruger en ældre, får den tilbudt.")
            return redirect("audits:chain_statement", kept.id)
    used = Evidence.objects.filter(version__statement=kept).exclude(state=EvidenceState.REPLACED)
    context = {
        "statement": kept,
        "owner": Supplier.objects.get(pk=kept.supplier_id),
        "versions": sorted(kept.versions.all(), key=lambda each: -each.number),
        "rests": kept.reliances.select_related("supplier"),
        "used": Audit.objects.filter(pk__in=used.values("audit")).select_related("supplier"),
        "form": form,
        "rest_form": RestForm(),
        "may_write": may_write,
    }
    return render(request, "audits/secretariat/chain_statement.html", context)


@requires(P.AUDITS_VIEW)
def file(request: PersonRequest, statement_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Give the file of one edition."""
    kept = access.statement(statement_id)
    return hand_out(request, access.file_of_statement(kept, file_id), about=kept)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def rest_on(request: PersonRequest, statement_id: UUID) -> HttpResponse:
    """Note a supplier that rests on the statement."""
    kept, form = access.statement(statement_id), RestForm(request.POST)
    if not form.is_valid():
        for words in form.errors.get("supplier", []):
            messages.error(request, str(words))
        return redirect("audits:chain_statement", statement_id)
    said = form.cleaned_data
    if attempt(request, lambda: actions.rest_on(by=request.actor, statement=kept, **said)):
        messages.success(request, f"{said['supplier'].name} hviler nu på erklæringen.")
    return redirect("audits:chain_statement", statement_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def rest_no_more(request: PersonRequest, statement_id: UUID, reliance_id: UUID) -> HttpResponse:
    """Note that a supplier does not rest on the statement any longer."""
    reliance = get_object_or_404(Reliance, pk=reliance_id, statement=statement_id)
    name = reliance.supplier.name
    actions.rest_no_more(by=request.actor, reliance=reliance)
    messages.success(request, f"{name} hviler ikke længere på erklæringen.")
    return redirect("audits:chain_statement", statement_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def use(request: PersonRequest, audit_id: UUID, version_id: UUID) -> HttpResponse:
    """Take a sub-processor's statement into an audit."""
    audit, version = access.audit(audit_id), access.version(version_id)
    if attempt(request, lambda: actions.use_from_chain(by=request.actor, audit=audit, version=version)):
        messages.success(request, f"»{version.statement.title}« er taget med i tilsynet.")
    return redirect("audits:evidence", audit_id)
