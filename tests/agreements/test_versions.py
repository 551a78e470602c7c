"""A new version of a text: what changed, supplements to those who are bound, and the former that stays."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from agreements.joint import actions as joint
from agreements.joint.actions.texts import CaseWorker
from agreements.joint.models import CommonText, IssuedAgreement
from agreements.joint.parts import PART_OF
from agreements.joint.versions.actions import begin_version
from agreements.joint.versions.changes import changes_of
from agreements.joint.versions.formers import formers_of
from agreements.municipal.models import Agreement
from documents.storage import read_bytes
from documents.uploadhandlers import ReceivedFile
from tenants.models import Standing
from tests.agreements.conftest import World
from tests.agreements.test_endings import bring_into_force, in_force
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError, OutdatedError
from workflows.municipal.models import MunicipalLogEntry

HOSTILE = "Flyttet til Ålborg {{ x }} & <w:p>"


def begin(world: World, text: CommonText, applies_from: date | None = None) -> CommonText:
    sara = PERSONAE["sara"]
    with acting_as(Caller.secretariat()):
        return begin_version(
            text=CommonText.objects.get(pk=text.pk),
            applies_from=applies_from,
            case_worker=CaseWorker(sara.id, sara.name, sara.email, "12 34 56 78"),
            reason="Leverandøren flytter driften.",
            by=world.actor("sara"),
        )


def change(world: World, text: CommonText) -> None:
    """Another number of hours for a breach, and another service."""
    with acting_as(Caller.secretariat()):
        for key, field, value in (("kontakt", "breach_hours", 12), ("ydelse", "service", HOSTILE)):
            copy = CommonText.objects.get(pk=text.pk).working_copy
            values = {**copy.values[key], field: value}
            part = PART_OF[key]
            rows = values.pop(part.rows.key, []) if part.rows else []
            joint.save_part(
                text=text,
                part=part,
                values=values,
                rows=rows,
                revision=copy.revision,
                by=world.actor("sara"),
            )


def release(world: World, text: CommonText) -> CommonText:
    world.to_supplier(text)
    with acting_as(world.caller_of("leo")):
        joint.accept(text=CommonText.objects.get(pk=text.pk), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        fresh = CommonText.objects.get(pk=text.pk)
        joint.release(text=fresh, by=world.actor("lise"))
    return fresh


def first(world: World) -> CommonText:
    with acting_as(Caller.secretariat()):
        return CommonText.objects.get(version=1)


def test_a_new_version_is_a_copy_that_can_be_edited_and_leaves_the_former_alone(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    old = first(world)
    new = begin(world, old)
    assert (new.number, new.version, new.replaces_id, new.state) == (f"{old.number}-v2", 2, old.id, "draft")
    with acting_as(Caller.secretariat()):
        assert changes_of(new) == []
        assert [each.system_name for each in new.systems.all()] == ["Nordlys Journal", "Nordlys Plan"]
    change(world, new)
    with acting_as(Caller.secretariat()):
        found = {
            each.label: (each.before, each.now) for each in changes_of(CommonText.objects.get(pk=new.pk))
        }
        assert found["Frist for underretning om brud (timer)"] == ("24", "12")
        assert found["Ydelsen"][1] == HOSTILE
        assert len(found) == 2
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "in_force"


def test_only_one_new_version_is_begun_and_only_of_a_text_that_was_sent(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    draft = world.begin()
    with pytest.raises(NotPossibleError, match="sendt til kommunerne"):
        begin(world, draft)
    with acting_as(Caller.secretariat()):
        joint.withdraw(text=draft, reason="x", by=world.actor("lise"))
    in_force(world, upload)
    with acting_as(Caller.secretariat()):
        old = CommonText.objects.get(state="sent")
    new = begin(world, old)
    with pytest.raises(NotPossibleError, match="allerede begyndt"):
        begin(world, old)
    with acting_as(Caller.secretariat()):
        joint.withdraw(text=CommonText.objects.get(pk=new.pk), reason="x", by=world.actor("lise"))
    assert begin(world, old).number == f"{old.number}-v3"
    assert world.begin().number[-4:].isdigit()


def test_who_is_bound_gets_a_supplement_and_who_has_not_signed_a_new_agreement(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    old = first(world)
    new = begin(world, old, applies_from=date(2027, 3, 1))
    change(world, new)
    new = release(world, new)
    with acting_as(Caller.secretariat()):
        bound = {key: each.gets_supplement for key, each in formers_of(new).items()}
        assert bound == {world.members["aalborg"].id: True, world.members["viborg"].id: False}
    world.send(new, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        assert CommonText.objects.get(pk=old.pk).state == "superseded"
        words = text_of(IssuedAgreement.objects.get(common_text=new, municipality_name="Aalborg Kommune"))
        whole = text_of(IssuedAgreement.objects.get(common_text=new, municipality_name="Viborg Kommune"))
        kinds = set(Standing.objects.filter(joint_id=old.id).values_list("state", flat=True))
        assert kinds == {"in_force", "superseded"}
    assert words.startswith("Tillæg\n")
    for said in (
        f"{old.number}-0851 (version 1)",
        f"Tillæg nr. {new.number}-0851",
        "tidligst den 1. marts 2027",
        "Frist for underretning om brud (timer)\n24\n12",
        HOSTILE,
        "Bilag A",
        "Underskrift",
        "Aalborg Kommune",
    ):
        assert said in words
    assert "2. Præambel" not in words
    assert whole.startswith("Databehandleraftale\n")
    with acting_as(world.caller_of("mette")):
        [one, two] = Agreement.objects.order_by("version")
        assert (one.state, two.state, two.is_supplement, two.replaces) == (
            "in_force",
            "for_decision",
            True,
            one,
        )
        assert (one.at_the_end, two.at_the_end) != ("", "")
    with acting_as(world.caller_of("bo")):
        [one, two] = Agreement.objects.order_by("version")
        assert (one.state, two.state, two.is_supplement, two.replaces) == (
            "superseded",
            "for_decision",
            False,
            one,
        )
        row = MunicipalLogEntry.objects.get(action="be_replaced")
        assert (row.before, row.after, row.subject_id) == ("for_decision", "superseded", one.id)


def text_of(issued: IssuedAgreement) -> str:
    """Return the words of an agreement's Word document, paragraph and cell in their order."""
    word = Document(io.BytesIO(read_bytes(issued.word.sha256)))
    lines: list[str] = []
    for element in word.element.body.iter("{*}p"):
        said = "".join(node.text or "" for node in element.iter("{*}t"))
        if said.strip():
            lines.append(said)
    return "\n".join(lines)


def test_a_supplement_in_force_supersedes_the_former_which_stays_readable(
    world: World, upload: Callable[..., ReceivedFile], client_of: Callable[[str], Client]
) -> None:
    former = in_force(world, upload, until=timezone.localdate() + timedelta(days=900))
    new = begin(world, first(world))
    change(world, new)
    world.send(release(world, new), "aalborg")
    later = bring_into_force(world, upload, version=2)
    with acting_as(world.caller_of("mette")):
        states = dict(Agreement.objects.values_list("version", "state"))
        assert states == {1: "superseded", 2: "in_force"}
        row = MunicipalLogEntry.objects.get(action="be_superseded")
        assert (row.subject_id, row.by_name) == (former.id, world.actor("mette").signature)
    with acting_as(Caller.secretariat()):
        assert Standing.objects.get(subject_id=former.id).state == "superseded"
    mette = client_of("mette")
    page = mette.get(f"/aftaler/{former.id}/").content.decode()
    assert "afløst" in page
    assert later.number in page
    answer = mette.get(f"/aftaler/{former.id}/filer/word/")
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"PK")
    assert client_of("bo").get(f"/aftaler/{former.id}/").status_code == 404


def test_a_terminated_agreement_gets_no_new_version(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    from tests.agreements.test_endings import TODAY, give_notice, months_after

    in_force(world, upload)
    give_notice(world, months_after(TODAY(), 3))
    new = begin(world, first(world))
    change(world, new)
    new = release(world, new)
    with pytest.raises(NotPossibleError):
        world.send(new, "aalborg")
    with acting_as(Caller.secretariat()):
        assert CommonText.objects.get(pk=new.pk).state == "released"
    world.send(new, "viborg")


def test_the_pages_of_versions_show_what_changes(
    world: World, upload: Callable[..., ReceivedFile], client_of: Callable[[str], Client]
) -> None:
    in_force(world, upload)
    old = first(world)
    sara = client_of("sara")
    page = sara.get(f"/aftaler/{old.id}/").content.decode()
    assert "Lav en ny version" in page
    assert sara.get(f"/aftaler/{old.id}/aendringer/").status_code == 404
    path = f"/aftaler/{old.id}/ny-version/"
    assert sara.get(path).status_code == 200
    assert sara.post(path, {"reason": ""}).status_code == 200
    answer = sara.post(path, {"reason": "Driften flyttes.", "applies_from": "01.03.2027"})
    assert answer.status_code == 302
    with acting_as(Caller.secretariat()):
        new = CommonText.objects.get(version=2)
    assert "Intet er ændret" in sara.get(f"/aftaler/{new.id}/aendringer/").content.decode()
    change(world, new)
    said = sara.get(f"/aftaler/{new.id}/aendringer/").content.decode()
    assert "Flyttet til Ålborg {{ x }} &amp; &lt;w:p&gt;" in said
    assert "allerede begyndt" in sara.get(path).content.decode()


def test_nobody_supersedes_a_text_by_hand(world: World) -> None:
    text = world.released()
    world.send(text, "viborg")
    from workflows.engine import NotPermittedError, move

    with acting_as(Caller.secretariat()), pytest.raises((NotPermittedError, OutdatedError)):
        move(CommonText.objects.get(pk=text.pk), "be_superseded", by=world.actor("lise"))


def test_the_supplier_reads_what_is_changed_before_it_answers(
    world: World, upload: Callable[..., ReceivedFile], client_of: Callable[[str], Client]
) -> None:
    in_force(world, upload)
    old = first(world)
    new = begin(world, old)
    change(world, new)
    leo, path = client_of("leo"), f"/aftaler/{new.pk}/aendringer/"
    assert leo.get(path).status_code == 404, "not shown to the supplier yet"
    world.to_supplier(new)
    page = leo.get(path).content.decode()
    assert "Frist for underretning om brud" in page
    assert "Flyttet til Ålborg {{ x }} &amp; &lt;w:p&gt;" in page
    assert path in leo.get(f"/aftaler/{new.pk}/").content.decode()
    assert leo.get(f"/aftaler/{old.pk}/aendringer/").status_code == 404, "it replaces none"
    assert client_of("lis").get(path).status_code == 404
