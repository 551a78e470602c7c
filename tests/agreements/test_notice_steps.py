"""Every step of a notice against every role: who may take it, and from which state; and the ways upwards."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.permissions import P
from accounts.roles import ROLES, permissions_of
from agreements.joint.incidents import states as alarms
from agreements.joint.models import Incident, SubProcessorNotice
from agreements.joint.notices import states as joint
from agreements.municipal.incidents import states as own_alarms
from agreements.municipal.models import AgreementNotice
from agreements.municipal.models import Incident as OwnIncident
from agreements.municipal.notices import states as own
from workflows.actors import Actor
from workflows.engine import available
from workflows.states import Step

RECEIVE = own.RECEIVE
NOTICE_STEPS = {
    "forward": (P.AGREEMENTS_NEGOTIATE, {"received"}, "sent"),
    "assess": (P.AGREEMENTS_NEGOTIATE, {"sent", "assessed"}, "assessed"),
    "close": (P.AGREEMENTS_NEGOTIATE, {"sent", "assessed"}, "closed"),
    "withdraw": (P.SUPPLIER_NEGOTIATE, {"received", "sent", "assessed"}, "withdrawn"),
    "note_withdrawn": (P.AGREEMENTS_NEGOTIATE, {"received", "sent", "assessed"}, "withdrawn"),
}
LINE_STEPS = {
    "let_pass": (P.OWN_DECIDE, {"running", "objection"}, "no_objection"),
    "object": (P.OWN_DECIDE, {"running", "no_objection"}, "objection"),
    "note_not_used": (P.OWN_DECIDE, {"objection"}, "not_used"),
    "note_terminated": (P.OWN_DECIDE, {"objection"}, "terminated"),
    "pass_by_silence": (RECEIVE, {"running"}, "no_objection"),
    "take_effect": (RECEIVE, {"no_objection"}, "in_effect"),
    "let_pass_for": (RECEIVE, {"running"}, "no_objection"),
    "object_for": (RECEIVE, {"running"}, "objection"),
    "be_not_used": (RECEIVE, {"objection"}, "not_used"),
    "be_withdrawn": (RECEIVE, {"running", "no_objection", "objection"}, "withdrawn"),
}
INCIDENT_STEPS = {
    "send": (P.AGREEMENTS_NEGOTIATE, {"draft"}, "sent"),
    "discard": (P.AGREEMENTS_NEGOTIATE, {"draft"}, "withdrawn"),
    "update": (P.AGREEMENTS_NEGOTIATE, {"sent"}, "sent"),
    "add": (P.AGREEMENTS_NEGOTIATE, {"sent"}, "sent"),
    "close": (P.AGREEMENTS_NEGOTIATE, {"sent"}, "closed"),
    "withdraw": (P.AGREEMENTS_NEGOTIATE, {"sent", "closed"}, "withdrawn"),
}
OWN_INCIDENT_STEPS = {
    "open": (P.OWN_VIEW, {"received"}, "read"),
    "assess": (P.OWN_AGREEMENTS_CHOOSE, {"read"}, "assessed"),
    "reassess": (P.OWN_AGREEMENTS_CHOOSE, {"assessed"}, "read"),
}
MACHINES: list[tuple[Any, dict[str, Any]]] = [
    (SubProcessorNotice, NOTICE_STEPS),
    (AgreementNotice, LINE_STEPS),
    (Incident, INCIDENT_STEPS),
    (OwnIncident, OWN_INCIDENT_STEPS),
]


def declared(model: Any) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, source, target and permission of each step in the code."""
    for each in model._meta.get_field("state").get_all_transitions(model):
        told: Step = each.custom["step"]
        yield each.name, str(each.source), str(each.target), told.permission


@pytest.mark.parametrize(("model", "steps"), MACHINES)
def test_the_steps_are_those_of_the_table(model: Any, steps: dict[str, Any]) -> None:
    found: dict[str, Any] = {}
    for name, source, target, permission in declared(model):
        found.setdefault(name, (permission, set(), target))[1].add(source)
    assert found == steps


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize(("model", "steps"), MACHINES)
def test_each_role_is_offered_its_own_steps_in_each_state(
    db: None, as_secretariat: None, model: Any, steps: dict[str, Any], role: str
) -> None:
    site = ROLES[role].site
    permissions = permissions_of([role], site)
    actor = Actor(SubProcessorNotice().id, "Nogen", "", permissions)
    for state in model._meta.get_field("state").choices:
        case = model(state=state[0])
        expected = {
            name
            for name, (needed, sources, _) in steps.items()
            if needed in permissions and state[0] in sources
        }
        assert {each.name for each in available(case, by=actor)} == expected


def test_the_way_upwards_knows_exactly_the_steps_a_municipality_takes() -> None:
    text = (Path(settings.BASE_DIR) / "agreements/municipal/sql/020_notices.sql").read_text(encoding="utf-8")
    known = set(re.findall(r"'(\w+>\w+)'", text))
    own_steps = {name for name, (needed, *_) in LINE_STEPS.items() if needed == P.OWN_DECIDE}
    own_steps |= {"pass_by_silence", "take_effect"}  # the planned run acts as the municipality
    taken = {
        f"{source}>{target}" for name, source, target, _ in declared(AgreementNotice) if name in own_steps
    }
    assert known == taken


def test_every_state_has_words_and_a_tone() -> None:
    assert set(own.EXPLANATIONS) == set(own.TONES) == set(own.NoticeState)
    assert set(joint.EXPLANATIONS) == set(joint.TONES) == set(joint.NoticeState)
    assert set(alarms.EXPLANATIONS) == set(alarms.TONES) == set(alarms.IncidentState)
    assert set(own_alarms.EXPLANATIONS) == set(own_alarms.TONES) == set(own_alarms.IncidentState)
    assert own.label_of("running", "specifik") != own.label_of("running", "generel")
