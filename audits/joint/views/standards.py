"""The library of standard texts for findings: shown, edited in versions, and picked from."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions import standards as actions
from audits.joint.forms.findings import StandardForm
from audits.joint.models import Finding, StandardText
from audits.municipal.answers import answers_conflicts, attempt


def in_force() -> QuerySet[StandardText]:
    """Return the texts that may be picked, with how often any version of each has been used (`used`)."""
    used = (
        Finding.objects.filter(standard__series=OuterRef("series"))
        .order_by()
        .values("standard__series")
        .annotate(n=Count("id"))
        .values("n")
    )
    return StandardText.objects.filter(in_force=True).annotate(used=Subquery(used))


def chosen(given: str | None) -> StandardText | None:
    """Return the text picked for a finding, None where none or none that exists was."""
    try:
        return StandardText.objects.filter(pk=UUID(given or "")).first()
    except ValueError:
        return None


@requires(P.AUDITS_VIEW)
def library(request: PersonRequest) -> HttpResponse:
    """Show the texts with how often each has been used."""
    context = {"standards": in_force(), "may_edit": request.actor.may(P.TEMPLATES_MANAGE)}
    return render(request, "audits/secretariat/standards.html", context)


@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def add(request: PersonRequest) -> HttpResponse:
    """Add a text."""
    form = StandardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if attempt(request, lambda: actions.add_standard(by=request.actor, **facts), form):
            messages.success(request, "Teksten kan nu vælges, når et forhold noteres.")
            return redirect("audits:standards")
    context = {"form": form, "title": "Ny standardtekst"}
    return render(request, "audits/secretariat/standard.html", context)


@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def edit(request: PersonRequest, standard_id: UUID) -> HttpResponse:
    """Put a new version in the place of a text, or take it out; show its earlier versions."""
    standard = access.standard(standard_id)
    first = {name: getattr(standard, name) for name in StandardForm.base_fields}
    form = StandardForm(request.POST or None, initial=first)
    if request.method == "POST" and "retire" in request.POST:
        actions.retire_standard(by=request.actor, standard=standard)
        messages.success(request, "Teksten er taget ud. Forhold, der er skrevet ud fra den, beholder den.")
        return redirect("audits:standards")
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        made = attempt(
            request, lambda: actions.change_standard(by=request.actor, standard=standard, **facts), form
        )
        if made:
            messages.success(request, f"Version {made.version} bruges fra nu af.")
            return redirect("audits:standards")
    context = {
        "form": form,
        "title": standard.title,
        "standard": standard,
        "versions": StandardText.objects.filter(series=standard.series).order_by("-version"),
    }
    return render(request, "audits/secretariat/standard.html", context)
