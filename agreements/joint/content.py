"""The contents of a text: its parts as stored, what is missing, and what deserves a second look."""

from typing import Any

from django.utils import timezone

from agreements.joint.addresses import personal_addresses
from agreements.joint.limits import limits_on
from agreements.joint.models import CommonText
from agreements.joint.parts import PARTS, Facts, Part
from agreements.joint.parts.appendix_b import DAYS_OF

Values = dict[str, Any]


def facts_of(text: CommonText) -> Facts:
    """Return what the checks of the text's parts look at, with the limits of today."""
    limits = limits_on(timezone.localdate())
    return Facts(limits, text.working_copy.values, personal_addresses(text.supplier_id))


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
    facts, found = facts_of(text), []
    hours = facts.of("kontakt").get("breach_hours")
    if hours and hours > facts.limits.breach_hours_usual:
        found.append(
            f"Fristen for underretning om brud er {hours} timer; kommunerne plejer at kræve "
            f"{facts.limits.breach_hours_usual} timer."
        )
    notice = facts.of("bilag-b")
    if notice and notice["notice_number"] * DAYS_OF[notice["notice_unit"]] < facts.limits.notice_days_least:
        found.append(
            f"Varslet om nye underdatabehandlere er {notice['notice_number']} "
            f"{notice['notice_unit']}; kommunerne "
            f"plejer at kræve mindst {facts.limits.notice_days_least} dage."
        )
    concept = facts.of("tilsyn").get("concept")
    if concept and int(concept) < 5 and facts.of("sikkerhed").get("level") in ("middel", "høj"):
        found.append(
            f"Tilsynskoncept {concept} er valgt, selv om sikkerhedsniveauet ikke er lavt; koncept 5 "
            "er det sædvanlige."
        )
    return found
