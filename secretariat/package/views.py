"""The pages of the documentation package on the municipality's site."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from documents.municipal.models import Package
from register.views.lists import page_of, posted
from secretariat.package import actions
from secretariat.package.answers import QUESTIONS, answers
from secretariat.package.forms import AnswersForm, PeriodForm, scope_of
from secretariat.package.gapgroups import grouped
from secretariat.package.gaps import gaps
from secretariat.package.material import Material, Processor, choices, gather
from secretariat.package.scope import Scope, words_of
from workflows.engine import MoveError


def get_package(package_id: UUID) -> Package:
    """Return one of the municipality's own packages; another's and none at all are both 404."""
    found = Package.objects.select_related("file").filter(pk=package_id).first()
    if found is None:
        raise Http404
    return found


@requires(P.OWN_PACKAGE)
def packages(request: MunicipalityRequest) -> HttpResponse:
    """List the packages there are, newest first."""
    page = page_of(request, Package.objects.select_related("file"))
    return render(request, "secretariat/municipality/packages.html", {"page": page})


@requires(P.OWN_PACKAGE)
def new(request: MunicipalityRequest) -> HttpResponse:
    """Choose what a package is about, edit the four answers, see what is missing, and order it."""
    period = PeriodForm.of(request.GET)
    every = choices(Scope(*period.period))
    scope = scope_of(request.GET, period.period)
    names = _named(every, scope)
    ready = period.is_valid() and (bool(names) or _means_all(request, scope))
    context: dict[str, Any] = {"period": period, "choices": _marked(every, scope), "ready": ready}
    context["is_all"] = _means_all(request, scope)
    if ready:
        material = gather(scope)
        form = AnswersForm(posted(request), initial=answers(material))
        if request.method == "POST" and form.is_valid():
            ordered = _ordered(request, scope, names, form)
            if ordered is not None:
                return redirect("package:package", ordered.pk)
        context |= _asked(material, form)
        context["scope_words"] = words_of(names)
    elif period.is_valid():
        period.add_error(None, "Sæt kryds ved mindst én databehandler eller ét system.")
    return render(request, "secretariat/municipality/package_new.html", context)


def _means_all(request: MunicipalityRequest, scope: Scope) -> bool:
    """With »Udvalgte« and nothing ticked, nobody has said yet what the package is about."""
    return scope.is_all and request.GET.get("omfang") != "udvalgte"


def _ordered(
    request: MunicipalityRequest, scope: Scope, names: list[str], form: AnswersForm
) -> Package | None:
    try:
        return actions.order(scope=scope, scope_words=words_of(names), answers=form.answers, by=request.actor)
    except MoveError as error:
        form.add_error(None, error.reason)
        return None


def _named(every: list[Processor], scope: Scope) -> list[str]:
    """Return the names of what is chosen; keys that are none of the municipality's own are nothing."""
    found = [each.name for each in every if each.key in scope.processors]
    for each in every:
        found += [one.name for one in each.shown_systems if one.key in scope.systems]
    return found


def _marked(every: list[Processor], scope: Scope) -> list[dict[str, Any]]:
    return [
        {
            "key": each.key,
            "name": each.name,
            "marked": each.key in scope.processors,
            "systems": [
                {"key": one.key, "name": one.name, "marked": one.key in scope.systems}
                for one in each.shown_systems
            ],
        }
        for each in every
    ]


def _asked(material: Material, form: AnswersForm) -> dict[str, Any]:
    found = gaps(material)
    groups = grouped(found)
    questions = [(form[each.key], [one for one in groups if one.question == each.key]) for each in QUESTIONS]
    return {"form": form, "questions": questions, "missing": len(found)}


@requires(P.OWN_PACKAGE)
def package(request: MunicipalityRequest, package_id: UUID) -> HttpResponse:
    """Show a package: how far it is, or the file and what it says."""
    found = get_package(package_id)
    told = [(each.title, found.answers.get(each.key, "")) for each in QUESTIONS]
    context = {**_progress(found), "answers": told, "again": actions.may_begin_again(found)}
    return render(request, "secretariat/municipality/package.html", context)


@requires(P.OWN_PACKAGE)
def progress(request: MunicipalityRequest, package_id: UUID) -> HttpResponse:
    """The progress alone, for the page to fetch; when it is done the page is asked to load again."""
    context = _progress(get_package(package_id))
    response = render(request, "secretariat/municipality/parts/package_progress.html", context)
    if not context["running"]:
        response["HX-Refresh"] = "true"
    return response


def _progress(found: Package) -> dict[str, Any]:
    doing = "dannes" if found.begun_at else "venter på at blive dannet"
    return {
        "package": found,
        "done": found.done,
        "total": found.total,
        "running": not found.is_made and not found.trouble,
        "text": f"Dokumentationspakken {doing}",
        "poll_url": reverse("package:progress", args=[found.pk]),
    }


@requires(P.OWN_PACKAGE)
def file(request: MunicipalityRequest, package_id: UUID) -> HttpResponseBase:
    """Give the package's file."""
    found = get_package(package_id)
    if found.file is None:
        raise Http404
    return hand_out(request, found.file, about=found)


@require_POST
@requires(P.OWN_PACKAGE)
def again(request: MunicipalityRequest, package_id: UUID) -> HttpResponse:
    """Begin anew with a package that could not be made."""
    found = get_package(package_id)
    try:
        actions.again(package=found, by=request.actor)
    except MoveError as error:
        messages.error(request, error.reason)
    return redirect("package:package", found.pk)
