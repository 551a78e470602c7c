"""Delivery: at once or as a named waiting recipient, never twice, logged as the state machine logs."""

import hashlib
import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from docx import Document

from agreements.joint import actions as joint
from agreements.joint.matrix import matrix
from agreements.joint.models import CommonText, IssuedAgreement
from agreements.municipal import actions as own
from agreements.municipal.models import Agreement
from documents.models import BlobHolder
from documents.storage import read_bytes
from documents.uploadhandlers import ReceivedFile
from tenants.models import Letter, Municipality, Recipient, SchemaStep, Standing
from tests.agreements.conftest import VOUCHED, World
from tests.agreements.test_way import BENTE
from walls.callers import Caller, acting_as
from workflows.engine import MoveError, NotPossibleError, OutdatedError
from workflows.jobs import run
from workflows.models import Job, OutboxMail
from workflows.municipal.models import MunicipalLogEntry


def words_of(sha256: str) -> list[str]:
    """Return all paragraphs of a stored Word file, those in tables too."""
    body = Document(io.BytesIO(read_bytes(sha256))).element.body
    return ["".join(words.text or "" for words in line.iter("{*}t")) for line in body.iter("{*}p")]


def test_each_agreement_differs_only_in_the_fields_of_its_municipality(world: World) -> None:
    world.send(world.released(), "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        files = {each.municipality_name: words_of(each.word.sha256) for each in IssuedAgreement.objects.all()}
    aalborg, viborg = files["Aalborg Kommune"], files["Viborg Kommune"]
    assert "Aalborg Kommune" in aalborg
    assert "29189420" in aalborg
    open_fields = (
        "Aalborg Kommune",
        "Viborg Kommune",
        "29189420",
        "29189846",
        "databeskyttelse@aalborg.example",
    )

    def locked(lines: list[str]) -> str:
        kept = "\n".join(lines)
        for words in open_fields:
            kept = kept.replace(words, "#")
        return hashlib.sha256(kept.replace("………………………", "#").encode()).hexdigest()

    assert locked(aalborg) == locked(viborg)
    assert aalborg != viborg


def test_the_contract_holds_no_person_and_no_count(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(Caller.secretariat()):
        contract = "\n".join(words_of(IssuedAgreement.objects.get().word.sha256))
    for person in ("Sara", "Leo", "Mette", "Bente"):
        assert person not in contract
    assert "dataaftaler@nordlys.example" in contract


def test_a_second_run_delivers_nothing_twice(world: World) -> None:
    sending = world.send(world.released(), "aalborg", "viborg")
    assert world.work(sending) == {"delivered": 0, "waiting": 0}
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.count() == 1
        assert MunicipalLogEntry.objects.count() == 1
    with acting_as(Caller.secretariat()):
        assert Standing.objects.count() == 2
        assert OutboxMail.objects.filter(kind="agreements/agreement_delivered").count() == 2
        assert IssuedAgreement.objects.count() == 2


def test_a_municipality_is_sent_a_text_once(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg")
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPossibleError, match="allerede fået"):
            joint.send_to_members(
                text=text,
                municipality_ids=[world.members["aalborg"].id],
                answer_by=None,
                by=world.actor("sara"),
            )
        with pytest.raises(NotPossibleError, match="mindst én"):
            joint.send_to_members(text=text, municipality_ids=[], answer_by=None, by=world.actor("sara"))
    world.send(text, "viborg")
    with acting_as(Caller.secretariat()):
        assert Recipient.objects.filter(state="delivered").count() == 2


def test_a_schema_that_lags_behind_waits_by_name_and_gets_it_later(world: World) -> None:
    with acting_as(Caller.owner()):
        SchemaStep(app="agreements_municipal", name="9999_later", sql="").save()
        for name in ("viborg", "koebenhavn"):
            schema = world.members[name].schema_name
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {schema}.django_migrations (app, name, applied)"
                    " VALUES ('agreements_municipal', '9999_later', now())"
                )
    sending = world.send(world.released(), "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        waits = Recipient.objects.get(state="waiting")
        assert waits.municipality.short_name == "Aalborg"
        assert "opdatering" in waits.reason
        assert Job.objects.filter(kind="agreements.deliver", payload__attempt=1).count() == 1
        assert ["venter på levering"] in [[cell.label for cell in row.cells if cell] for row in matrix().rows]
    with acting_as(Caller.owner()):
        SchemaStep.objects.filter(name="9999_later").delete()
    assert world.work(sending, attempt=1) == {"delivered": 1, "waiting": 0}
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "for_decision"


@pytest.mark.libreoffice
def test_the_municipality_holds_its_files_itself(world: World, with_libreoffice: None) -> None:
    world.send(world.released(), "aalborg")
    schema = world.members["aalborg"].schema_name
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.select_related("word", "pdf").get()
        assert agreement.pdf is not None
        hashes = {agreement.word.sha256, agreement.pdf.sha256}
        assert read_bytes(agreement.word.sha256)[:2] == b"PK"
        assert read_bytes(agreement.pdf.sha256)[:4] == b"%PDF"
    with acting_as(Caller.secretariat()):
        assert set(BlobHolder.objects.filter(holder=schema).values_list("sha256", flat=True)) == hashes


def test_without_libreoffice_the_agreement_is_word_only(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().pdf is None


def test_deliveries_log_what_the_state_machine_would_have_logged(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    """Each step that a database function takes leaves the row that the engine leaves for the same step."""
    world.send(world.released(), "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        mine = Agreement.objects.get()
        own.ask(agreement=mine, text="Hvad nu?", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        joint.answer_question(letter=Letter.objects.get(), answer="Intet.", by=world.actor("sara"))
    with acting_as(world.caller_of("mette")):
        own.want(agreement=Agreement.objects.get(), signatory=BENTE, url="", by=world.actor("mette"))
    with acting_as(world.caller_of("leo")):
        joint.sign(
            agreement=IssuedAgreement.objects.get(municipality_name="Aalborg Kommune"),
            received=upload(),
            signed_on=timezone.localdate(),
            signed_by="Leo",
            by=world.actor("leo"),
            approval=VOUCHED,
        )
    with acting_as(Caller.secretariat()):
        text = CommonText.objects.get()
        joint.withdraw(text=text, reason="Fejl i teksten", by=world.actor("lise"))
        run_jobs("agreements.withdraw")
    steps = {
        each.name: (each.source, each.target)
        for each in Agreement._meta.get_field("state").get_all_transitions(Agreement)
    }
    seen = set()
    for key in ("mette", "bo"):
        with acting_as(world.caller_of(key)):
            agreement = Agreement.objects.get()
            for row in MunicipalLogEntry.objects.exclude(action="receive"):
                assert row.subject_kind == agreement._meta.label_lower
                assert row.subject_id == agreement.id
                assert row.after == steps[row.action][1]
                seen.add(row.action)
    assert {"receive_answer", "supplier_signs_first", "be_withdrawn"} <= seen


def run_jobs(kind: str) -> None:
    """Do what the worker does with the jobs of a kind; act as the caller was before."""
    for job_id in Job.objects.filter(kind=kind, state="queued").values_list("id", flat=True):
        run(job_id)


def test_withdrawing_leaves_a_signed_agreement_alone(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        own.want(agreement=agreement, signatory=BENTE, url="", by=world.actor("mette"))
        own.sign(
            agreement=agreement,
            received=upload(),
            signed_on=timezone.localdate(),
            signed_by="Bente",
            by=world.actor("bente"),
            approval=VOUCHED,
        )
    with acting_as(Caller.secretariat()):
        joint.withdraw(text=CommonText.objects.get(), reason="Fejl i teksten", by=world.actor("lise"))
        run_jobs("agreements.withdraw")
        states = dict(Standing.objects.values_list("municipality__short_name", "state"))
    assert states == {"Aalborg": "signed_by_one", "Viborg": "withdrawn"}
    with acting_as(world.caller_of("bo")):
        assert Agreement.objects.get().withdrawn_reason == "Fejl i teksten"


def test_the_worker_s_jobs_tell_each_party_by_mail(world: World, upload: Callable[..., ReceivedFile]) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        own.ask(agreement=agreement, text="Hvad nu?", by=world.actor("mette"))
        own.want(agreement=agreement, signatory=BENTE, url="", by=world.actor("mette"))
        own.sign(
            agreement=agreement,
            received=upload(),
            signed_on=timezone.localdate(),
            signed_by="B",
            by=world.actor("bente"),
            approval=VOUCHED,
        )
    with acting_as(Caller.secretariat()):
        run_jobs("agreements.letter_received")
        told = dict(OutboxMail.objects.values_list("kind", "to"))
    assert told["agreements/municipality_question"] == ["sara@sekretariat.example"]
    assert told["agreements/copy_to_supplier"] == ["leo@nordlys.example"]
    assert told["agreements/to_sign"] == ["bente@aalborg.example"]


def test_a_question_is_answered_once(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        own.ask(agreement=Agreement.objects.get(), text="Hvad nu?", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        letter = Letter.objects.get()
        joint.answer_question(letter=letter, answer="Intet.", by=world.actor("sara"))
        with pytest.raises(OutdatedError):
            joint.answer_question(letter=letter, answer="Noget andet.", by=world.actor("lise"))
        assert Letter.objects.get().answer == "Intet."


def test_two_who_decide_at_once_one_wins(committed: None, request: Any) -> None:
    """Two people of the municipality decide at the same moment, each on a connection of their own."""
    world: World = request.getfixturevalue("committed_world")
    text = world.released()
    world.send(text, "aalborg")
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def decide(take: Callable[[Agreement], object]) -> None:
        try:
            with acting_as(world.caller_of("mette")):
                agreement = Agreement.objects.get()
                start.wait(timeout=20)
                take(agreement)
            outcomes.append("won")
        except MoveError:
            outcomes.append("lost")
        finally:
            connection.close()

    by = world.actor("mette")
    want = lambda found: own.want(agreement=found, signatory=BENTE, url="", by=by)  # noqa: E731
    cover = lambda found: own.cover_by_own(  # noqa: E731
        agreement=found, applies_instead="Vores egen", own_agreement_on=None, by=by
    )
    threads = [threading.Thread(target=decide, args=(take,)) for take in (want, cover)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["lost", "won"]
    with acting_as(Caller.secretariat()):
        assert Standing.objects.get().state in ("to_sign", "own")
        assert Municipality.objects.count() == 3


def test_a_locked_schema_waits_while_the_others_get_theirs(committed: None, request: Any) -> None:
    world: World = request.getfixturevalue("committed_world")
    text = world.released()
    locked, release = threading.Event(), threading.Event()

    def hold() -> None:
        with acting_as(Caller.owner()):
            from django.db import transaction

            with transaction.atomic(), connection.cursor() as cursor:
                schema = world.members["aalborg"].schema_name
                cursor.execute(f"LOCK TABLE {schema}.agreements_municipal_agreement IN ACCESS EXCLUSIVE MODE")
                locked.set()
                release.wait(timeout=30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(timeout=20)
    sending = world.send(text, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        states = dict(Recipient.objects.values_list("municipality__short_name", "state"))
        assert states == {"Aalborg": "waiting", "Viborg": "delivered"}
        assert "optaget" in Recipient.objects.get(state="waiting").reason
    release.set()
    holder.join(timeout=20)
    assert world.work(sending, attempt=1) == {"delivered": 1, "waiting": 0}
