"""What a municipality says of many agreements at once reaches the case worker in one mail."""

from collections.abc import Callable

from django.test import Client

from agreements.joint import actions as joint
from agreements.joint.models import CommonText
from agreements.municipal.models import Agreement
from tenants.models import Letter
from tests.agreements.conftest import World
from tests.agreements.test_delivery import run_jobs
from tests.agreements.test_pages import send
from walls.callers import Caller, acting_as
from workflows.models import OutboxMail

Clients = Callable[[str], Client]
REASON, INSTEAD = "Vi udfaser systemerne.", "Vores egne aftaler."


def sent(world: World, count: int) -> list[CommonText]:
    """Return texts that have been sent to Aalborg."""
    texts = [world.released() for _ in range(count)]
    for text in texts:
        world.send(text, "aalborg")
    return texts


def marked(world: World) -> list[str]:
    """Return the ids of Aalborg's agreements."""
    with acting_as(world.caller_of("mette")):
        return [str(each) for each in Agreement.objects.values_list("pk", flat=True)]


def mails(*kinds: str) -> list[OutboxMail]:
    """Do the worker's jobs and return the mails of these kinds."""
    with acting_as(Caller.secretariat()):
        run_jobs("agreements.letter_received")
        return list(OutboxMail.objects.filter(kind__in=[f"agreements/{each}" for each in kinds]))


def test_three_declines_in_one_act_are_one_mail(world: World, client_of: Clients) -> None:
    texts = sent(world, 3)
    told = {"agreement": marked(world), "reason": REASON, "applies_instead": INSTEAD, "confirmed": "ja"}
    send(client_of("mette"), "/aftaler/mange/decline/", told)
    [mail] = mails("municipality_reason", "municipality_reasons")
    assert mail.to == ["sara@sekretariat.example"]
    assert mail.subject == "Aalborg Kommune indgår ikke 3 aftaler"
    assert REASON in mail.body
    assert INSTEAD in mail.body
    assert all(each.number in mail.body for each in texts)


def test_three_questions_in_one_act_are_one_mail_for_each_case_worker(
    world: World, client_of: Clients
) -> None:
    texts = sent(world, 3)
    with acting_as(Caller.secretariat()):
        CommonText.objects.filter(pk=texts[2].pk).update(case_worker_email="per@sekretariat.example")
    told = {"agreement": marked(world), "text": "Hvornår?", "confirmed": "ja"}
    send(client_of("mette"), "/aftaler/mange/ask/", told)
    found = {mail.to[0]: mail for mail in mails("municipality_question", "municipality_questions")}
    assert found.keys() == {"sara@sekretariat.example", "per@sekretariat.example"}
    assert found["sara@sekretariat.example"].subject == "Aalborg Kommune: spørgsmål til 2 aftaler"
    assert found["per@sekretariat.example"].kind == "agreements/municipality_question"


def test_a_single_question_is_the_mail_of_one(world: World, client_of: Clients) -> None:
    sent(world, 2)
    send(client_of("mette"), f"/aftaler/{marked(world)[0]}/trin/ask/", {"text": "Hvornår?"})
    [mail] = mails("municipality_question", "municipality_questions")
    assert mail.kind == "agreements/municipality_question"


def test_answering_is_still_for_each(world: World, client_of: Clients) -> None:
    """One mail tells of many questions; each waits for its own answer."""
    sent(world, 2)
    told = {"agreement": marked(world), "text": "Hvornår?", "confirmed": "ja"}
    send(client_of("mette"), "/aftaler/mange/ask/", told)
    with acting_as(Caller.secretariat()):
        first = Letter.objects.filter(kind="agreement_question")[0]
        joint.answer_question(letter=first, answer="I maj.", by=world.actor("sara"))
        assert Letter.objects.filter(kind="agreement_question", answered_at=None).count() == 1
