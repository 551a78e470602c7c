"""The Word file of a round as the supplier gets it: our answers are comments where the wishes were."""

from agreements.joint.models import CommonText, WishAnswer
from documents.word.annotating import Remark, annotated

OUTCOMES = {
    WishAnswer.Outcome.GRANTED: "Imødekommet.",
    WishAnswer.Outcome.REFUSED: "Afvist.",
    WishAnswer.Outcome.COUNTER: "Modforslag.",
}


def with_answers(text: CommonText, content: bytes, answers: list[WishAnswer]) -> bytes:
    """Return the rendered text with an answer as a comment at each wish's place."""
    author = f"{text.case_worker_name}, sekretariatet"
    return annotated(content, [_remark(each, author) for each in answers])


def _remark(answer: WishAnswer, author: str) -> Remark:
    wish = answer.wish
    said = [OUTCOMES[WishAnswer.Outcome(answer.outcome)], answer.text]
    departure = getattr(wish, "departure", None)
    if departure is not None and departure.agreed:
        said.append(f"Aftalt i stedet, se bilag D, punkt D.4: {departure.agreed}")
    asked = f"Jeres ønske i runde {wish.round.number}: {wish.text}"
    lines = [" ".join(part for part in said if part), asked]
    return Remark("\n".join(lines), author, wish.before, wish.place or wish.clause, wish.heading)
