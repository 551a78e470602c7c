"""Whatever the code logs has Danish words, so that no history ever shows a code."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from audits.municipal.states import Response
from workflows.deeds import EVERYWHERE, READ, UNTOLD, kinds, phrase, state_words
from workflows.states import StateField

ROOT = Path(settings.BASE_DIR)
ROOMS = ("accounts", "agreements", "audits", "documents", "register", "secretariat", "tenants", "workflows")
# Where record() gets its action from a variable: every value that it can have.
TOLD_BY_A_VARIABLE = {
    ("workflows/engine.py", "name"): (),  # the steps, which are collected from the models
    ("register/actions/uses.py", "action"): ("stop_using", "use_again"),
    ("audits/municipal/actions.py", "kind"): ("dpo", "question", "contest"),
    ("secretariat/mailtexts/actions.py", "action"): ("change", "go_back"),
    ("audits/municipal/stand_actions.py", "response"): tuple(Response.values),
    ("audits/joint/contacts/actions.py", "how.value"): ("accepted", "dismissed"),
}
# Files that also record about an object of a room beneath their own.
ABOUT = {
    "agreements/joint/actions/reminders.py": "tenants",
    "agreements/joint/actions/facts.py": "agreements.municipal",
}
SQL_ROW = re.compile(
    r"'{1,2}((?:agreements|audits|register|accounts|tenants)_?\w*\.\w+)'{1,2},\s*(?:\$?\w+(?:\.\w+)?),\s*'{1,2}(\w+)'{1,2}"
)


def sources(ending: str) -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob(f"*{ending}")):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def steps() -> Iterator[tuple[str, str]]:
    """Yield (kind, step) of every state machine."""
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, StateField):
                for transition in field.get_all_transitions(model):
                    yield model._meta.label_lower, transition.name


def recorded() -> Iterator[tuple[str, str]]:
    """Yield (file, action) of every call of record()."""
    for name, text in sources(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                for action in _actions(name, node.args[1]):
                    yield name, action


def _actions(name: str, given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.Constant):
        yield str(given.value)
    elif isinstance(given, ast.Name) and given.id == "READ":
        yield READ
    elif isinstance(given, ast.IfExp):
        yield from _actions(name, given.body)
        yield from _actions(name, given.orelse)
    else:
        yield from TOLD_BY_A_VARIABLE[name, ast.unparse(given)]


def written_in_sql() -> Iterator[tuple[str, str]]:
    """Yield (kind, action) of the log rows that the deliveries' SQL writes."""
    for _, text in sources(".sql"):
        yield from SQL_ROW.findall(text)


def test_every_step_has_words() -> None:
    found = set(steps())
    assert len(found) > 80
    assert not {(kind, step) for kind, step in found if step not in kinds()[kind].words}


def test_every_act_that_is_recorded_has_words_in_its_room() -> None:
    found = set(recorded())
    assert len(found) > 40
    for name, action in found:
        if action in EVERYWHERE:
            continue
        own = (
            ".".join(name.split("/")[:2]) if name.startswith(("agreements", "audits")) else name.split("/")[0]
        )
        known = {
            act
            for room in {own, ABOUT.get(name, own)}
            for told in import_module(f"{room}.deeds").DEEDS.values()
            for act in told.words
        }
        assert action in known, f"{name} records {action!r}: no words in {own}.deeds"


def test_every_act_of_a_delivery_has_words() -> None:
    found = set(written_in_sql())
    assert ("agreements_municipal.agreement", "receive") in found
    assert ("agreements_joint.issuedagreement", "municipality_stands") in found
    assert ("audits_municipal.receivedreport", "deliver") in found
    assert not {(kind, act) for kind, act in found if act not in kinds()[kind].words}


def test_kinds_are_models_and_phrases_are_whole() -> None:
    for kind, told in kinds().items():
        apps.get_model(kind)
        for action in told.words:
            words = phrase(kind, action, {})
            assert words != UNTOLD
            assert not set("{}[]") & set(words), f"{kind} {action}: {words}"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"supplier": "Nordlys Data", "deadline": "2026-03-12"},
            "sendte varsel til Nordlys Data med frist 12. marts 2026",
        ),
        ({"deadline": "2026-03-12"}, "sendte varsel med frist 12. marts 2026"),
        ({}, "sendte varsel"),
    ],
)
def test_what_is_not_known_is_left_out_of_the_sentence(facts: dict[str, str], words: str) -> None:
    assert phrase("audits_joint.audit", "announce", facts) == words


def test_codes_are_told_in_words_and_what_nobody_knows_is_no_code() -> None:
    facts = {"kind": "minor", "system": "Sund Journal", "it": "forhold 1"}
    assert (
        phrase("audits_joint.finding", "find", facts)
        == "konstaterede forhold 1 i Sund Journal: mindre afvigelse"
    )
    assert phrase("audits_joint.finding", "no_such_act", {}) == UNTOLD
    assert state_words("audits_joint.audit", "announced") == "varslet"
    assert state_words("agreements_joint.issuedagreement", "in_force") == "gældende"
    assert state_words("no.such", "code") == ""
