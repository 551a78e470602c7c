"""How a text's way, the party that holds the pen, and its possible steps are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import P
from agreements.joint.content import faults_of
from agreements.joint.models import CommonText
from agreements.joint.states import EXPLANATIONS, TONES, WAY, TextState, has_own_body, second_read
from agreements.joint.story import story_of
from workflows.actors import Actor
from workflows.engine import available
from workflows.story import newest

PAGES = {"send_to_supplier": "agreements:send_to_supplier", "send": "agreements:send_to_members"}
AT_ONCE = ("release", "resume")
FORWARD = ("send_to_supplier", "release", "send", "resume")
HOLDERS = {
    TextState.DRAFT: "sekretariatet",
    TextState.AT_SECRETARIAT: "sekretariatet",
    TextState.AGREED: "lederen af sekretariatet",
    TextState.RELEASED: "sekretariatet",
    TextState.SENT: "kommunerne",
}


@dataclass(frozen=True)
class Shown:
    """A text's state as a page shows it."""

    label: str
    tone: str
    explanation: str


def shown(state: str) -> Shown:
    """Return words and tone of a state."""
    known = TextState(state)
    return Shown(known.label, TONES[known], EXPLANATIONS[known])


def shown_to_supplier(state: str) -> Shown:
    """Return words and tone of a state as its supplier reads them."""
    known = shown(state)
    words = {
        TextState.AT_SUPPLIER: (
            _("hos jer"),
            _("Læs teksten. Godkend den, eller skriv jeres ønsker til den."),
        ),
        TextState.AT_SECRETARIAT: (known.label, _("Sekretariatet svarer på hvert af jeres ønsker.")),
        TextState.AGREED: (known.label, _("I har godkendt teksten. Sekretariatet skal frigive den.")),
    }
    label, explanation = words.get(TextState(state), (known.label, known.explanation))
    return Shown(label, known.tone, explanation)


def holder_of(text: CommonText) -> str:
    """Return who must act next, or nothing."""
    state = TextState(text.state)
    return text.supplier.name if state == TextState.AT_SUPPLIER else HOLDERS.get(state, "")


def way_of(text: CommonText) -> list[dict[str, Any]]:
    """Return the steps of a text's way: done, current, ahead."""
    state = TextState(text.held_from or text.state)
    on_way = state in WAY
    last = WAY.index(state if on_way else _came_to(text))

    def stage(place: int) -> str:
        if place == last:
            return "current" if on_way else "done"
        return "done" if place < last else "ahead"

    steps = [
        each for each in WAY if each != TextState.AT_SECRETARIAT or text.rounds.count() > 1 or each == state
    ]
    return [{"label": each.label.capitalize(), "state": stage(WAY.index(each))} for each in steps]


def _came_to(text: CommonText) -> TextState:
    """Return how far a text came that has left the way: withdrawn, broken off, or replaced."""
    if text.sendings.exists():
        return TextState.SENT
    if text.released_at:
        return TextState.RELEASED
    if text.agreed_at:
        return TextState.AGREED
    return TextState.AT_SUPPLIER if text.rounds.exists() else TextState.DRAFT


def steps_of(text: CommonText, actor: Actor) -> list[dict[str, Any]]:
    """Return what the actor can do, each with its address: the next act first, impossible ones with why."""
    found = list(_writing(text)) if actor.may(P.AGREEMENTS_NEGOTIATE) else []
    found += _reading(text, actor)
    for each in sorted(available(text, by=actor), key=lambda step: step.name not in FORWARD):
        args = [text.id] if each.name in PAGES else [text.id, each.name]
        url = reverse(PAGES.get(each.name, "agreements:step"), args=args)
        found.append(
            {
                "name": each.name,
                "label": each.label,
                "explanation": each.explanation,
                "reason": each.reason,
                "url": url,
                "post": each.name in AT_ONCE,
                "aside": each.name not in FORWARD,
            }
        )
    return found


def _reading(text: CommonText, actor: Actor) -> list[dict[str, Any]]:
    """Return the second reader's act where it is due and the actor may do it."""
    is_due = text.state == TextState.AGREED and second_read(text) is not None
    if not is_due or not actor.may(P.AGREEMENTS_SECOND_READ) or actor.id == text.case_worker_id:
        return []
    return [{"label": "Læs teksten som andenlæser", "url": reverse("agreements:second_read", args=[text.id])}]


def _writing(text: CommonText) -> Iterator[dict[str, Any]]:
    """Yield what must be written before the text can go on: an answer to a wish, or the next part."""
    if not text.is_editable:
        return
    current = text.current_round
    wish = current.wishes.filter(dropped=False, answer=None).first() if current else None
    if wish is not None and current is not None and current.returned_at:
        yield {"label": "Besvar ønsker", "url": reverse("agreements:negotiation", args=[text.id])}
        return
    if reason := has_own_body(text):
        url = reverse("agreements:own_body", args=[text.id])
        yield {"label": "Læg leverandørens tekst op", "url": url, "explanation": reason}
        return
    part = next((part for part, faults in faults_of(text).items() if faults), None)
    if part is not None:
        url = reverse("agreements:part", args=[text.id, part.key])
        yield {"label": f"Skriv {part.clause[0].lower()}{part.clause[1:]}", "url": url}


def events_of(text: CommonText) -> list[dict[str, Any]]:
    """Return the newest of the text's history for the timeline, saved parts left out."""
    return newest(story_of(text), without=("save_part",))
