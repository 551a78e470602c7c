"""A text on the supplier's own wording: the wording is kept word for word, with our appendix behind it."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from agreements.joint import actions as joint
from agreements.joint.models import CommonText, IssuedAgreement
from agreements.joint.rendering import clauses_of, draft
from documents.checks.refusal import RefusedFileError
from documents.models import StoredFile
from documents.storage import read_bytes
from documents.uploadhandlers import ReceivedFile
from tests.agreements.conftest import PDF, World
from tests.agreements.own_text import ODD, WORDS, own_text
from tests.documents.conftest import text_of
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError
from workflows.log import history

pytestmark = pytest.mark.django_db
Upload = Callable[..., ReceivedFile]


def on_own_text(world: World, upload: Upload, content: bytes | None = None) -> CommonText:
    """A text whose parts are filled in, with the supplier's wording put up."""
    text = world.begin(structure="supplier_own")
    with acting_as(Caller.secretariat()):
        received = upload(content or own_text(), "nordlys.docx")
        joint.set_own_body(text=text, received=received, by=world.actor("sara"))
        return CommonText.objects.select_related("supplier").get(pk=text.pk)


def test_the_suppliers_words_come_out_as_they_are_with_our_appendix_behind(
    world: World, upload: Upload
) -> None:
    text = on_own_text(world, upload)
    with acting_as(Caller.secretariat()):
        made = draft(text, text.working_copy.values)
    words = text_of(made)
    theirs = text_of(own_text())
    assert words.startswith(theirs)
    for each in (WORDS, ODD, "Delt {{ over }} flere", "Celle {{ a }}"):
        assert each in words
    ours = words[len(theirs) :]
    for each in ("Nordhavn Hosting A/S", "ISAE 3000", text.number, "senest 24 timer", "Underskrift"):
        assert each in ours
    word = Document(io.BytesIO(made))
    assert word.sections[0].footer.paragraphs[0].text == "Nordlys {{ side }}"
    assert word.core_properties.title == "Nordlys {{ titel }}"


def test_their_wording_and_our_appendix_can_be_wished_about_clause_by_clause(
    world: World, upload: Upload
) -> None:
    text = on_own_text(world, upload)
    world.to_supplier(text)
    with acting_as(world.caller_of("leo")):
        turn = CommonText.objects.get(pk=text.pk).rounds.get()
    keys = [clause["key"] for clause in turn.clauses]
    assert len(keys) == len(set(keys))
    assert {"B", "F-B", "B.1", "C.7"} <= set(keys)
    headings = [clause["heading"] for clause in turn.clauses]
    assert headings[0] == "Aftale om databehandling"
    plain = clauses_of(own_text(headings=False), whole=True)
    assert [clause["heading"] for clause in plain] == ["Leverandørens tekst"]


def test_the_wording_is_locked_and_each_version_is_logged_with_its_hash(world: World, upload: Upload) -> None:
    text = on_own_text(world, upload)
    with acting_as(Caller.secretariat()):
        first = text.own_body
        assert first is not None
        assert read_bytes(first.sha256) == own_text() or first.size
        again = upload(own_text("En linje mere."), "nordlys2.docx")
        joint.set_own_body(text=text, received=again, by=world.actor("sara"))
        newer = CommonText.objects.get(pk=text.pk)
        assert newer.body_sha256 != text.body_sha256
        assert newer.template_sha256 != text.template_sha256
        assert StoredFile.objects.filter(pk=first.pk).exists()
        rows = history(text).filter(action="set_own_body")
        assert [row.data["body"] for row in rows] == [newer.body_sha256, text.body_sha256]
    world.to_supplier(newer)
    with acting_as(Caller.secretariat()), pytest.raises(NotPossibleError, match="hos leverandøren"):
        joint.set_own_body(text=text, received=upload(own_text(), "x.docx"), by=world.actor("sara"))


def test_a_text_without_the_suppliers_wording_is_not_sent(world: World) -> None:
    text = world.begin(structure="supplier_own")
    with pytest.raises(NotPossibleError, match="egen tekst"):
        world.to_supplier(text)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (own_text(tracked=True), "a.docx", "sporede ændringer"),
        (b"", "a.docx", "tom"),
        (PDF, "a.pdf", "ikke et Word-dokument"),
    ],
)
def test_a_wording_that_is_not_final_is_refused(
    world: World, upload: Upload, content: bytes, name: str, said: str
) -> None:
    text = world.begin(structure="supplier_own")
    with acting_as(Caller.secretariat()):
        with pytest.raises((NotPossibleError, RefusedFileError), match=said):
            joint.set_own_body(text=text, received=upload(content, name), by=world.actor("sara"))
        assert CommonText.objects.get(pk=text.pk).own_body is None


def test_a_text_of_another_type_takes_no_wording(world: World, upload: Upload) -> None:
    text = world.begin()
    with acting_as(Caller.secretariat()), pytest.raises(NotPossibleError, match="bygger ikke"):
        joint.set_own_body(text=text, received=upload(own_text(), "x.docx"), by=world.actor("sara"))


def test_it_goes_all_the_way_to_the_municipality(world: World, upload: Upload) -> None:
    text = world.to_supplier(on_own_text(world, upload))
    with acting_as(world.caller_of("leo")):
        joint.accept(text=CommonText.objects.get(pk=text.pk), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        joint.release(text=text, by=world.actor("lise"))
    world.send(text, "aalborg")
    with acting_as(Caller.secretariat()):
        issued = IssuedAgreement.objects.select_related("word").get()
        words = text_of(read_bytes(issued.word.sha256))
    assert words.startswith(text_of(own_text()))
    assert "Aalborg Kommune" in words
    assert issued.number in words


def test_another_supplier_sees_nothing_of_it(world: World, upload: Upload) -> None:
    text = world.to_supplier(on_own_text(world, upload))
    with acting_as(world.caller_of("lis")):
        assert not CommonText.objects.filter(pk=text.pk).exists()
        assert not StoredFile.objects.exists()
    with acting_as(world.caller_of("leo")):
        assert CommonText.objects.select_related("own_body").get(pk=text.pk).own_body is not None


def test_the_page_takes_the_file_and_gives_it_back(world: World, client_of: Callable[[str], Client]) -> None:
    text, sara = world.begin(structure="supplier_own"), client_of("sara")
    where = f"/aftaler/{text.id}/"
    assert "Leverandørens egen tekst mangler" in sara.get(where).content.decode()
    bad = SimpleUploadedFile("a.docx", own_text(tracked=True))
    told = sara.post(f"{where}leverandoerens-tekst/", {"file": bad})
    assert "sporede ændringer" in told.content.decode()
    good = SimpleUploadedFile("nordlys.docx", own_text())
    assert sara.post(f"{where}leverandoerens-tekst/", {"file": good})["Location"] == where
    assert "nordlys.docx" in sara.get(where).content.decode()
    given = sara.get(f"{where}leverandoerens-tekst/fil/")
    assert Document(io.BytesIO(b"".join(given.streaming_content)))  # type: ignore[attr-defined]
    other = world.begin("En anden")
    assert sara.get(f"/aftaler/{other.id}/leverandoerens-tekst/").status_code == 404
