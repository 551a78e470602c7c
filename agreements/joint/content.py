"""The contents of a text: its parts as stored, what is missing, and what deserves a second look."""

from datetime import date
from typing import Any

from django.utils import timezone

from agreements.joint.addresses import personal_addresses
from agreements.joint.limits import limits_on
from agreements.joint.models import CommonText
from agreements.joint.parts import PARTS, Facts, Part
from agreements.joint.parts.base import Recommended
from register.scoring import recommended_concepts
from secretariat.pagekit.dates import in_words

Values = dict[str, Any]


def facts_of(text: CommonText) -> Facts:
    """Return what the checks of the text's parts look at, with the limits of today."""
    return Facts(
        limits_on(timezone.localdate()),
        text.working_copy.values,
        personal_addresses(text.supplier_id),
        text.structure,
        recommended_for(text),
    )


def recommended_for(text: CommonText) -> Recommended | None:
    """Return the lowest concept the point model recommends for the text's systems, as the register has "
    "them."""
    names = {each.system_id: each.system_name for each in text.systems.all()}
    scores = recommended_concepts(names, timezone.localdate())
    concepts = {key: found.score.concept for key, found in scores.items() if found.score.concept}
    if not concepts:
        return None
    highest = max(concepts.values())
    drivers = [key for key, concept in concepts.items() if concept == highest]
    certain = any(not scores[key].score.must_be_found_out for key in drivers)
    return Recommended(highest, tuple(sorted(names[key] for key in drivers)), certain)


def for_others(values: dict[str, Values]) -> dict[str, Values]:
    """Return the values without what is the secretariat's own: reasons are no part of the contract."""
    return {
        part.key: {key: value for key, value in values[part.key].items() if key not in part.internal}
        for part in PARTS
        if part.key in values
    }


def faults_of(text: CommonText) -> dict[Part, list[str]]:
    """Return for each part of the text what is wrong with it; a part that is not filled in has one fault."""
    facts = facts_of(text)
    return {
        part: part.faults(facts.of(part.key), facts)
        if facts.of(part.key) or part.optional
        else ["Delen er ikke udfyldt."]
        for part in PARTS
    }


def missing_parts(text: CommonText) -> list[str]:
    """Return the titles of the parts that are not filled in or have faults."""
    return [part.title for part, faults in faults_of(text).items() if faults]


def warnings_of(text: CommonText) -> list[str]:
    """Return what is lawful but unusual in the text, in Danish."""
    facts = facts_of(text)
    found = [part.warnings(facts.of(part.key), facts) for part in PARTS if facts.of(part.key)]
    return [fault.text for faults in found for fault in faults]


def seen_warnings_of(text: CommonText) -> list[str]:
    """Return the same with who saw each when its part was saved, and when."""
    seen = {
        each["text"]: f"Set af {each['by']} {in_words(date.fromisoformat(each['on']))}."
        for rows in text.working_copy.seen_warnings.values()
        for each in rows
    }
    return [f"{words} {seen.get(words, '')}".strip() for words in warnings_of(text)]
