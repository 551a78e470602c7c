"""What people have done, in Danish words: each room tells for its own kinds of objects, in `deeds.py`.

`DEEDS` in `<room>/deeds.py` gives for each kind ("audits_joint.finding") a `Kind` with a verb phrase
for every action that its code logs. A phrase takes facts in braces; a part in square brackets
is left out where one of its facts is missing: "ændrede fristen[ til {after}]".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from secretariat.pagekit.dates import in_words
from workflows.states import StateField

READ = "read"
EVERYWHERE = {
    READ: "hentede filen {name}",
    "remind": "skrev en påmindelse[ til {to}][. {lack}]",
    "orient": "orienterede kommunerne om det manglende svar[: {organisations}]",
    "stop_reminders": "stoppede påmindelserne i sagen",
    "resume_reminders": "lod sagens påmindelser gå igen",
    "receive_mail": "modtog en mail[ fra {sender}][: {subject}]",
    "receive_auto": "modtog et automatisk svar[ fra {sender}]",
    "place_mail": "lagde en mail[ fra {sender}] på sagen",
    "bounce": "fik en mail retur[ fra {address}]",
    "send_again": "sendte en mail igen[ til {to}]",
    "leave_bounce": "lagde en returmail[ fra {address}] væk",
}
UNTOLD = "ændrede noget"
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Kind:
    """A kind of objects: what its entries are called in a filter, and the phrases of its actions.

    `it` names an object whose own name is not known; `codes` gives words for codes among a row's
    facts, `states` for states that are not the model's own.
    """

    label: str
    it: str
    words: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)


@cache
def kinds() -> dict[str, Kind]:
    """Return what the rooms tell, by kind of object; of a kind that several tell of, all they tell."""
    found: dict[str, Kind] = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("django") and find_spec(f"{app.name}.deeds"):
            for key, told in getattr(import_module(f"{app.name}.deeds"), "DEEDS", {}).items():
                words = {**found[key].words, **told.words} if key in found else told.words
                found[key] = replace(told, words=words)
    return found


def phrase(kind: str, action: str, facts: Mapping[str, Any]) -> str:
    """Return what was done as words that follow a name: "sendte varsel til Nordlys Data A/S"."""
    told = kinds().get(kind)
    words = (told.words if told else {}).get(action) or EVERYWHERE.get(action, UNTOLD)
    codes = told.codes if told else {}
    known = {name: _readable(value, codes.get(name, {})) for name, value in facts.items()}
    if told:
        known["it"] = known.get("it") or told.it

    def optional(part: re.Match[str]) -> str:
        return part[1] if all(known.get(name) for name in _FACT.findall(part[1])) else ""

    return _FACT.sub(lambda fact: known.get(fact[1], ""), _OPTIONAL.sub(optional, words)).strip()


def state_words(kind: str, state: str) -> str:
    """Return a state's Danish label, or nothing for none."""
    if not state:
        return ""
    told = kinds().get(kind)
    return str((told.states if told else {}).get(state) or _labels(kind).get(state, ""))


@cache
def _labels(kind: str) -> dict[str, str]:
    try:
        fields = apps.get_model(kind)._meta.fields
    except LookupError:
        return {}
    states = [each for each in fields if isinstance(each, StateField)]
    return {str(value): str(label) for each in states for value, label in each.flatchoices}


def _readable(value: Any, codes: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return ", ".join(_readable(each, codes) for each in value)
    text = "" if value is None else str(value)
    if _DAY.fullmatch(text):
        return in_words(date.fromisoformat(text))
    return codes.get(text, text)
