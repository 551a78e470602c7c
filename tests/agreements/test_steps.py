"""Every step of a text and of an agreement against every role: who may take it, and from which state."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from accounts.permissions import P
from accounts.roles import ROLES, permissions_of
from agreements.joint.models import CommonText
from agreements.joint.states import EXPLANATIONS as TEXT_EXPLANATIONS
from agreements.joint.states import TextState
from agreements.municipal.models import Agreement
from agreements.municipal.states import EXPLANATIONS, FOLLOW, RECEIVE, TONES, AgreementState
from workflows.actors import Actor
from workflows.engine import available
from workflows.states import Step

TEXT_STEPS = {
    "send_to_supplier": (P.AGREEMENTS_NEGOTIATE, {"draft", "at_secretariat"}, "at_supplier"),
    "return_wishes": (P.SUPPLIER_NEGOTIATE, {"at_supplier"}, "at_secretariat"),
    "accept": (P.SUPPLIER_NEGOTIATE, {"at_supplier"}, "agreed"),
    "take_up_again": (P.AGREEMENTS_NEGOTIATE, {"agreed", "released"}, "at_secretariat"),
    "register_reply": (P.AGREEMENTS_NEGOTIATE, {"at_supplier"}, "at_secretariat"),
    "release": (P.AGREEMENTS_RELEASE, {"agreed"}, "released"),
    "send": (P.AGREEMENTS_NEGOTIATE, {"released", "sent"}, "sent"),
    "be_superseded": (FOLLOW, {"sent"}, "superseded"),
    "hold": (P.AGREEMENTS_NEGOTIATE, {"draft", "at_supplier", "at_secretariat", "agreed"}, "on_hold"),
    "resume": (P.AGREEMENTS_NEGOTIATE, {"on_hold"}, None),
    "break_off": (P.AGREEMENTS_RELEASE, {"at_supplier", "at_secretariat", "on_hold"}, "broken_off"),
    "withdraw": (
        P.AGREEMENTS_RELEASE,
        {"draft", "at_supplier", "at_secretariat", "agreed", "released", "sent", "on_hold"},
        "withdrawn",
    ),
}
AGREEMENT_STEPS = {
    "want": (P.OWN_AGREEMENTS_CHOOSE, {"for_decision", "question"}, "wanted"),
    "send_to_signing": (P.OWN_AGREEMENTS_CHOOSE, {"wanted"}, "to_sign"),
    "decline": (P.OWN_AGREEMENTS_CHOOSE, {"for_decision", "question", "wanted", "to_sign"}, "declined"),
    "cover_by_own": (P.OWN_AGREEMENTS_CHOOSE, {"for_decision", "question"}, "own"),
    "ask": (P.OWN_ASK, {"for_decision", "question", "wanted"}, "question"),
    "reconsider": (P.OWN_AGREEMENTS_CHOOSE, {"declined", "own"}, "for_decision"),
    "sign_first": (P.OWN_SIGN, {"to_sign"}, "signed_by_one"),
    "sign_second": (P.OWN_SIGN, {"signed_by_one"}, "signed"),
    "take_effect": (P.OWN_AGREEMENTS_CHOOSE, {"signed"}, "in_force"),
    "receive_answer": (RECEIVE, {"question"}, "for_decision"),
    "supplier_signs_first": (RECEIVE, {"to_sign"}, "signed_by_one"),
    "service_signs": (RECEIVE, {"to_sign"}, "signed"),
    "supplier_signs_second": (RECEIVE, {"signed_by_one"}, "signed"),
    "give_notice": (P.OWN_DECIDE, {"in_force"}, "under_notice"),
    "note_notice": (P.OWN_AGREEMENTS_CHOOSE, {"in_force"}, "under_notice"),
    "take_back_notice": (P.OWN_DECIDE, {"under_notice"}, "in_force"),
    "end": (FOLLOW, {"under_notice"}, "awaiting_deletion"),
    "expire": (FOLLOW, {"in_force"}, "expired"),
    "prolong": (P.OWN_AGREEMENTS_CHOOSE, {"expired"}, "in_force"),
    "demand_deletion": (P.OWN_AGREEMENTS_CHOOSE, {"expired"}, "awaiting_deletion"),
    "note_evidence": (P.OWN_AGREEMENTS_CHOOSE, {"awaiting_deletion"}, "awaiting_deletion"),
    "return_evidence": (P.OWN_AGREEMENTS_CHOOSE, {"awaiting_deletion"}, "awaiting_deletion"),
    "accept_evidence": (P.OWN_AGREEMENTS_CHOOSE, {"awaiting_deletion"}, "deletion_proven"),
    "be_superseded": (FOLLOW, {"signed_by_one", "signed", "in_force", "expired"}, "superseded"),
    "supplier_gives_notice": (RECEIVE, {"in_force"}, "under_notice"),
    "receive_evidence": (RECEIVE, {"awaiting_deletion"}, "awaiting_deletion"),
    "be_replaced": (RECEIVE, {"for_decision", "question", "wanted", "to_sign"}, "superseded"),
    "be_withdrawn": (RECEIVE, {"for_decision", "question", "wanted", "to_sign"}, "withdrawn"),
}


def declared(model: type[CommonText] | type[Agreement]) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield name, source, target and permission of each step in the code."""
    for each in model._meta.get_field("state").get_all_transitions(model):
        told: Step = each.custom["step"]
        yield (
            each.name,
            str(each.source),
            each.target if isinstance(each.target, str) else None,
            told.permission,
        )


@pytest.mark.parametrize(("model", "table"), [(CommonText, TEXT_STEPS), (Agreement, AGREEMENT_STEPS)])
def test_the_steps_are_those_of_the_table(
    model: type[CommonText], table: dict[str, tuple[str, set[str], str]]
) -> None:
    found: dict[str, tuple[str, set[str], str | None]] = {}
    for name, source, target, permission in declared(model):
        found.setdefault(name, (permission, set(), target))[1].add(source)
    assert found == table


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("state", AgreementState.values)
def test_a_role_is_offered_the_steps_it_may_take_of_an_agreement(role: str, state: str) -> None:
    held = permissions_of([role], ROLES[role].site)
    agreement = Agreement(state=state)
    offered = {each.name for each in available(agreement, by=Actor(agreement.id, "x", "", held))}
    expected = {name for name, (permission, sources, _) in AGREEMENT_STEPS.items() if state in sources}
    assert offered == {name for name in expected if AGREEMENT_STEPS[name][0] in held}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_only_a_leader_releases_and_only_a_supplier_accepts(role: str) -> None:
    held = permissions_of([role], ROLES[role].site)
    assert (P.AGREEMENTS_RELEASE in held) == (role == "leader")
    assert (P.SUPPLIER_NEGOTIATE in held) == (role == "supplier_contact")
    assert (P.OWN_SIGN in held) == (role == "signatory")
    assert not {RECEIVE, FOLLOW} & held


def test_every_state_has_a_label_and_an_explanation() -> None:
    assert set(EXPLANATIONS) == set(TONES) == set(AgreementState)
    assert set(TEXT_EXPLANATIONS) == set(TextState)


def test_report_up_lets_through_the_municipality_s_own_steps_and_no_others() -> None:
    sql = (Path(settings.BASE_DIR) / "agreements/municipal/sql/001_report_up.sql").read_text()
    array = sql.split("ARRAY[", 1)[1].split("]", 1)[0]
    own = {
        f"{source}>{target}"
        for permission, sources, target in AGREEMENT_STEPS.values()
        for source in sources
        if permission != RECEIVE
    }
    assert set(re.findall(r"'([^']+)'", array)) == own
