"""Answering a municipality's question about its agreement."""

from django.db import connection, transaction
from django.db.utils import IntegrityError, OperationalError

from tenants.models import Letter
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError
from workflows.jobs import enqueue


def answer_question(*, letter: Letter, answer: str, by: Actor) -> None:
    """Send the answer down to the municipality, where it stands at the question, and tell it by mail.

    Raises OutdatedError where somebody has answered already, NotPossibleError where the municipality's
    schema is locked just now.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT agreements_joint_deliver_answer_v1(%s, %s, %s, %s)",
                [letter.id, answer, by.id, by.signature],
            )
            enqueue("agreements.answered", by=by, payload={"letter": str(letter.id)})
    except IntegrityError as error:
        raise OutdatedError("Spørgsmålet er allerede besvaret. Hent siden igen.") from error
    except OperationalError as error:
        raise NotPossibleError("Kommunens arkiv er optaget lige nu. Prøv igen om lidt.") from error
