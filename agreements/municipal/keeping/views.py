"""Pages of remarks, own files, journal and KLE numbers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from agreements.municipal.access import agreements, get_agreement
from agreements.municipal.keeping import actions
from agreements.municipal.keeping.forms import FileForm, JournalFileForm, JournalForm, RemarkForm, SameForm
from agreements.municipal.keeping.journal import JournalPlan, plan_of, refused_workbook
from agreements.municipal.keeping.models import KeptFile
from agreements.municipal.listing.many import ids_of
from agreements.municipal.models import Agreement
from documents.actions import keep_municipal_upload
from documents.checks.refusal import RefusedFileError
from documents.municipal.models import MunicipalFile
from documents.storage import opened
from register.portfolio.workbook import WorkbookError
from register.views.lists import amount, posted
from secretariat.pagekit.workbook import as_download
from workflows.engine import NotPossibleError


@requires(P.OWN_AGREEMENTS_CHOOSE, P.OWN_REMARK)
def add_remark(request: MunicipalityRequest, agreement_id: UUID) -> HttpResponse:
    """Take a remark on an agreement."""
    found = get_agreement(agreement_id)
    form = RemarkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.add_remark(agreement=found, text=form.cleaned_data["text"], by=request.actor)
        messages.success(request, "Bemærkningen er gemt.")
        return redirect("agreements:agreement", found.id)
    context = {"agreement": found, "form": form, "heading": "Skriv en bemærkning", "button": "Gem bemærkning"}
    return render(request, "agreements/municipality/form.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def add_file(request: MunicipalityRequest, agreement_id: UUID) -> HttpResponse:
    """Take a file to keep with an agreement."""
    found = get_agreement(agreement_id)
    form = FileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.keep_file(
                agreement=found,
                received=given["file"],
                kind=KeptFile.Kind(given["kind"]),
                title=given["title"],
                by=request.actor,
            )
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except NotPossibleError as error:
            form.add_error("file", error.reason)
        else:
            messages.success(request, "Filen er lagt ved aftalen.")
            return redirect("agreements:agreement", found.id)
    context = {
        "agreement": found,
        "form": form,
        "heading": "Læg en fil ved aftalen",
        "button": "Læg filen op",
    }
    return render(request, "agreements/municipality/form.html", {**context, "with_file": True})


def _kept(agreement: Agreement, kept_id: UUID) -> KeptFile:
    found = agreement.own_files.select_related("file").filter(pk=kept_id, removed_at=None).first()
    if found is None:
        raise Http404
    return found


@requires(P.OWN_VIEW)
def own_file(request: MunicipalityRequest, agreement_id: UUID, kept_id: UUID) -> HttpResponseBase:
    """Give a file kept with an agreement."""
    found = get_agreement(agreement_id)
    return hand_out(request, _kept(found, kept_id).file, about=found)


@require_POST
@requires(P.OWN_AGREEMENTS_CHOOSE)
def take_off_file(request: MunicipalityRequest, agreement_id: UUID, kept_id: UUID) -> HttpResponse:
    """Take a file off an agreement."""
    found = get_agreement(agreement_id)
    actions.take_off_file(kept=_kept(found, kept_id), by=request.actor)
    messages.success(request, "Filen er taget af aftalen. Det står i historikken, hvem der gjorde det.")
    return redirect("agreements:agreement", found.id)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def journalise(request: MunicipalityRequest) -> HttpResponse:
    """Take journal and KLE numbers of the marked agreements, each in its own row."""
    ids = ids_of(request.POST.getlist("agreement") or request.GET.getlist("agreement"))
    marked = list(agreements().filter(pk__in=ids).order_by("supplier_name", "title"))
    if not marked:
        messages.info(request, "Markér de aftaler, der skal have journal- eller KLE-nummer.")
        return redirect("agreements:list")
    data = request.POST if "confirmed" in request.POST else None
    forms_of = [(each, JournalForm.of(each, data)) for each in marked]
    same = SameForm(data)
    if data is not None and all([same.is_valid(), *(form.is_valid() for _, form in forms_of)]):
        for_all = same.cleaned_data["kle_for_all"]
        entries = [form.entry(each) for each, form in forms_of]
        if for_all:
            entries = [actions.Journal(each.agreement, each.journal_number, for_all) for each in entries]
        changed = actions.journalise(entries=entries, by=request.actor)
        messages.success(request, f"{amount(changed, 'aftale', 'aftaler')} har fået nye numre.")
        return redirect("agreements:list")
    context = {"rows": forms_of, "same": same, "forms": [same, *(form for _, form in forms_of)]}
    return render(request, "agreements/municipality/journal.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def journal_file(request: MunicipalityRequest) -> HttpResponse:
    """Take the list as a workbook with numbers filled in, and show what it would change."""
    form = JournalFileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = form.cleaned_data["file"]
        try:
            with received.path.open("rb") as source:
                plan_of(source)
            kept = keep_municipal_upload(received, by=request.actor, title="Journal- og KLE-numre")
        except (WorkbookError, RefusedFileError) as error:
            form.add_error("file", str(error))
        else:
            return redirect("agreements:journal_preview", kept.pk)
    return render(request, "agreements/municipality/journal_file.html", {"form": form})


def _plan(file_id: UUID) -> tuple[MunicipalFile, JournalPlan]:
    """Read a sent workbook again: what it would change now, after what others have done meanwhile."""
    stored = MunicipalFile.objects.filter(pk=file_id, title="Journal- og KLE-numre").first()
    if stored is None or not stored.may_be_handed_out:
        raise Http404
    try:
        with opened(stored.sha256) as source:
            return stored, plan_of(source)
    except WorkbookError as error:  # some other file that somebody kept under the same title
        raise Http404 from error


@requires(P.OWN_AGREEMENTS_CHOOSE)
def journal_preview(request: MunicipalityRequest, file_id: UUID) -> HttpResponse:
    """Show what a workbook would change, and change it when that is confirmed."""
    stored, plan = _plan(file_id)
    if request.method == "POST":
        changed = actions.journalise(entries=plan.changed, by=request.actor)
        messages.success(request, f"{amount(changed, 'aftale', 'aftaler')} har fået nye numre.")
        if not plan.refused:
            return redirect("agreements:list")
        return redirect("agreements:journal_preview", stored.pk)
    context: dict[str, Any] = {"stored": stored, "plan": plan, "number": len(plan.changed)}
    return render(request, "agreements/municipality/journal_preview.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def journal_refused(request: MunicipalityRequest, file_id: UUID) -> HttpResponse:
    """The refused lines of a workbook, to correct and send again."""
    _, plan = _plan(file_id)
    return as_download(refused_workbook(plan), "afviste-linjer.xlsx")
