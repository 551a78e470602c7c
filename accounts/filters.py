"""Lists saved under a name: whose they are, how they are kept, and the link by which others open them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.models import SavedFilter
from accounts.permissions import P
from accounts.request import PersonRequest
from workflows.actors import Actor

# The lists that may be saved, by the name of their address.
PAGES = ("front", "audits:list")
NOT_KEPT = ("side", "koe", "csrfmiddlewaretoken")  # where one is in a list is no part of the filter
MOST = 30


class SaveForm(forms.Form):
    """The name a filter is kept by, the list it is of, and what it asks."""

    name = forms.CharField(max_length=60)
    page = forms.ChoiceField(choices=[(each, each) for each in PAGES])
    query = forms.CharField(max_length=1000, required=False)


def filters_of(actor: Actor, page: str) -> list[SavedFilter]:
    """Return the actor's own filters of a list, by name."""
    return list(SavedFilter.objects.filter(person_id=actor.id, page=page))


def kept(query: str) -> str:
    """Return an address's query without what tells only where one is in the list."""
    asked = QueryDict(query, mutable=True)
    for name in [name for name in asked if name in NOT_KEPT or not any(asked.getlist(name))]:
        del asked[name]
    return asked.urlencode()


@require_POST
@requires(P.AUDITS_VIEW)
def save(request: PersonRequest) -> HttpResponse:
    """Keep the list's filter under a name; the same name again replaces it."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Giv filteret et navn på højst 60 tegn.")
        page = request.POST.get("page", "")
        return redirect(page if page in PAGES else "front")
    name, page, query = (form.cleaned_data[each] for each in ("name", "page", "query"))
    mine = SavedFilter.objects.filter(person_id=request.actor.id)
    if mine.count() >= MOST and not mine.filter(page=page, name=name).exists():
        messages.error(request, f"Du har {MOST} gemte filtre. Slet et, før du gemmer et nyt.")
    else:
        facts = {"query": kept(query)}
        SavedFilter.objects.update_or_create(person_id=request.actor.id, page=page, name=name, defaults=facts)
        messages.success(request, f"Filteret »{name}« er gemt.")
    return redirect(f"{reverse(page)}?{kept(query)}")


@requires(P.AUDITS_VIEW)
def show(request: PersonRequest, filter_id: UUID) -> HttpResponse:
    """Open the list that somebody at the secretariat has saved and shared by this link."""
    found = SavedFilter.objects.filter(pk=filter_id).first()
    if found is None:
        raise Http404
    return redirect(f"{reverse(found.page)}?{found.query}")


@require_POST
@requires(P.AUDITS_VIEW)
def remove(request: PersonRequest, filter_id: UUID) -> HttpResponse:
    """Forget one of one's own filters; another's is not found."""
    found = SavedFilter.objects.filter(pk=filter_id, person_id=request.actor.id).first()
    if found is None:
        raise Http404
    found.delete()
    messages.success(request, f"Filteret »{found.name}« er slettet.")
    return redirect(found.page)
