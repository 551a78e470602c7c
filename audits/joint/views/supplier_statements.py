"""»Vores dokumentation«: what the supplier keeps ready, and using it in an audit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import SupplierRequest
from audits.joint import access
from audits.joint.actions import statements as actions
from audits.joint.forms.statements import StatementForm, UseForm
from audits.joint.kept import offered, open_audits, wanted
from audits.joint.models import Statement, StatementVersion
from audits.joint.views.uploads import GivenFiles
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError


@requires(P.SUPPLIER_ANSWER)
def list_statements(request: SupplierRequest) -> HttpResponse:
    """List what is kept, and take one more document."""
    given = GivenFiles(request)
    form = StatementForm(request.POST or None, given.files or None)
    if given.refusal:
        form.add_error("file", str(given.refusal))
    if request.method == "POST" and form.is_valid() and (kept := _keep(request, form)):
        given.done()
        return redirect("statements:statement", kept.statement_id)
    rows = list(Statement.objects.prefetch_related("versions__file"))
    soon = {each.statement_id for each in wanted()}
    context = {
        "rows": [_row(each, soon) for each in rows if each.retired_at is None],
        "retired": [each for each in rows if each.retired_at],
        "form": form,
        "given": given,
    }
    return render(request, "audits/supplier/statements.html", context)


def _row(statement: Statement, soon: set[UUID]) -> dict[str, Any]:
    return {"statement": statement, "latest": statement.latest, "is_wanted": statement.id in soon}


def _keep(
    request: SupplierRequest, form: StatementForm, statement: Statement | None = None
) -> StatementVersion | None:
    try:
        kept = actions.keep_statement(
            by=request.actor,
            supplier_id=request.supplier_id,
            received=form.cleaned_data["file"],
            edition=form.edition(statement),
            statement=statement,
        )
    except RefusedFileError as error:
        form.add_error("file", str(error))
        return None
    except MoveError as error:
        form.add_error(None, error.reason)
        return None
    if kept.file.may_be_handed_out:
        messages.success(request, _("»%(title)s« er gemt.") % {"title": kept.statement.title})
    else:
        messages.warning(request, kept.file.state_reason)
    return kept


@requires(P.SUPPLIER_ANSWER)
def statement(request: SupplierRequest, statement_id: UUID) -> HttpResponse:
    """Show one document: its editions, the audits that can use the newest, and a place for the next."""
    kept = access.statement(statement_id)
    given = GivenFiles(request)
    form = StatementForm(request.POST or None, given.files or None, statement=kept)
    if given.refusal:
        form.add_error("file", str(given.refusal))
    if request.method == "POST" and form.is_valid() and _keep(request, form, kept):
        given.done()
        return redirect("statements:statement", kept.id)
    latest = kept.latest
    usable = latest is not None and latest.file.may_be_handed_out and kept.retired_at is None
    context = {
        "statement": kept,
        "versions": sorted(kept.versions.all(), key=lambda each: -each.number),
        "latest": latest,
        "is_wanted": latest in wanted(),
        "audits": open_audits(latest) if latest and usable else [],
        "form": form,
        "given": given,
    }
    return render(request, "audits/supplier/statement.html", context)


@require_POST
@requires(P.SUPPLIER_ANSWER)
def use_in(request: SupplierRequest, statement_id: UUID, audit_id: UUID) -> HttpResponse:
    """Use the newest edition in one of the open audits."""
    kept, audit = access.statement(statement_id), access.audit(audit_id)
    try:
        if kept.latest is not None:
            actions.use_statement(by=request.actor, audit=audit, version=kept.latest)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(
            request, _("Dokumentet er brugt i tilsyn %(number)s.") % {"number": audit.case_number}
        )
    return redirect("statements:statement", statement_id)


@require_POST
@requires(P.SUPPLIER_ANSWER)
def retire(request: SupplierRequest, statement_id: UUID) -> HttpResponse:
    """Take a document out of use."""
    try:
        actions.retire(by=request.actor, statement=access.statement(statement_id))
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(
            request, _("Dokumentet er taget ud af brug. Tilsyn, der har brugt det, har det stadig.")
        )
    return redirect("statements:list")


@requires(P.SUPPLIER_ANSWER)
def file(request: SupplierRequest, statement_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Give the file of one edition."""
    kept = access.statement(statement_id)
    return hand_out(request, access.file_of_statement(kept, file_id), about=kept)


@require_POST
@requires(P.SUPPLIER_ANSWER)
def use(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Use one of the kept documents in an audit, for the systems it covers."""
    audit = access.audit(audit_id)
    form = UseForm(request.POST, offers=offered(audit), systems=list(audit.systems.all()))
    if not form.is_valid():
        messages.error(request, _("Vælg et dokument, og hvilke systemer det dækker."))
        return redirect("audits:evidence", audit_id)
    version = form.offers[form.cleaned_data["version"]].version
    try:
        found = actions.use_statement(
            by=request.actor, audit=audit, version=version, covers=form.cleaned_data["covers"]
        )
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, _("»%(title)s« er modtaget.") % {"title": found.title})
    return redirect("audits:evidence", audit_id)
