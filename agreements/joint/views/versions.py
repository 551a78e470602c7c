"""The secretariat's pages of versions: beginning a new one, and what is changed in it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from agreements.joint.access import get_text
from agreements.joint.versions.actions import begin_version, why_no_new_version
from agreements.joint.versions.changes import changes_of
from agreements.joint.versions.formers import formers_of
from agreements.joint.versions.forms import VersionForm
from agreements.joint.views.texts import case_worker_of
from workflows.engine import MoveError


@requires(P.AGREEMENTS_NEGOTIATE)
def begin(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Begin a new version, with what it will mean for the agreements there are."""
    found = get_text(text_id)
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_version(
                text=found,
                case_worker=case_worker_of(request.actor),  # type: ignore[attr-defined]
                by=request.actor,  # type: ignore[attr-defined]
                **form.cleaned_data,
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, f"{made.number} er begyndt. {found.number} gælder stadig.")
            return redirect("agreements:text", made.id)
    context = {"text": found, "form": form, "why_not": why_no_new_version(found)}
    return render(request, "agreements/secretariat/version.html", context)


@requires(P.AGREEMENTS_VIEW)
def changes(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Show what is changed from the former version, field by field, and who gets a supplement."""
    found = get_text(text_id)
    if found.replaces is None:
        raise Http404
    formers = formers_of(found).values()
    context = {
        "text": found,
        "former": found.replaces,
        "changes": changes_of(found),
        "supplements": sum(each.gets_supplement for each in formers),
        "others": sum(not each.gets_supplement and not each.why_not for each in formers),
        "left_out": [each for each in formers if each.why_not],
    }
    return render(request, "agreements/secretariat/changes.html", context)
