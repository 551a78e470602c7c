"""The secretariat's page of those outside the association that a text is sent to."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.access import get_outside, get_text
from agreements.joint.forms.members import MailboxForm, OutsideForm
from agreements.joint.forms.secretariat import ReasonForm
from agreements.joint.listsheets import outside_sheet
from agreements.joint.models import OutsideRecipient
from secretariat.pagekit.workbook import as_download
from workflows.actors import Actor
from workflows.engine import MoveError
from workflows.story import Story, newest


@requires(P.AGREEMENTS_VIEW)
def outside(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """List those outside that the text has been sent to, and add one; `form=excel` gives the list."""
    text = get_text(text_id)
    if request.GET.get("form") == "excel":
        rows = ((each, state_of(each)[0]) for each in text.outside.all())
        return as_download(outside_sheet(rows), f"{text.number}-uden-for.xlsx")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_send = actor.may(P.AGREEMENTS_NEGOTIATE)
    form = OutsideForm(request.POST or None) if may_send else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.add_outside(text=text, by=actor, **form.cleaned_data)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, f"{form.cleaned_data['name']} får et link om lidt.")
            return redirect("agreements:outside", text.id)
    listed = [{"recipient": each, "state": state_of(each)} for each in text.outside.all()]
    context = {"text": text, "rows": listed, "form": form}
    return render(request, "agreements/secretariat/outside.html", context)


def state_of(recipient: OutsideRecipient) -> tuple[str, str]:
    """Return words and tone of how far a recipient is."""
    if recipient.revoked_at:
        return "spærret", "error"
    if recipient.answer:
        return recipient.get_answer_display(), "success" if recipient.answer == "wanted" else "neutral"
    if recipient.received_at:
        return "modtaget", "info"
    if recipient.opened_at:
        return "åbnet, ikke kvitteret", "warning"
    link = recipient.links.first()
    if link is None:
        return "linket laves", "waiting"
    return ("linket er udløbet", "warning") if link.expires_at <= timezone.now() else ("sendt", "waiting")


@requires(P.AGREEMENTS_VIEW)
def recipient(request: HttpRequest, text_id: UUID, recipient_id: UUID) -> HttpResponse:
    """Show one recipient: its receipt and answer, links and history."""
    text = get_text(text_id)
    found = get_outside(text, recipient_id)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    label, tone = state_of(found)
    context = {
        "text": text,
        "recipient": found,
        "label": label,
        "tone": tone,
        "links": found.links.all(),
        "events": newest(Story(f"{found.number} {found.name}", {found.id: ""})),
        "may_send": actor.may(P.AGREEMENTS_NEGOTIATE),
        "mailbox_form": MailboxForm(initial={"mailbox": found.mailbox}),
        "reason_form": ReasonForm(label="Hvorfor spærres adgangen?"),
    }
    return render(request, "agreements/secretariat/outside_recipient.html", context)


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def send_again(request: HttpRequest, text_id: UUID, recipient_id: UUID) -> HttpResponse:
    """Send a new link."""
    found = get_outside(get_text(text_id), recipient_id)
    form = MailboxForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv en e-mailadresse, som linket kan sendes til.")
        return redirect("agreements:outside_recipient", text_id, recipient_id)
    try:
        actions.send_link_again(
            recipient=found,
            mailbox=form.cleaned_data["mailbox"],
            by=request.actor,  # type: ignore[attr-defined]
        )
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Et nyt link er på vej. De tidligere kan ikke åbnes længere.")
    return redirect("agreements:outside_recipient", text_id, recipient_id)


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def revoke(request: HttpRequest, text_id: UUID, recipient_id: UUID) -> HttpResponse:
    """Close the access, with the reason."""
    found = get_outside(get_text(text_id), recipient_id)
    form = ReasonForm(request.POST, label="Hvorfor spærres adgangen?")
    if not form.is_valid():
        messages.error(request, "Skriv, hvorfor adgangen spærres.")
        return redirect("agreements:outside_recipient", text_id, recipient_id)
    try:
        actions.revoke_outside(
            recipient=found,
            reason=form.cleaned_data["reason"],
            by=request.actor,  # type: ignore[attr-defined]
        )
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Adgangen er spærret.")
    return redirect("agreements:outside_recipient", text_id, recipient_id)


@requires(P.AGREEMENTS_VIEW)
def outside_file(request: HttpRequest, text_id: UUID, recipient_id: UUID, which: str) -> HttpResponseBase:
    """Give the document as `word` or `pdf`."""
    found = get_outside(get_text(text_id), recipient_id)
    stored = {"word": found.word, "pdf": found.pdf}.get(which)
    if stored is None:
        raise Http404
    return hand_out(request, stored, about=found)
