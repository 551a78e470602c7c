"""The page of states tells what the code does."""

from secretariat.management.commands.state_diagrams import PAGE
from secretariat.statediagrams import document, moves, state_fields


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), "run manage.py state_diagrams"


def test_every_step_leads_between_named_states_and_has_a_label_and_a_permission() -> None:
    for field in state_fields():
        states = {str(key) for key, _ in field.choices or ()}
        for move in moves(field):
            assert {move.source or move.target, move.target} <= states, move
            assert move.step.label, move
            assert move.step.permission, move


def test_every_state_can_be_reached() -> None:
    unreached = {
        (field.model._meta.label, str(key))
        for field in state_fields()
        for key, _ in field.choices or ()
        if str(key) not in {move.target for move in moves(field)} | {str(field.get_default())}
    }
    assert not unreached
