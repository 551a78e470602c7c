"""The secretariat's page of reminders: the rules, and who will be written to tomorrow."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from secretariat.reminders import actions
from secretariat.reminders.forms import RuleForm
from workflows.calendar import add_working_days, is_quiet
from workflows.engine import NotPossibleError
from workflows.models import ReminderRule
from workflows.reminding import Source, letters, sources

LISTED = 200


@requires(P.DESK_VIEW)
def reminders(request: PersonRequest) -> HttpResponse:
    """Show the rules by what they are about, and the mails of the next working day if nothing changes."""
    rules = list(ReminderRule.objects.filter(active_from__isnull=False))
    tomorrow = add_working_days(timezone.localdate(), 1)
    mails = [(letter, copy) for letter in letters(tomorrow) for copy in letter.mails]
    context = {
        "groups": [(source, _told(source, rules)) for source in sources()],
        "tomorrow": tomorrow,
        "quiet": is_quiet(tomorrow),
        "mails": mails[:LISTED],
        "count": len(mails),
        "may_manage": request.actor.may(P.VALUES_MANAGE),
    }
    return render(request, "secretariat/secretariat/reminders.html", context)


def _told(source: Source, rules: list[ReminderRule]) -> list[tuple[ReminderRule, str]]:
    return [(rule, source.parties[rule.party]) for rule in rules if rule.about == source.key]


@requires(P.VALUES_MANAGE)
def add(request: PersonRequest, about: str) -> HttpResponse:
    """Add a rule about one kind of matters."""
    source = next((each for each in sources() if each.key == about), None)
    if source is None:
        raise Http404
    form = RuleForm(request.POST or None, source=source, initial={"side": "after"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(
                by=request.actor,
                source=source,
                working_days=form.working_days,
                party=form.cleaned_data["party"],
            )
        except NotPossibleError as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Reglen gælder for alt, hvad der forfalder fra i dag.")
            return redirect("reminders:list")
    return render(request, "secretariat/secretariat/reminder_add.html", {"form": form, "source": source})


@require_POST
@requires(P.VALUES_MANAGE)
def stop(request: PersonRequest, rule_id: UUID) -> HttpResponse:
    """Write by a rule no more."""
    rule = get_object_or_404(ReminderRule, pk=rule_id)
    try:
        actions.stop(by=request.actor, rule=rule)
    except NotPossibleError as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Der skrives ikke længere efter den regel.")
    return redirect("reminders:list")
