"""The secretariat's pages of the mails' wording."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from secretariat.mailtexts import actions
from secretariat.mailtexts.forms import WordingForm
from workflows.mailtexts import faults, fields_of, names, preview, shipped, text_of, told_of
from workflows.mailwords import word_of
from workflows.models import MailText

ROOMS = {"accounts": "Adgang", "register": "Register", "agreements": "Aftaler", "audits": "Tilsyn"}


def _known(room: str, name: str) -> str:
    template = f"{room}/{name}"
    if template not in names():
        raise Http404
    return template


@requires(P.TEMPLATES_MANAGE)
def mails(request: HttpRequest) -> HttpResponse:
    """List all mails by what they are about: subject, to whom and when, and whose the wording is."""
    latest = {row.template: row for row in MailText.objects.order_by("number")}
    groups: dict[str, list[dict[str, Any]]] = {}
    for template in names():
        room, name = template.split("/")
        row = latest.get(template)
        own = row if row is not None and row.text else None
        subject, _ = preview(template, own.text if own else shipped(template))
        told = {"room": room, "name": name, "subject": subject, "told": told_of(template), "own": own}
        groups.setdefault(ROOMS[room], []).append(told)
    return render(request, "secretariat/secretariat/mails.html", {"groups": groups})


@requires(P.TEMPLATES_MANAGE)
def mail(request: PersonRequest, room: str, name: str) -> HttpResponse:
    """Show a mail's wording to be changed: fields, how it will look, and former wordings."""
    template = _known(room, name)
    form = WordingForm(request.POST or None, initial={"text": text_of(template)})
    shown = text_of(template)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"].replace("\r\n", "\n").strip()
        found = faults(template, text)
        for fault in found:
            form.add_error("text", fault)
        if not found and "save" in request.POST:
            actions.change(by=request.actor, template=template, text=text)
            messages.success(request, "Mailen skrives sådan fra nu af.")
            return redirect("mailtexts:mail", room, name)
        shown = shown if found else text
    subject, body = preview(template, shown)
    context = {
        "room": room,
        "name": name,
        "told": told_of(template),
        "form": form,
        "fields": [(field, word_of(field)) for field in fields_of(template)],
        "subject": subject,
        "body": body,
        "former": MailText.objects.filter(template=template),
        "is_own": text_of(template) != shipped(template),
    }
    return render(request, "secretariat/secretariat/mail.html", context)


@require_POST
@requires(P.TEMPLATES_MANAGE)
def go_back(request: PersonRequest, room: str, name: str) -> HttpResponse:
    """Use the shipped wording again."""
    actions.go_back(by=request.actor, template=_known(room, name))
    messages.success(request, "Mailen skrives igen med den tekst, den blev leveret med.")
    return redirect("mailtexts:mail", room, name)
