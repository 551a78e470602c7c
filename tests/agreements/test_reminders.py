"""Reminding many: one mail a municipality, none twice in a week unless said so, logged with who and why."""

import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Engagement
from agreements.joint import actions as joint
from agreements.joint.actions.reminders import Reminded
from agreements.joint.matrix import Choice
from agreements.joint.matrix.marks import Marks
from agreements.joint.matrix.reminding import LINES
from agreements.joint.notices.models import NoticedAgreement
from agreements.joint.notices.reminding import notices_unanswered
from agreements.joint.reminding import municipality_signs
from tenants.models import Municipality, Standing
from tests.agreements.conftest import World
from tests.agreements.noticing import sent
from tests.agreements.test_matrix import stand, text_of
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError
from workflows.models import LogEntry, OutboxMail

PATH = "/aftaler/overblik/paamindelse/"
KIND = "agreements/reminder"
ALL = Marks(everything=True)
Clients = Callable[[str], Client]


@pytest.fixture
def waiting(world: World) -> dict[str, UUID]:
    """Two agreements wait for Aalborg; of Viborg's, one waits, one is with the secretariat, one in force."""
    texts = [text_of(world, number) for number in range(3)]
    aalborg, viborg = world.members["aalborg"], world.members["viborg"]
    stand(aalborg, texts[2], "own")
    stand(viborg, texts[1], "question", days=9)
    stand(viborg, texts[2], "in_force", days=9)
    return {
        "first": stand(aalborg, texts[0], "for_decision", days=30),
        "second": stand(aalborg, texts[1], "wanted", days=5),
        "viborg": stand(viborg, texts[0], "for_decision", days=9),
        "text": texts[0].id,
    }


def remind(world: World, marks: Marks = ALL, pause_days: int = 7, **asked: Any) -> Reminded:
    """Remind as a case worker does."""
    with acting_as(Caller.secretariat()):
        return joint.remind(
            choice=Choice(**asked),
            marks=marks,
            pause_days=pause_days,
            reason="Fristen er overskredet.",
            message="Vi mangler jeres svar.",
            by=world.actor("sara"),
        )


def mails() -> list[OutboxMail]:
    """The reminders in the outbox, by recipient."""
    with acting_as(Caller.secretariat()):
        return sorted(OutboxMail.objects.filter(kind=KIND), key=lambda mail: mail.to)


def names(reminders: Iterable[Any]) -> list[str]:
    """The municipalities' names."""
    return [each.municipality.short_name for each in reminders]


def test_each_municipality_gets_one_mail_about_all_that_waits_for_it(
    world: World, waiting: dict[str, UUID]
) -> None:
    done = remind(world)
    assert (names(done.sent), done.agreements) == (["Viborg", "Aalborg"], 3)
    to_aalborg = next(mail for mail in mails() if "mette@aalborg.example" in mail.to)
    assert len(mails()) == 2
    assert "databeskyttelse@aalborg.example" in to_aalborg.to
    assert to_aalborg.subject == "Påmindelse: 2 databehandleraftaler venter på jer"
    assert "Vi mangler jeres svar." in to_aalborg.body
    assert to_aalborg.body.index("til stillingtagen siden") < to_aalborg.body.index("ønskes indgået siden")
    assert f"aalborg.localhost:8000/aftaler/{waiting['first']}/" in to_aalborg.body.replace("testserver", "")
    assert "dækket af egen aftale" not in to_aalborg.body
    assert str(waiting["viborg"]) not in to_aalborg.body, "another municipality's agreement"


def test_only_what_is_marked_and_in_the_cut_is_written_about(world: World, waiting: dict[str, UUID]) -> None:
    cell = Marks(agreement_ids=frozenset({waiting["second"]}))
    assert [line.cell.label for each in remind(world, cell).sent for line in each.lines] == ["ønskes indgået"]
    column = Marks(text_ids=frozenset({waiting["text"]}))
    assert names(remind(world, column, pause_days=0).sent) == ["Viborg", "Aalborg"]
    row = Marks(member_ids=frozenset({world.members["aalborg"].id}))
    assert remind(world, row, pause_days=0).agreements == 2
    assert remind(world, row, pause_days=0, older_than=20).agreements == 1
    for nothing in (Marks(), Marks(agreement_ids=frozenset({UUID(int=7)}))):
        with pytest.raises(NotPossibleError, match="ingen kommuner"):
            remind(world, nothing, pause_days=0)


def test_nobody_is_reminded_twice_in_a_week_unless_said_so(world: World, waiting: dict[str, UUID]) -> None:
    first = Marks(member_ids=frozenset({world.members["aalborg"].id}))
    remind(world, first)
    again = remind(world)
    assert (names(again.sent), names(again.stopped)) == (["Viborg"], ["Aalborg"])
    assert "for nylig" in again.stopped[0].stop
    with pytest.raises(NotPossibleError):
        remind(world)
    assert len(remind(world, pause_days=0).sent) == 2
    with acting_as(Caller.secretariat()):
        assert LogEntry.objects.filter(action="remind_agreements").count() == 4


def test_a_municipality_without_an_address_is_named_and_not_logged(
    world: World, waiting: dict[str, UUID]
) -> None:
    with acting_as(Caller.owner()):
        viborg = world.members["viborg"].id
        Engagement.objects.filter(municipality_id=viborg).update(ended_at=timezone.now())
        Municipality.objects.filter(pk=viborg).update(shared_mailbox="")
    done = remind(world)
    assert (names(done.sent), names(done.stopped)) == (["Aalborg"], ["Viborg"])
    assert "hverken kontaktperson" in done.stopped[0].stop
    with acting_as(Caller.secretariat()):
        assert not LogEntry.objects.filter(subject_id=viborg, action="remind_agreements").exists()


def test_a_long_list_is_cut_short_in_the_mail_but_not_in_the_log(world: World) -> None:
    aalborg = world.members["aalborg"]
    for number in range(LINES + 3):
        stand(aalborg, text_of(world, number), "for_decision", days=number)
    remind(world)
    [mail] = mails()
    assert mail.body.count("til stillingtagen siden") == LINES
    assert "og 3 til" in mail.body
    with acting_as(Caller.secretariat()):
        entry = LogEntry.objects.get(action="remind_agreements")
    assert (entry.data["count"], len(entry.data["agreements"])) == (LINES + 3, LINES + 3)
    assert (entry.reason, entry.by_name) == ("Fristen er overskredet.", world.actor("sara").signature)


def test_the_preview_writes_to_nobody_and_sending_does(
    world: World, waiting: dict[str, UUID], client_of: Clients
) -> None:
    sara = client_of("sara")
    shown = unescape(sara.post(f"{PATH}?status=missing", {"alle": "1"}).content.decode())
    assert "2 kommuner får en mail" in shown
    assert "mette@aalborg.example" in shown
    assert not mails()
    answer = sara.post(PATH, {"alle": "1", "send": "1", "pause": "7", "reason": ""})
    assert answer.status_code == 200
    assert "Ret én fejl" in answer.content.decode(), "why is asked for"
    assert not mails()
    given = {"alle": "1", "send": "1", "pause": "7", "reason": "Fristen er gået", "message": "Hej"}
    answer = sara.post(f"{PATH}?status=missing", given)
    assert answer["Location"] == "/aftaler/overblik/?status=missing"
    assert "sendt til 2 kommuner om 3 aftaler" in unescape(sara.get(answer["Location"]).content.decode())
    assert len(mails()) == 2
    shown = unescape(sara.post(PATH, {"alle": "1"}).content.decode())
    assert "2 kommuner bliver sprunget over" in shown


def test_odd_marks_reach_nobody(world: World, waiting: dict[str, UUID], client_of: Clients) -> None:
    sara = client_of("sara")
    for odd in ({}, {"celle": "x"}, {"kommune": "' OR 1=1"}):
        assert sara.post(PATH, {**odd, "send": "1", "pause": "0", "reason": "x"}).status_code == 302
    assert not mails()
    sara.post(PATH, {"celle": [str(waiting["first"]), "x"], "send": "1", "pause": "0", "reason": "x"})
    assert len(mails()) == 1


def test_hostile_words_come_out_as_typed(world: World, waiting: dict[str, UUID], client_of: Clients) -> None:
    words = "<b>æøå</b> {{ 7*7 }} & co"
    given = {"alle": "1", "send": "1", "pause": "7", "reason": words, "message": words}
    client_of("sara").post(PATH, given)
    assert all(words in mail.body for mail in mails())
    assert len(mails()) == 2


def test_the_story_tells_of_the_reminder(world: World, client_of: Clients) -> None:
    text = world.released()
    world.send(text, "aalborg")
    remind(world)
    with acting_as(Caller.secretariat()):
        issued = text.issued.get()
    story = client_of("sara").get(f"/aftaler/overblik/{issued.id}/").content.decode()
    assert "Påmindelse til kommunen" in story
    assert "Fristen er overskredet." in story
    assert "påmindet" in client_of("sara").get("/aftaler/overblik/").content.decode()


def test_only_who_negotiates_may_remind(world: World, waiting: dict[str, UUID], client_of: Clients) -> None:
    for who in ("mette", "leo"):
        assert client_of(who).post(PATH, {"alle": "1", "send": "1"}).status_code == 404
    assert not mails()


@pytest.mark.processes
def test_of_two_who_remind_at_the_same_time_one_writes(committed_world: World) -> None:
    world = committed_world
    stand(world.members["aalborg"], text_of(world, 0), "for_decision", days=3)
    together, said = threading.Barrier(2), []

    def one() -> None:
        together.wait()
        try:
            said.append(len(remind(world).sent))
        except NotPossibleError:
            said.append(0)
        finally:
            connection.close()

    both = [threading.Thread(target=one) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(said) == [0, 1]
    assert len(mails()) == 1


def test_a_reminder_of_long_ago_stops_nobody(world: World, waiting: dict[str, UUID]) -> None:
    with acting_as(Caller.owner()):
        LogEntry.objects.create(
            at=timezone.now() - timedelta(days=8),
            subject_kind="tenants.municipality",
            subject_id=world.members["aalborg"].id,
            action="remind_agreements",
            by_id=UUID(int=0),
            by_name="Sara",
        )
    assert names(remind(world).sent) == ["Viborg", "Aalborg"]


def test_what_waits_is_told_without_a_question_for_each(world: World) -> None:
    """Forty thousand agreements stand since the same few days."""
    world.send(world.released(), "aalborg", "viborg")
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("UPDATE public.tenants_standing SET state = 'to_sign' WHERE kind = 'agreement'")
    with acting_as(Caller.secretariat()), CaptureQueriesContext(connection) as asked:
        assert len(list(municipality_signs())) == 2
    values = [each["sql"] for each in asked if "workflows_legalvalue" in each["sql"]]
    assert values
    assert len(values) == len(set(values))


def test_a_municipality_that_is_silent_about_a_notice_is_reminded_while_it_can_object(world: World) -> None:
    notice = sent(world, "aalborg", "viborg")
    today = timezone.localdate()
    with acting_as(Caller.owner()):
        lines = NoticedAgreement.objects.filter(notice=notice)
        lines.update(due=today + timedelta(days=8))
        answered = lines.get(municipality=world.members["viborg"])
        Standing.objects.filter(subject_id=answered.id).update(state="no_objection")
    with acting_as(Caller.secretariat()):
        [matter] = notices_unanswered()
        assert "Fjordhost ApS" in matter.title
        assert matter.link.endswith(f"/varsler/{notice.id}/")
        assert "mette@aalborg.example" in matter.to["municipality"]
    with acting_as(Caller.owner()):
        lines.update(due=today - timedelta(days=1))
    with acting_as(Caller.secretariat()):
        assert not list(notices_unanswered())
