"""What sending a new version does to the text it replaces."""

from dataclasses import replace

from django.db import connection

from agreements.joint.models import CommonText
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.engine import move


def supersede_former_text(text: CommonText, *, by: Actor) -> None:
    """Let the version that a sent text replaces be superseded; who waits for it gets the new one instead."""
    former = text.replaces
    if former is None or former.state != TextState.SENT:
        return
    move(former, "be_superseded", by=replace(by, may_all=True), data={"number": text.number})
    with connection.cursor() as cursor:
        reason = f"Afløst af {text.number}."
        cursor.execute("SELECT agreements_joint_drop_waiting_v1(%s, %s)", [former.id, reason])
