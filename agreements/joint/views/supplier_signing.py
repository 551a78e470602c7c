"""The supplier signs: download, sign, upload."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.forms.supplier import SignForm
from agreements.joint.signing import Signing, signings
from agreements.joint.views.copies import signed_file
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError


def _get(agreement_id: UUID) -> Signing:
    found = signings(agreement_id)
    if not found:
        raise Http404
    return found[0]


@requires(P.SUPPLIER_NEGOTIATE)
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show one agreement to sign, and receive the signed copy."""
    found = _get(agreement_id)
    form = SignForm(request.POST or None, request.FILES or None, initial={"signed_by": request.actor.name})  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(
                agreement=found.issued,
                received=form.cleaned_data["file"],
                signed_on=form.cleaned_data["signed_on"],
                signed_by=form.cleaned_data["signed_by"],
                by=request.actor,  # type: ignore[attr-defined]
            )
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(
                request, _("Tak. Kopien er sendt til %(name)s.") % {"name": found.issued.municipality_name}
            )
            return redirect("agreements:signing", found.issued.id)
    return render(request, "agreements/supplier/signing.html", {"signing": found, "form": form})


@requires(P.SUPPLIER_NEGOTIATE)
def file(request: HttpRequest, agreement_id: UUID, which: str) -> HttpResponseBase:
    """Give the agreement as `word` or `pdf`, the municipality's signed copy or one's own."""
    found = _get(agreement_id)
    if which == "kommune" and found.copy_sha256:
        copy = signed_file(found.copy_sha256, found.copy_size, found.copy_name)
        return hand_out(request, copy, about=found.issued)
    stored = {
        "word": found.issued.word,
        "pdf": found.issued.pdf,
        "leverandoer": found.issued.supplier_copy.file if found.has_signed else None,
    }.get(which)
    if stored is None:
        raise Http404
    return hand_out(request, stored, about=found.issued)
