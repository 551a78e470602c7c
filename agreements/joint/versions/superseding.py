"""What sending a new version does to the text it replaces."""

from dataclasses import replace

from agreements.joint.models import CommonText
from agreements.joint.states import TextState
from tenants.models import Recipient
from workflows.actors import Actor
from workflows.engine import move


def supersede_former_text(text: CommonText, *, by: Actor) -> None:
    """Let the version that a sent text replaces be superseded; who waits for it gets the new one instead."""
    former = text.replaces
    if former is None or former.state != TextState.SENT:
        return
    move(former, "be_superseded", by=replace(by, may_all=True), data={"number": text.number})
    waiting = Recipient.objects.filter(kind="agreement", joint_id=former.id, state=Recipient.State.WAITING)
    waiting.update(state=Recipient.State.DROPPED, reason=f"Afløst af {text.number}.")
