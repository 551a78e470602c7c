"""The screening queue: many systems at once, and one after the other."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from register.access import find
from register.actions import screening as actions
from register.actions.systems import assess
from register.forms.screening import BulkForm, QueueForm, ScreenForm
from register.models import System, SystemAssessment
from register.queries import search_systems
from register.screening import differences, following, propose, queue, with_told
from register.views.lists import amount, page_of, posted
from workflows.engine import NotPossibleError


@requires(P.REGISTER_VIEW)
def screening(request: PersonRequest) -> HttpResponse:
    """List the queue with what the members' lines point to; answer the marked ones."""
    form = QueueForm(request.GET)
    chosen = form.value("vis")
    may_edit = request.actor.may(P.REGISTER_EDIT)
    if request.method == "POST":
        if may_edit:
            _answer_marked(request)
        return redirect(request.get_full_path())
    words = form.value("q")
    systems = search_systems(System.objects.all(), words) if words else None
    page = page_of(request, queue(chosen, systems))
    context = {
        "form": form,
        "page": page,
        "rows": [(system, propose(system)) for system in page],
        "found": amount(page.paginator.count, "system", "systemer"),
        "chosen": chosen,
        "bulk": BulkForm(),
        "may_edit": may_edit,
        "first": page[0].pk if page.object_list else None,
        **_progress(),
    }
    return render(request, "register/secretariat/screening.html", context)


def _progress() -> dict[str, int]:
    """How many systems there are, and how many have their answer."""
    answered = SystemAssessment.objects.exclude(screening="").count()
    total = System.objects.count()
    return {"answered": answered, "total": total, "left": total - answered}


def _answer_marked(request: PersonRequest) -> None:
    try:
        marked = [UUID(each) for each in request.POST.getlist("system")]
        if "accept" in request.POST:
            taken, left = actions.accept_proposals(systems=marked, by=request.actor)
            words = f"Forslaget er taget som svar for {amount(taken, 'system', 'systemer')}."
            if left:
                words += f" {left} er ikke rørt: dér er kommunerne ikke enige."
        else:
            form = BulkForm(request.POST)
            facts = form.cleaned_data if form.is_valid() else {"answer": "", "reason": ""}
            done = actions.screen_many(systems=marked, by=request.actor, **facts)
            words = f"{amount(done, 'system', 'systemer')} har fået svaret."
    except NotPossibleError as error:
        messages.error(request, error.reason)
    except ValueError:
        messages.error(request, "Hent siden igen, og markér systemerne på ny.")
    else:
        messages.success(request, words)


@requires(P.REGISTER_EDIT)
def screen(request: PersonRequest, system_id: UUID) -> HttpResponse:
    """Answer one system, and go on to the next by itself."""
    system = find(with_told(), system_id)
    chosen = QueueForm(request.GET).value("vis")
    assessment = SystemAssessment.objects.filter(system=system).first() or SystemAssessment(system=system)
    proposal = propose(system)
    form = ScreenForm(posted(request), instance=assessment, initial=_begin(assessment, proposal))
    after = following(chosen, system.pk)
    if request.method == "POST" and form.is_valid():
        assess(system=system, facts=form.cleaned_data, by=request.actor)
        messages.success(request, f"{system.name}: {assessment.get_screening_display()}.")
        return redirect(_address(after, chosen))
    context = {
        "system": system,
        "assessment": assessment,
        "proposal": proposal,
        "said": differences(system.pk),
        "form": form,
        "skip_url": _address(after, chosen),
        "queue_url": _address(None, chosen),
        "left": queue(chosen).count(),
    }
    return render(request, "register/secretariat/screen.html", context)


def _begin(assessment: SystemAssessment, proposal: Any) -> dict[str, str]:
    """What the form begins with: the members' word where nobody has answered yet."""
    if assessment.screening or proposal is None:
        return {}
    return {"screening": proposal.answer, "screening_reason": proposal.reason}


def _address(system_id: UUID | None, chosen: str) -> str:
    path = reverse("register:screen", args=[system_id]) if system_id else reverse("register:screening")
    return f"{path}?{urlencode({'vis': chosen})}" if chosen else path
