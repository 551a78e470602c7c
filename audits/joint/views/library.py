"""The question library: a new version is edited as a draft and put in force."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions import library as actions
from audits.joint.forms.library import QuestionForm
from audits.joint.models import Question, QuestionSet
from audits.joint.states import CONCEPTS
from audits.municipal.answers import answers_conflicts, attempt


@requires(P.AUDITS_VIEW)
def library(request: PersonRequest) -> HttpResponse:
    """Show the questions in force and the draft of the next version."""
    sets = list(QuestionSet.objects.prefetch_related("questions__asked_if").order_by("-version"))
    concept = request.GET.get("koncept", "")
    context = {
        "concepts": [(str(number), label) for number, label in CONCEPTS if number > 1],
        "concept": int(concept) if concept.isdecimal() and len(concept) == 1 else None,
        "only_nis2": request.GET.get("nis2") == "1",
        "in_force": next((each for each in sets if each.in_force), None),
        "draft": next((each for each in sets if actions.is_draft(each)), None),
        "may_edit": request.actor.may(P.TEMPLATES_MANAGE),
    }
    return render(request, "audits/secretariat/library.html", context)


@require_POST
@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def begin(request: PersonRequest) -> HttpResponse:
    """Copy the questions in force into the draft of a new version."""
    attempt(request, lambda: actions.begin_version(by=request.actor))
    return redirect("audits:library")


@require_POST
@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def put_in_force(request: PersonRequest) -> HttpResponse:
    """Use the draft for all letters from now on."""
    if made := attempt(request, lambda: actions.put_in_force(by=request.actor)):
        messages.success(
            request, f"Version {made.version} bruges fra nu af. Sager, der er varslet, beholder deres."
        )
    return redirect("audits:library")


@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def add(request: PersonRequest) -> HttpResponse:
    """Add a question to the draft."""
    draft = actions.current_draft()
    form = QuestionForm(request.POST or None, question_set=draft)
    if request.method == "POST" and form.is_valid():
        wording = form.wording()
        if attempt(request, lambda: actions.add_question(by=request.actor, wording=wording), form):
            messages.success(request, "Spørgsmålet er tilføjet.")
            return redirect("audits:library")
    return render(request, "audits/secretariat/question.html", {"form": form, "title": "Nyt spørgsmål"})


@requires(P.TEMPLATES_MANAGE)
@answers_conflicts
def edit(request: PersonRequest, question_id: UUID) -> HttpResponse:
    """Change or remove a question of the draft."""
    rows = Question.objects.select_related("question_set", "asked_if")
    question = rows.filter(pk=question_id).first()
    if question is None:
        raise Http404
    form = QuestionForm(
        request.POST or None,
        initial=QuestionForm.initial_of(question),
        question_set=question.question_set,
        question=question,
    )
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_question(by=request.actor, question=question)
        messages.success(request, "Spørgsmålet er fjernet.")
        return redirect("audits:library")
    if request.method == "POST" and form.is_valid():
        wording = form.wording()
        if attempt(
            request,
            lambda: actions.change_question(by=request.actor, question=question, wording=wording),
            form,
        ):
            messages.success(request, "Spørgsmålet er gemt.")
            return redirect("audits:library")
    context = {"form": form, "title": f"Spørgsmål {question.number}", "question": question}
    return render(request, "audits/secretariat/question.html", context)
