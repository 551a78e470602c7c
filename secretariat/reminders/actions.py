"""Setting rules of reminders in and out of force."""

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.models import ReminderRule
from workflows.reminding import Source


@transaction.atomic
def add(*, by: Actor, source: Source, working_days: int, party: str) -> ReminderRule:
    """Write to a party so many working days after the deadline (before it: negative) from today on.

    Only what falls due from today on is written about. Raises NotPossibleError where the rule is in force.
    """
    _must_manage(by)
    if party not in source.parties:
        raise NotPossibleError("Vælg, hvem der skal skrives til.")
    rule, _ = ReminderRule.objects.get_or_create(about=source.key, working_days=working_days, party=party)
    if rule.active_from is not None:
        raise NotPossibleError("Den regel gælder allerede.")
    rule.active_from = timezone.localdate()
    rule.save(update_fields=["active_from"])
    record(rule, "add", by=by, data=_facts(rule))
    return rule


@transaction.atomic
def stop(*, by: Actor, rule: ReminderRule) -> ReminderRule:
    """Write by the rule no more. What has been sent stays noted."""
    _must_manage(by)
    if rule.active_from is None:
        raise NotPossibleError("Reglen gælder ikke længere.")
    rule.active_from = None
    rule.save(update_fields=["active_from"])
    record(rule, "stop", by=by, data=_facts(rule))
    return rule


def _must_manage(by: Actor) -> None:
    if not by.may(P.VALUES_MANAGE):
        raise NotPermittedError("Du har ikke adgang til at ændre reglerne.")


def _facts(rule: ReminderRule) -> dict[str, str | int]:
    return {"about": rule.about, "working_days": rule.working_days, "party": rule.party}
