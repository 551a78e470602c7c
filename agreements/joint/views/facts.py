"""The secretariat looks at one municipality's agreement before it is sent, and writes its facts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from agreements.joint import actions
from agreements.joint.access import get_member, get_text
from agreements.joint.facts import Leeway
from agreements.joint.forms.members import FactsForm
from agreements.joint.models import CommonText
from agreements.joint.previewing import Preview
from documents import pdf
from documents.actions import PDF, WORD
from documents.serving import serve_made
from workflows.actors import Actor
from workflows.engine import MoveError


@requires(P.AGREEMENTS_NEGOTIATE)
def facts(request: HttpRequest, text_id: UUID, municipality_id: UUID) -> HttpResponse:
    """Write what is the municipality's own in its agreement."""
    preview = _preview(text_id, municipality_id)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    leeway = Leeway.of(preview.values)
    form = FactsForm(request.POST or None, leeway=leeway, facts=preview.facts)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_facts(
                text=preview.text, municipality=preview.municipality, facts=form.facts(), by=actor
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, f"Oplysningerne for {preview.municipality.name} er gemt.")
            return redirect("agreements:send_to_members", text_id)
    context = {"text": preview.text, "municipality": preview.municipality, "form": form}
    return render(request, "agreements/secretariat/facts.html", context)


@requires(P.AGREEMENTS_NEGOTIATE)
def preview_file(request: HttpRequest, text_id: UUID, municipality_id: UUID, form: str) -> HttpResponse:
    """Give the document as it would be sent, as `word` or `pdf`; nothing is stored."""
    preview = _preview(text_id, municipality_id)
    if form == "word":
        return serve_made(preview.word, f"{preview.number}-eksempel.docx", WORD)
    if form != "pdf" or not pdf.available():
        raise Http404
    return serve_made(preview.as_pdf(), f"{preview.number}-eksempel.pdf", PDF)


def _preview(text_id: UUID, municipality_id: UUID) -> Preview:
    text: CommonText = get_text(text_id)
    preview = Preview(text, get_member(municipality_id))
    try:
        _ = preview.values
    except ValueError:  # nothing has been agreed on
        raise Http404 from None
    return preview
