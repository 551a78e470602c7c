"""Signing: what the check lets through, who may accept what, who signs first, and what is kept together."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from agreements.joint import actions as joint
from agreements.joint.models import IssuedAgreement, SupplierCopy, SupplierSignatureCheck
from agreements.joint.signing import signings
from agreements.municipal import actions as own
from agreements.municipal.actions import Signatory
from agreements.municipal.models import Agreement, SignatureCheck, SignedCopy
from documents import pdf
from documents.checks.refusal import RefusedFileError
from documents.models import StoredFile
from documents.municipal.models import MunicipalFile
from documents.signatures.checking import Approval, check_file
from documents.storage import keep_bytes
from documents.uploadhandlers import ReceivedFile
from tests.agreements.conftest import VOUCHED, World
from tests.documents.hostile import pdf_bomb
from tests.papers import AGREEMENT, Issuer, paper, signed, swapped
from walls.callers import Caller, acting_as
from workflows.engine import MoveError, NotPossibleError
from workflows.models import LogEntry, OutboxMail
from workflows.municipal.models import MunicipalLogEntry

Clients = Callable[[str], Client]
Upload = Callable[..., ReceivedFile]
BENTE = Signatory("Bente Aalborg", "bente@aalborg.example")
SENT = paper(AGREEMENT)
CHANGED = paper(swapped(AGREEMENT, "60 dage", "30 dage"))
ISSUER = Issuer()
LEO, HER = ISSUER.signer("Leo Nordlys"), ISSUER.signer("Bente Aalborg")


@pytest.fixture
def with_pdf(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    """A machine that trusts the issuer, and makes PDFs, which are the short agreement of tests.papers."""
    (tmp_path / "udsteder.pem").write_bytes(ISSUER.pem)
    settings.SIGNATURE_TRUST_DIR = str(tmp_path)
    monkeypatch.setattr(pdf, "available", lambda: True)
    monkeypatch.setattr(pdf, "convert", lambda words: [SENT for _ in words])


def to_sign(world: World, order: str = "any") -> None:
    """Send an agreement to Aalborg, which wants it and names its signatory."""
    text = world.released()
    with acting_as(Caller.secretariat()):
        sending = joint.send_to_members(
            text=text,
            municipality_ids=[world.members["aalborg"].id],
            answer_by=None,
            signing_order=order,
            by=world.actor("sara"),
        )
    world.work(sending)
    with acting_as(world.caller_of("mette")):
        own.want(agreement=Agreement.objects.get(), signatory=BENTE, url="", by=world.actor("mette"))


def municipality_signs(world: World, received: ReceivedFile, **more: Any) -> SignedCopy:
    with acting_as(world.caller_of("mette")):
        return own.sign(
            agreement=Agreement.objects.get(),
            received=received,
            signed_on=timezone.localdate(),
            signed_by="Bente Aalborg",
            by=world.actor("bente"),
            **more,
        )


def supplier_signs(world: World, received: ReceivedFile, **more: Any) -> SupplierCopy:
    with acting_as(world.caller_of("leo")):
        return joint.sign(
            agreement=IssuedAgreement.objects.get(),
            received=received,
            signed_on=timezone.localdate(),
            signed_by="Leo Nordlys",
            by=world.actor("leo"),
            **more,
        )


def test_both_sign_digitally_and_nobody_is_asked_for_a_reason(
    world: World, with_pdf: None, upload: Upload
) -> None:
    to_sign(world)
    first = signed(SENT, LEO)
    supplier_signs(world, upload(first))
    copy = municipality_signs(world, upload(signed(first, HER, field="Kommunen")))
    assert copy.kind == "signed"
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "signed"
        delivered = SignedCopy.objects.select_related("examination").get(party="supplier")
        assert delivered.examination is not None
        assert delivered.examination.found.by_people[0].name == "Leo Nordlys", "the check came along"


def test_a_signer_whom_no_trusted_issuer_knows_needs_a_reason_on_both_sides(
    world: World, with_pdf: None, upload: Upload, settings: Settings, client_of: Clients
) -> None:
    """Anybody can make an issuer of their own, with any name in the certificate."""
    settings.SIGNATURE_TRUST_DIR = ""
    to_sign(world)
    first = signed(SENT, Issuer("Hjemmelavet CA").signer("Leo Nordlys"))
    both = signed(first, HER, field="Kommunen")
    known = Approval(reason="Leo har selv ringet og bekræftet det.")
    with pytest.raises(NotPossibleError, match="identitet er ikke bekræftet"):
        supplier_signs(world, upload(first))
    assert supplier_signs(world, upload(first), approval=known).accepted_reason == known.reason
    with pytest.raises(NotPossibleError, match="Skriv, hvorfor"):
        municipality_signs(world, upload(both))
    copy = municipality_signs(world, upload(both), approval=known)
    assert (copy.kind, copy.accepted_reason) == ("signed", known.reason)
    with acting_as(world.caller_of("mette")):
        theirs = SignedCopy.objects.get(party="supplier")
        assert theirs.accepted_reason == known.reason, "the supplier's reason came along"
        page = f"/aftaler/{Agreement.objects.get().id}/underskrifter/"
    shown = client_of("bente").get(page).content.decode()
    assert shown.count("ntegriteten er i orden, men underskriverens identitet er ikke bekræftet") == 5
    assert "underskrift og tekst er i orden" not in shown
    assert known.reason in shown


def test_a_tampered_file_and_another_text_are_refused_for_everybody(
    world: World, with_pdf: None, upload: Upload
) -> None:
    to_sign(world)
    for bad in (
        signed(SENT, LEO).replace(b"60 dage", b"30 dage"),
        signed(paper([["Lejekontrakt", "Lejeren betaler huslejen den første i hver måned."]]), LEO),
    ):
        every = Approval("Vi er enige.", "Bente", "direktør")
        with pytest.raises(NotPossibleError):
            municipality_signs(world, upload(bad), approval=every)
        with pytest.raises(NotPossibleError):
            supplier_signs(world, upload(bad), approval=every)
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "to_sign"
        assert SignatureCheck.objects.count() == 2, "what was found is kept all the same"


def test_a_difference_is_the_municipalitys_to_accept_with_a_reason(
    world: World, with_pdf: None, upload: Upload
) -> None:
    to_sign(world)
    other = signed(CHANGED, LEO)
    reason = Approval(reason="Kommunen har godkendt 30 dage i brev af 3. november.")
    with pytest.raises(NotPossibleError, match="det er kommunen"):
        supplier_signs(world, upload(other), approval=reason)
    with pytest.raises(NotPossibleError, match="Skriv, hvorfor"):
        municipality_signs(world, upload(other))
    copy = municipality_signs(world, upload(other), approval=reason)
    assert copy.accepted_reason == reason.reason
    with acting_as(world.caller_of("mette")):
        said = MunicipalLogEntry.objects.get(action="sign_first")
        assert said.data["accepted"] == reason.reason
    with acting_as(world.caller_of("leo")):
        found = signings()[0]
        assert found.accepted_facts is not None, "the supplier sees what the municipality accepted"
        both = signed(other, ISSUER.signer("Liv Nordlys"), field="Nordlys")
        checked = joint.check_copy(agreement=found.issued, received=upload(both), by=world.actor("leo"))
        given = {"signed_on": timezone.localdate(), "signed_by": "Leo", "by": world.actor("leo")}
        joint.sign_checked(
            agreement=found.issued,
            checked=checked,
            approval=Approval(reason="Som aftalt med kommunen."),
            accepted=found.accepted_facts,
            **given,
        )
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "signed"


def test_a_scanned_copy_needs_somebody_who_vouches_for_it(world: World, upload: Upload) -> None:
    to_sign(world)
    with pytest.raises(NotPossibleError, match="står inde for"):
        municipality_signs(world, upload())
    copy = municipality_signs(world, upload(), approval=VOUCHED)
    assert (copy.kind, copy.vouched_name, copy.vouched_function) == ("scanned", "Bente Aalborg", "direktør")


def test_what_no_upload_may_be_is_refused_before_its_signature_is_looked_for(
    settings: Settings, tmp_path: Path
) -> None:
    storage = {"BACKEND": "documents.storage.LocalFiles", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    document = StoredFile(sha256=keep_bytes(SENT), content_type="application/pdf")
    facts = check_file(io.BytesIO(signed(SENT, LEO)), document, "A-1")
    assert (facts.signatures[0].name, facts.problem) == ("Leo Nordlys", "")
    with pytest.raises(RefusedFileError, match="pakket på en måde"):
        check_file(io.BytesIO(pdf_bomb()), document, "A-1")


def test_a_word_file_is_no_signed_copy(world: World, upload: Upload) -> None:
    to_sign(world)
    with pytest.raises(RefusedFileError, match="PDF eller et skannet billede"):
        municipality_signs(world, upload(b"PK\x03\x04 word", "aftale.docx"), approval=VOUCHED)


def test_where_the_supplier_signs_first_the_municipality_waits_and_is_told(
    world: World, with_pdf: None, upload: Upload
) -> None:
    to_sign(world, "supplier_first")
    with acting_as(Caller.secretariat()):
        assert not OutboxMail.objects.filter(kind="agreements/to_sign").exists(), "not its turn yet"
    with pytest.raises(NotPossibleError, match="Leverandøren underskriver først"):
        municipality_signs(world, upload(signed(SENT, HER)))
    supplier_signs(world, upload(signed(SENT, LEO)))
    with acting_as(Caller.secretariat()):
        from agreements.joint.jobs import ready_to_sign, supplier_signed
        from workflows.jobs import RunningJob
        from workflows.models import Job

        ready_to_sign(RunningJob(Job.objects.get(kind="agreements.ready_to_sign")))
        supplier_signed(RunningJob(Job.objects.get(kind="agreements.supplier_signed")))
        mails = dict(OutboxMail.objects.values_list("kind", "to"))
        assert mails["agreements/ready_to_sign"] == ["leo@nordlys.example"]
        assert mails["agreements/supplier_signed"][0] == BENTE.email, "the next one is told"
    assert municipality_signs(world, upload(signed(SENT, HER))).kind == "signed"


def test_where_the_municipality_signs_first_the_supplier_waits(
    world: World, with_pdf: None, upload: Upload
) -> None:
    to_sign(world, "municipality_first")
    with acting_as(world.caller_of("leo")):
        assert signings()[0].waits_for_municipality
    with pytest.raises(MoveError):
        supplier_signs(world, upload(signed(SENT, LEO)))
    municipality_signs(world, upload(signed(SENT, HER)))
    supplier_signs(world, upload(signed(SENT, LEO)))
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "signed"


def streamed(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def post(client: Client, path: str, **given: Any) -> str:
    response = client.post(path, given)
    assert response.status_code == 302, response.content.decode()[-3000:]
    return str(response["Location"])


def test_the_pages_show_the_difference_take_the_reason_and_give_it_all_in_one_zip(
    world: World, with_pdf: None, client_of: Clients
) -> None:
    to_sign(world)
    bente, leo, bo = client_of("bente"), client_of("leo"), client_of("bo")
    with acting_as(world.caller_of("mette")):
        where = f"/aftaler/{Agreement.objects.get().id}/"
        agreement_id = Agreement.objects.get().id
    file = SimpleUploadedFile("aftale.pdf", signed(CHANGED, HER), "application/pdf")
    check = post(bente, f"{where}trin/sign_first/", file=file)
    shown = bente.get(check).content.decode()
    for words in ("<del>60</del>", "<ins>30</ins>", "Bente Aalborg", "Hvorfor kan kopien bruges alligevel?"):
        assert words in shown
    said = {"signed_by": "Bente Aalborg", "signed_on": "2.11.2026"}
    assert "Feltet skal udfyldes" in bente.post(check, said).content.decode()
    post(bente, check, **said, reason="Aftalt i brev.")
    assert "Aftalt i brev." in bente.get(f"{where}underskrifter/").content.decode()
    packed = zipfile.ZipFile(io.BytesIO(streamed(bente.get(f"{where}underskrifter/zip/"))))
    names = packed.namelist()
    assert any(name.startswith("sendt/") for name in names)
    assert any(name.endswith("kontrol.json") for name in names)
    report = next(name for name in names if name.endswith("kontrol.txt"))
    assert "Godkendt med begrundelsen: Aftalt i brev." in packed.read(report).decode()
    own_page = leo.get(f"/aftaler/underskrift/{agreement_id}/").content.decode()
    assert "Aftalt i brev." in own_page
    assert "<del>60</del>" in own_page
    packed = zipfile.ZipFile(io.BytesIO(streamed(leo.get(f"/aftaler/underskrift/{agreement_id}/zip/"))))
    assert packed.namelist()
    with acting_as(Caller.secretariat()):
        assert LogEntry.objects.filter(subject_id=agreement_id, action="read").count() == 2
    with acting_as(world.caller_of("mette")):
        MunicipalFile.objects.filter(title__endswith="underskrevet af kommunen").update(state="quarantined")
    assert bente.get(f"{where}underskrifter/zip/").status_code == 404, "what waits is in no zip either"
    for page in (f"{where}underskrifter/", f"{where}underskrifter/zip/"):
        assert bo.get(page).status_code == 404, "another municipality sees nothing"
    with acting_as(world.caller_of("bo")):
        assert not SignatureCheck.objects.exists()


def test_a_supplier_is_shown_the_difference_and_cannot_send_it(
    world: World, with_pdf: None, client_of: Clients
) -> None:
    to_sign(world)
    leo, lis = client_of("leo"), client_of("lis")
    with acting_as(Caller.secretariat()):
        where = f"/aftaler/underskrift/{IssuedAgreement.objects.get().id}/"
    file = SimpleUploadedFile("aftale.pdf", signed(CHANGED, LEO), "application/pdf")
    check = post(leo, where, file=file)
    shown = leo.get(check).content.decode()
    assert "<ins>30</ins>" in shown
    assert "Send kopien til kommunen" not in shown
    said = {"signed_by": "Leo", "signed_on": "2.11.2026", "reason": "Fordi."}
    assert leo.post(check, said).status_code == 200
    with acting_as(Caller.secretariat()):
        assert not SupplierCopy.objects.exists()
        assert SupplierSignatureCheck.objects.count() == 1
    assert lis.get(check).status_code == 404
    good = SimpleUploadedFile("aftale.pdf", signed(SENT, LEO), "application/pdf")
    check = post(leo, where, file=good)
    assert "Send kopien til kommunen" in leo.get(check).content.decode()
    post(leo, check, signed_by="Leo", signed_on="2.11.2026")


def test_a_copy_checked_for_one_agreement_is_not_used_for_another_document(
    world: World, with_pdf: None, upload: Upload
) -> None:
    """The document has been changed since: the copy is checked anew."""
    to_sign(world)
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        by = world.actor("bente")
        checked = own.check_copy(agreement=agreement, received=upload(signed(SENT, HER)), by=by)
        checked.sent_sha256 = "0" * 64
        given = {"signed_on": timezone.localdate(), "signed_by": "Bente", "by": by}
        with pytest.raises(MoveError, match="ændret, siden"):
            own.sign_checked(agreement=agreement, checked=checked, approval=Approval(), **given)
