"""One search over all the secretariat has: cases, answers, files, texts, suppliers, systems and members."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint.models import CommonText
from audits.joint.answersearch import find_answers
from audits.joint.models import Audit, Evidence
from register.models import Supplier, System
from tenants.models import Municipality
from workflows.actors import Actor
from workflows.searching import search

MOST = 10  # of each kind; who wants more searches the kind's own list
MOST_ANSWERS = 20
MOST_LETTERS = 200


@dataclass(frozen=True)
class Hit:
    """One thing that was found: its name, its page (or none) and a line about it."""

    name: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    label: str
    hits: list[Hit]


@requires(P.DESK_VIEW)
def search_all(request: PersonRequest) -> HttpResponse:
    """Show what holds the words, kind by kind; the same letters and misspellings as in every list."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_LETTERS]
    groups = [group for group in _groups(words, request.actor) if group.hits] if words else []
    context = {"words": words, "groups": groups, "number": sum(len(each.hits) for each in groups)}
    return render(request, "secretariat/secretariat/search.html", context)


def _groups(words: str, actor: Actor) -> Iterable[Group]:
    if actor.may(P.AUDITS_VIEW):
        yield Group("Tilsyn", _audits(words))
        yield Group("Svar fra leverandører", _answers(words))
        yield Group("Dokumentation", _evidence(words))
    if actor.may(P.AGREEMENTS_VIEW):
        yield Group("Aftaletekster", _texts(words))
    if actor.may(P.REGISTER_VIEW):
        yield Group("Leverandører", _suppliers(words))
        yield Group("Systemer", _systems(words))
        yield Group("Kommuner", _municipalities(words))


def _first(rows: QuerySet[Any, Any], words: str, *columns: str) -> QuerySet[Any, Any]:
    return search(rows, words, *columns)[:MOST]


def _audits(words: str) -> list[Hit]:
    rows = Audit.objects.select_related("supplier").order_by("-year", "-quarter", "case_number")
    return [
        Hit(
            f"{each.supplier.name}, {each.case_number}",
            reverse("audits:case", args=[each.id]),
            f"{each.get_state_display()}, {each.quarter_words}",
        )
        for each in _first(rows, words, "case_number", "supplier__name", "systems__name")
    ]


def _answers(words: str) -> list[Hit]:
    return [
        Hit(
            f"{each.supplier}, {each.case_number}: {each.number}. {each.question}",
            f"{reverse('audits:answers', args=[each.audit_id])}#svar-{each.number}",
            each.excerpt,
        )
        for each in find_answers(words, MOST_ANSWERS)
    ]


def _evidence(words: str) -> list[Hit]:
    rows = Evidence.objects.select_related("audit__supplier").order_by("-audit__year", "title", "id")
    return [
        Hit(
            each.title,
            reverse("audits:evidence", args=[each.audit_id]),
            f"{each.audit.supplier.name}, {each.audit.case_number}",
        )
        for each in _first(rows, words, "title", "file__name")
    ]


def _texts(words: str) -> list[Hit]:
    rows = CommonText.objects.select_related("supplier").order_by("-number")
    return [
        Hit(f"{each.number} {each.title}", reverse("agreements:text", args=[each.id]), each.supplier.name)
        for each in _first(rows, words, "number", "title", "supplier__name")
    ]


def _suppliers(words: str) -> list[Hit]:
    rows = Supplier.objects.order_by("name_sort")
    return [
        Hit(each.name, reverse("register:supplier", args=[each.id]), each.registration)
        for each in _first(rows, words, "name", "number")
    ]


def _systems(words: str) -> list[Hit]:
    rows = System.objects.select_related("supplier").order_by("name_sort")
    return [
        Hit(
            each.name,
            reverse("register:system", args=[each.id]),
            each.supplier.name if each.supplier else "Leverandør mangler",
        )
        for each in _first(rows, words, "name")
    ]


def _municipalities(words: str) -> list[Hit]:
    rows = Municipality.objects.filter(state__in=["member", "leaving", "joining"]).order_by("name_sort")
    return [
        Hit(each.name, f"{reverse('audits:overview')}", each.get_state_display())
        for each in _first(rows, words, "name", "kommunekode")
    ]
