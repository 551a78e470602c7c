"""What is done with a common text, by the secretariat and by the supplier."""

from agreements.joint.actions.answers import answer_question
from agreements.joint.actions.deadlines import set_due
from agreements.joint.actions.ending import break_off, hold, read_advice, resume, take_up_again, withdraw
from agreements.joint.actions.facts import change_facts, own_facts, write_facts
from agreements.joint.actions.files import drop_file, register_reply, take_in_file
from agreements.joint.actions.late import (
    give_late_after_click,
    look_for_late_joiners,
    set_way_of_giving,
)
from agreements.joint.actions.late_advice import advise_after_click, look_for_unadvised
from agreements.joint.actions.outside import add_outside, revoke_outside, send_link_again
from agreements.joint.actions.ownbody import set_own_body
from agreements.joint.actions.positions import write_position
from agreements.joint.actions.reading import second_read
from agreements.joint.actions.reminders import remind
from agreements.joint.actions.rounds import answer_wish, release, send_to_supplier
from agreements.joint.actions.sendings import send_to_members, try_waiting_now
from agreements.joint.actions.signing import check_copy, sign, sign_checked
from agreements.joint.actions.stopped import try_stopped_again
from agreements.joint.actions.supplier import accept, drop_wish, return_wishes, write_wish
from agreements.joint.actions.texts import add_note, create_text, save_part, set_systems

__all__ = [
    "accept",
    "add_note",
    "add_outside",
    "advise_after_click",
    "answer_question",
    "answer_wish",
    "break_off",
    "change_facts",
    "check_copy",
    "create_text",
    "drop_file",
    "drop_wish",
    "give_late_after_click",
    "hold",
    "look_for_late_joiners",
    "look_for_unadvised",
    "own_facts",
    "read_advice",
    "register_reply",
    "release",
    "remind",
    "resume",
    "return_wishes",
    "revoke_outside",
    "save_part",
    "second_read",
    "send_link_again",
    "send_to_members",
    "send_to_supplier",
    "set_due",
    "set_own_body",
    "set_systems",
    "set_way_of_giving",
    "sign",
    "sign_checked",
    "take_in_file",
    "take_up_again",
    "try_stopped_again",
    "try_waiting_now",
    "withdraw",
    "write_facts",
    "write_position",
    "write_wish",
]
