"""Two parties, two signatures, one document: what is no agreement between them is not taken for one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.models import IssuedAgreement, SupplierCopy
from agreements.municipal import actions as own
from agreements.municipal.models import Agreement
from documents.uploadhandlers import ReceivedFile
from tests.agreements.conftest import VOUCHED, World
from tests.agreements.test_own_facts import OWN, open_text, run_jobs
from tests.agreements.test_signing import (
    BENTE,
    HER,
    LEO,
    SENT,
    municipality_signs,
    supplier_signs,
    to_sign,
    with_pdf,
)
from tests.papers import signed
from walls.callers import acting_as
from workflows.engine import NotPossibleError, OutdatedError

Upload = Callable[..., ReceivedFile]
__all__ = ["with_pdf"]


def test_the_suppliers_signature_is_not_the_municipalitys_too(
    world: World, with_pdf: None, upload: Upload
) -> None:
    to_sign(world)
    theirs = signed(SENT, LEO)
    supplier_signs(world, upload(theirs))
    with pytest.raises(NotPossibleError, match="den anden parts kopi"):
        municipality_signs(world, upload(theirs))
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "signed_by_one"
    municipality_signs(world, upload(signed(theirs, HER, field="Kommunen")))
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "signed"


def test_the_municipalitys_signature_is_not_the_suppliers_too(
    world: World, with_pdf: None, upload: Upload
) -> None:
    to_sign(world)
    theirs = signed(SENT, HER)
    municipality_signs(world, upload(theirs))
    with pytest.raises(NotPossibleError, match="den anden parts kopi"):
        supplier_signs(world, upload(theirs))
    supplier_signs(world, upload(signed(SENT, LEO)))
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "signed", "each may sign a copy of its own"


def test_a_file_that_both_have_signed_is_both_parties_copy(
    world: World, with_pdf: None, upload: Upload
) -> None:
    to_sign(world)
    both = signed(signed(SENT, LEO), HER, field="Kommunen")
    supplier_signs(world, upload(both))
    municipality_signs(world, upload(both))
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "signed"


def test_a_copy_checked_against_a_former_document_signs_nothing(world: World, upload: Upload) -> None:
    """The municipality changes its own facts while the supplier reads what the check found."""
    text = open_text(world)
    world.send(text, "aalborg")
    mette = world.actor("mette")
    with acting_as(world.caller_of("mette")):
        own.want(agreement=Agreement.objects.get(), signatory=BENTE, url="", by=mette)
    given: dict[str, Any] = {
        "approval": VOUCHED,
        "accepted": None,
        "signed_on": timezone.localdate(),
        "signed_by": "Leo Nordlys",
        "by": world.actor("leo"),
    }
    with acting_as(world.caller_of("leo")):
        before = IssuedAgreement.objects.select_related("word", "pdf").get()
        checked = joint.check_copy(agreement=before, received=upload(), by=world.actor("leo"))
    with acting_as(world.caller_of("mette")):
        joint.change_facts(agreement=Agreement.objects.get(), facts=OWN, by=mette)
    run_jobs("agreements.change_facts")
    with acting_as(world.caller_of("leo")):
        now = IssuedAgreement.objects.select_related("word", "pdf").get()
        assert now.word.sha256 != before.word.sha256
        # As the page has it, and as it is where the new document comes at the same moment.
        for agreement in (now, before):
            with pytest.raises(OutdatedError):
                joint.sign_checked(agreement=agreement, checked=checked, **given)
        assert not SupplierCopy.objects.exists()
        again = joint.check_copy(agreement=now, received=upload(), by=world.actor("leo"))
        joint.sign_checked(agreement=now, checked=again, **given)
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "signed_by_one"
