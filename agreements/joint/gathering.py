"""Where a municipality's facts come from: what is stored for the text, else its use of the systems."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from agreements.joint.facts import MAILBOXES, PHONES, Leeway, band_of, faults
from agreements.joint.models import AppendixFacts, CommonText, Round
from register.models import SystemUse

Values = dict[str, Any]


def agreed_round(text: CommonText) -> Round:
    """Return the round whose wording was agreed on; raises ValueError where there is none."""
    agreed: Round | None = text.rounds.filter(outcome=Round.Outcome.ACCEPTED).order_by("-number").first()
    if agreed is None:
        raise ValueError(f"{text.number} has no agreed round.")
    return agreed


def facts_for(
    text: CommonText, values: Mapping[str, Values], municipality_ids: Iterable[UUID]
) -> dict[UUID, Values]:
    """Return each municipality's facts in a text: what is stored, else what follows from what we know.

    What no longer fits the text is left out, so that every document stays within it.
    """
    ids, leeway = list(municipality_ids), Leeway.of(values)
    stored = dict(
        AppendixFacts.objects.filter(common_text=text, municipality_id__in=ids).values_list(
            "municipality_id", "values"
        )
    )
    rest = [each for each in ids if each not in stored]
    known = _from_elsewhere(text, rest) if leeway.allows("contacts") else {}
    used = _from_uses(text, rest, leeway)
    found = {each: stored[each] if each in stored else {**known.get(each, {}), **used[each]} for each in ids}
    return {each: within(facts, leeway) for each, facts in found.items()}


def within(facts: Mapping[str, Any], leeway: Leeway) -> Values:
    """Return the facts without those that go outside what the text allows."""
    wrong = faults(facts, leeway)
    return {key: value for key, value in facts.items() if key not in wrong}


def _from_elsewhere(text: CommonText, ids: list[UUID]) -> dict[UUID, Values]:
    """Return the contact points that each municipality had in its newest other text."""
    rows = AppendixFacts.objects.filter(municipality_id__in=ids).exclude(common_text=text)
    contacts = (*MAILBOXES, *PHONES)
    return {
        municipality_id: {key: value for key, value in values.items() if key in contacts}
        for municipality_id, values in rows.order_by("changed_at").values_list("municipality_id", "values")
    }


def _from_uses(text: CommonText, ids: list[UUID], leeway: Leeway) -> dict[UUID, Values]:
    """Return what each municipality's own use of the systems says: less data than the text, and how many."""
    found: dict[UUID, Values] = {each: {} for each in ids}
    if not leeway.may_vary & {"data_types", "number_band"}:
        return found
    uses = defaultdict(list)
    systems = text.systems.values("system_id")
    for use in SystemUse.objects.filter(system_id__in=systems, municipality_id__in=ids, is_active=True):
        uses[use.municipality_id].append(use)
    for municipality_id, own in uses.items():
        if leeway.allows("data_types"):
            found[municipality_id] |= _less(own, leeway)
        if leeway.allows("number_band") and (band := band_of(max(use.subjects or 0 for use in own))):
            found[municipality_id]["number_band"] = band
    return found


def _less(uses: list[SystemUse], leeway: Leeway) -> Values:
    """Return the data that none of the uses has, though the text has it."""
    less: Values = {}
    if leeway.flags["cpr"] and all(use.cpr == "nej" for use in uses):
        less["cpr"] = False
    if leeway.data["special"] and all(use.special_categories == "nej" for use in uses):
        less["special"] = []
    return less
