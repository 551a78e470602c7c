"""Words of the register's log for its pages."""

from django import template

register = template.Library()

ACTS = {
    "add": "oprettet",
    "change": "navn, leverandør eller oplysninger rettet",
    "assess": "vurderet",
    "add_contact": "kontaktperson tilføjet",
    "change_contact": "kontaktperson rettet",
    "remove_contact": "kontaktperson fjernet",
    "confirm_contact": "kontaktperson bekræftet",
    "invite_contact": "kontaktperson inviteret",
}


@register.filter
def act_in_words(action: str) -> str:
    """What was done, in a word or two; an act without words of its own is shown as it is stored."""
    return ACTS.get(action, action)
