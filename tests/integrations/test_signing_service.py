"""Agreements at a signing service: handed over once, asked for, checked like an upload, delivered to both."""

import json
import tempfile
import time
import tracemalloc
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from agreements.joint.actions import services as acts
from agreements.joint.actions.services import order_of
from agreements.joint.models import IssuedAgreement, ServiceOrder, SupplierCopy
from agreements.joint.services import Order, OrderRefusedError, Party, ServiceError
from agreements.municipal import actions as own
from agreements.municipal.actions import Signatory
from agreements.municipal.models import Agreement, SignedCopy
from documents import pdf
from documents.storage import read_bytes
from integrations.signing import transport
from integrations.signing.adapter import JsonService, signature_of
from integrations.signing.transport import ask
from tenants.models import Standing
from tests.agreements.conftest import VOUCHED, World
from tests.integrations.service import KEY, SECRET, Service
from tests.papers import AGREEMENT, paper, swapped
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.jobs import RunningJob
from workflows.models import Job, OutboxMail

BENTE = Signatory("Bente Aalborg", "bente@aalborg.example")
SENT = paper(AGREEMENT)
SYSTEM = Actor.system("Underskriftstjenesten")


@pytest.fixture
def ordered(world: World, service: Service, monkeypatch: pytest.MonkeyPatch) -> ServiceOrder:
    """An agreement that its municipality has sent to be signed, on a machine that makes PDFs."""
    monkeypatch.setattr(pdf, "available", lambda: True)
    monkeypatch.setattr(pdf, "convert", lambda words: [SENT for _ in words])
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        own.want(agreement=Agreement.objects.get(), signatory=BENTE, url="", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        job = Job.objects.get(kind="agreements.ready_to_sign")
        from agreements.joint.jobs import ready_to_sign

        ready_to_sign(RunningJob(job))
        return ServiceOrder.objects.get()


def handed_over(order: ServiceOrder) -> ServiceOrder:
    with acting_as(Caller.secretariat()):
        acts.hand_over(order=order_of(order.id), by=SYSTEM)
        return order_of(order.id)


def asked(order: ServiceOrder) -> ServiceOrder:
    with acting_as(Caller.secretariat()):
        acts.ask(order=order_of(order.id), by=SYSTEM)
        return order_of(order.id)


def test_an_agreement_comes_back_signed_by_both_and_is_kept_at_both(
    world: World, service: Service, ordered: ServiceOrder
) -> None:
    order = handed_over(ordered)
    assert order.state == "at_service"
    told = service.orders[order.reference]
    assert [each["role"] for each in told["signers"]] == ["supplier", "municipality"]
    assert told["content"] == SENT
    assert asked(order).state == "at_service", "nobody has signed yet"
    service.sign(order.reference)
    done = asked(order)
    assert (done.state, done.reason) == ("signed", "")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert agreement.state == "signed"
        copies = list(SignedCopy.objects.select_related("examination", "file").order_by("party"))
        assert [(each.party, each.kind) for each in copies] == [
            ("municipality", "signed"),
            ("supplier", "signed"),
        ]
        assert copies[0].signed_by == "Bente Aalborg"
        assert copies[0].examination is not None
        assert copies[0].examination.verdict.lacks_identity_only, "the installation trusts no issuer"
        assert {each.accepted_reason for each in copies} == {
            "Hentet direkte hos Underskriv.example, som selv har bedt parterne om at underskrive."
        }
        assert read_bytes(copies[0].file.sha256) == service.documents[order.reference]
    with acting_as(Caller.secretariat()):
        assert Standing.objects.get().state == "signed"
        job = Job.objects.get(kind="agreements.service_signed")
        from agreements.joint.servicejobs import service_signed

        service_signed(RunningJob(job))
        assert OutboxMail.objects.filter(kind="agreements/service_signed").count() == 2
    with acting_as(world.caller_of("bo")):
        assert not SignedCopy.objects.exists()


def test_the_same_order_twice_is_one_order_at_the_service(service: Service, ordered: ServiceOrder) -> None:
    """The answer is lost on the way: the order is handed over again and the service knows it."""
    service.forgets_to_answer = True
    lost = handed_over(ordered)
    assert lost.state == "waiting"
    assert "svarer ikke" in lost.trouble
    service.forgets_to_answer = False
    assert handed_over(ordered).state == "at_service"
    assert handed_over(ordered).state == "at_service"
    assert len(service.orders) == 1


def test_a_service_that_is_away_is_asked_again_later_and_nothing_is_lost(
    service: Service, ordered: ServiceOrder
) -> None:
    service.down = True
    waiting = handed_over(ordered)
    assert (waiting.state, waiting.tries) == ("waiting", 1)
    with acting_as(Caller.secretariat()):
        later = Job.objects.get(kind=acts.HAND_OVER, not_before__isnull=False)
        assert later.payload == {"order": str(ordered.id)}
    service.down = False
    order = handed_over(ordered)
    service.down = True
    assert asked(order).state == "at_service"
    service.down = False
    service.sign(order.reference)
    assert asked(order).state == "signed"


@pytest.mark.parametrize(
    ("came_back", "says"),
    [
        ((swapped(AGREEMENT, "60 dage", "30 dage"), 2), "anderledes"),
        (
            ([["Lejekontrakt", "Lejeren betaler den første i hver måned."]], 2),
            "ikke den aftale",
        ),
        ((AGREEMENT, 1), "1 af 2 underskrifter"),
        ((AGREEMENT, 0), "uden digital underskrift"),
    ],
)
def test_what_comes_back_is_checked_like_an_upload(
    world: World, service: Service, ordered: ServiceOrder, came_back: tuple[list[list[str]], int], says: str
) -> None:
    order = handed_over(ordered)
    pages, times = came_back
    service.sign(order.reference, paper(pages), times)
    refused = asked(order)
    assert refused.state == "refused"
    assert says in refused.reason
    assert refused.examination_id is not None, "what was found is kept"
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "to_sign", "the parties may still sign and upload"


def test_a_signer_who_declines_ends_the_order(service: Service, ordered: ServiceOrder) -> None:
    order = handed_over(ordered)
    service.orders[order.reference] |= {"state": "declined", "reason": "Forkert bilag."}
    ended = asked(order)
    assert ended.state == "declined"
    assert "Forkert bilag." in ended.reason


def test_an_agreement_signed_by_hand_in_the_meantime_is_left_as_it_is(
    world: World, service: Service, ordered: ServiceOrder, upload: Callable[..., object]
) -> None:
    order = handed_over(ordered)
    from django.utils import timezone

    with acting_as(world.caller_of("mette")):
        own.sign(
            agreement=Agreement.objects.get(),
            received=upload(),  # type: ignore[arg-type]
            signed_on=timezone.localdate(),
            signed_by="Bente",
            by=world.actor("bente"),
            approval=VOUCHED,
        )
    service.sign(order.reference)
    assert asked(order).state == "stopped"
    with acting_as(Caller.secretariat()):
        assert not SupplierCopy.objects.exists()


def call(client: Client, reference: str, *, secret: str = SECRET, age: int = 0) -> int:
    body = json.dumps({"reference": reference, "state": "completed"}).encode()
    stamp = str(int(time.time()) - age)
    response = client.post(
        "/underskriftstjeneste/",
        body,
        content_type="application/json",
        headers={"X-Signing-Timestamp": stamp, "X-Signing-Signature": signature_of(secret, stamp, body)},
    )
    return int(response.status_code)


def test_only_a_signed_and_fresh_call_makes_the_worker_ask(
    service: Service, ordered: ServiceOrder, visitor: Client
) -> None:
    order = handed_over(ordered)

    def waiting() -> int:
        with acting_as(Caller.secretariat()):
            return Job.objects.filter(kind=acts.ASK, not_before=None).count()

    assert call(visitor, order.reference, secret="en anden") == 403
    assert call(visitor, order.reference, age=3600) == 403
    assert call(visitor, "ordre-99") == 202, "whether an order is known is not told"
    assert waiting() == 0
    assert call(visitor, order.reference) == 202
    assert call(visitor, order.reference) == 202
    assert waiting() == 1, "called twice, asked once"


@pytest.fixture
def visitor() -> Client:
    """Somebody who is not signed in, at the secretariat's address."""
    from django.conf import settings

    return Client(headers={"host": settings.SECRETARIAT_HOST})


def test_the_adapter_keeps_to_what_is_agreed(service: Service) -> None:
    right = JsonService("x", service.address, KEY, SECRET)
    one = Order(
        "k", "Aftale", "a.pdf", SENT, (Party("supplier", "Leo", "leo@x.example"),), False, "https://x"
    )
    assert right.progress(right.hand_over(one)).state == "pending"
    with pytest.raises(OrderRefusedError):
        right.hand_over(Order("k2", "A", "a.pdf", SENT, (Party("supplier", "Leo", ""),), False, ""))
    with pytest.raises(OrderRefusedError):
        JsonService("x", service.address, "forkert", SECRET).hand_over(one)
    with pytest.raises(ServiceError):
        right.progress("../../orders")
    with pytest.raises(ServiceError, match="https"):
        ask("GET", "http://tjeneste.example/v1/orders", {})


def test_a_signed_document_is_fetched_in_pieces_and_one_without_end_is_refused(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.orders["stor"], service.documents["stor"] = {}, bytes(30_000_000)
    right = JsonService("x", service.address, KEY, SECRET)
    with tempfile.TemporaryFile() as into:
        tracemalloc.start()
        right.signed_document("stor", into)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert into.tell() == 30_000_000
    assert peak < 4_000_000
    monkeypatch.setattr(transport, "LONGEST_DOCUMENT", 1_000_000)
    with tempfile.TemporaryFile() as into, pytest.raises(ServiceError, match="for stort"):
        right.signed_document("stor", into)
    with tempfile.TemporaryFile() as into, pytest.raises(ServiceError, match="404"):
        right.signed_document("ukendt", into)


def test_without_a_service_nothing_is_ordered(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(Caller.secretariat()):
        agreement = IssuedAgreement.objects.select_related("sending", "pdf").get()
        assert (
            acts.order_signatures(agreement=agreement, signatory="B", email="b@x.example", by=SYSTEM) is None
        )


def test_the_municipality_s_page_says_where_the_agreement_lies(
    world: World, service: Service, ordered: ServiceOrder, client_of: Callable[[str], Client]
) -> None:
    with acting_as(world.caller_of("mette")):
        path = f"/aftaler/{Agreement.objects.get().id}/"
    mette = client_of("mette")
    assert "på vej til underskriftstjenesten" in mette.get(path).content.decode()
    order = handed_over(ordered)
    assert "har ligget til underskrift hos" in mette.get(path).content.decode()
    service.orders[order.reference] |= {"state": "declined", "reason": "Forkert person."}
    asked(order)
    assert "Parterne kan stadig underskrive selv" in mette.get(path).content.decode()


def test_where_an_agreement_lies_is_told_to_its_own_municipality_alone(
    world: World, ordered: ServiceOrder
) -> None:
    for who, told in (("mette", True), ("bo", False)):
        with acting_as(world.caller_of(who)), connection.cursor() as cursor:
            cursor.execute("SELECT agreements_joint_at_service_v1(%s)", [ordered.agreement_id])
            assert (cursor.fetchone()[0] is not None) == told


def test_whoever_signs_first_each_signature_stands_with_its_own_party(
    world: World, service: Service, ordered: ServiceOrder
) -> None:
    order = handed_over(ordered)
    told = service.orders[order.reference]
    assert [each["role"] for each in told["signers"]] == ["supplier", "municipality"]
    told["signers"].reverse()
    service.sign(order.reference)
    done = asked(order)
    assert done.signed["municipality"]["name"] == "Bente Aalborg"
    assert done.signed["supplier"]["name"] == told["signers"][1]["name"]
    with acting_as(world.caller_of("mette")):
        assert SignedCopy.objects.get(party="municipality").signed_by == "Bente Aalborg"
