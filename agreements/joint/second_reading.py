"""When an agreed text must be read by somebody else before it is released, and whether it has been."""

from typing import TYPE_CHECKING

from agreements.joint.content import warnings_of
from agreements.joint.models.rounds import WishAnswer

if TYPE_CHECKING:
    from agreements.joint.models import CommonText, SecondReading


def why(text: "CommonText") -> str:
    """Return in Danish why the text needs a second reader; "" where no rule asks for one.

    The rules: a departure from the common wording, a wish that was granted or answered with a
    counter-proposal, and what is lawful but unusual in the text. A text that nobody has changed
    is the one everybody has read before.
    """
    if count := text.departures.count():
        return f"Teksten har {count} {'fravigelse' if count == 1 else 'fravigelser'}."
    given = WishAnswer.objects.filter(wish__round__common_text=text, wish__dropped=False)
    if given.exclude(outcome=WishAnswer.Outcome.REFUSED).exists():
        return "Leverandørens ønsker har ændret teksten."
    if warnings := warnings_of(text):
        return warnings[0]
    return ""


def last(text: "CommonText") -> "SecondReading | None":
    """Return the newest reading of the text as it is now; None where nobody has read this wording."""
    turn = text.current_round
    return text.readings.filter(
        round_number=turn.number if turn else 0, revision=text.working_copy.revision
    ).first()


def is_done(text: "CommonText") -> bool:
    """Return whether somebody has read and passed the text as it is now."""
    reading = last(text)
    return reading is not None and reading.passed
