"""The concept of a case: why it is recommended, and never silently below that."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from audits.joint.actions import announcing, concepts
from audits.joint.letters.report import report_context
from audits.joint.models import Audit, LowerConcept
from audits.municipal.models import ReceivedReport
from register.models import SystemUse
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import Caller, acting_as
from workflows.engine import MoveError, NotPermittedError, NotPossibleError, OutdatedError

ClientOf = Callable[[str], Client]


def lowest(walk: Walk) -> Audit:
    """A planned case at concept 2, where 5 is recommended while nothing is known."""
    audit = walk.planned()
    with acting_as(Caller.owner()):
        Audit.objects.filter(pk=audit.pk).update(concept=2)
        return walk.again(audit)


def test_a_lower_concept_goes_out_only_with_a_reason_that_somebody_else_approves(
    walk: Walk, client_of: ClientOf
) -> None:
    audit = lowest(walk)
    sara, lise, where = client_of("sara"), client_of("lise"), f"/tilsyn/{audit.id}/koncept/"
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="lavere end det anbefalede"):
        announcing.announce(by=walk.actor("sara"), audit=audit)
    assert "Skriv, hvorfor" in sara.post(where, {"concept": "2", "reason": " "}).content.decode()
    reason = "Systemet udgår til sommer <script>"
    assert sara.post(where, {"concept": "2", "reason": reason}).status_code == 302
    with acting_as(SECRETARIAT):
        wish = LowerConcept.objects.get(state="asked")
        assert (wish.concept, wish.recommended) == (2, 5)
        with pytest.raises(NotPossibleError, match="venter på lederen"):
            announcing.announce(by=walk.actor("sara"), audit=audit)
        with pytest.raises(NotPermittedError, match="En anden"):
            concepts.decide(by=walk.actor("sara"), wish=wish, approve=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            LowerConcept.objects.filter(pk=wish.pk).update(
                state="approved",
                decided_by_id=wish.asked_by_id,
                decided_by_name="S",
                decided_at=timezone.now(),
            )
    decide = f"{where}{wish.id}/"
    assert sara.post(decide, {"approve": "1"}).status_code == 403
    assert client_of("karl").post(decide, {"approve": "1"}).status_code == 403
    assert "Godkend eller afslå" in lise.get("/").content.decode()
    assert "Godkend eller afslå" not in sara.get("/").content.decode()
    assert (
        "<script>"
        not in lise.get(f"/tilsyn/{audit.id}/").content.decode().split("Koncept 2 i stedet")[1][:400]
    )
    assert lise.post(decide, {"refuse": "1", "answer": ""}).status_code == 302, "a no needs its reason"
    assert lise.post(decide, {"approve": "1"}).status_code == 302
    assert lise.post(decide, {"approve": "1"}).status_code == 409, "decided once"
    with acting_as(SECRETARIAT):
        assert announcing.announce(by=walk.actor("sara"), audit=walk.again(audit)).state == "announced"


def test_the_report_says_so_in_word_and_on_the_municipalitys_page(walk: Walk, client_of: ClientOf) -> None:
    audit = walk.planned(concept=2)
    with acting_as(SECRETARIAT):
        scope = report_context(walk.again(audit), "1", draft=True)["omfang"]
    told = "efter koncept 2, som er lavere end det anbefalede mindste koncept 5. Begrundelse: Leverandøren er"
    assert told in scope
    assert "Godkendt af Lise Leder den" in scope
    walk.published(
        walk.ready(walk.concluded(walk.reviewed(walk.submitted(walk.answered(walk.announced(audit))))))
    )
    with acting_as(walk.municipality("aalborg")):
        received = ReceivedReport.objects.get()
        assert told in received.summary
    assert told in client_of("mette").get(f"/tilsyn/{received.id}/").content.decode()
    with acting_as(SECRETARIAT):
        plain = report_context(walk.planned([walk.other_suppliers_system]), "1", draft=True)["omfang"]
        assert "lavere end det anbefalede" not in plain


def test_once_the_letter_is_sent_a_concept_only_rises(walk: Walk) -> None:
    audit, by = walk.announced(walk.planned(concept=5)), walk.actor("sara")
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="ikke sættes ned"):
            concepts.set_concept(by=by, audit=audit, concept=3, reason="Erklæringen kommer ikke")
        assert concepts.set_concept(by=by, audit=audit, concept=6).concept == 6
        with pytest.raises(OutdatedError):
            concepts.compute_again(by=by, audit=audit)
        with pytest.raises(NotPermittedError):
            concepts.set_concept(by=walk.actor("karl"), audit=audit, concept=6)


def test_a_round_stops_before_such_a_case_and_begins_when_it_is_approved(
    walk: Walk, client_of: ClientOf
) -> None:
    audit, sara = lowest(walk), client_of("sara")
    stopped = sara.post("/tilsyn/varsler/", {"sag": [str(audit.id)]}).content.decode()
    assert "med et lavere koncept, der ikke er godkendt" in stopped
    with acting_as(SECRETARIAT):
        walk.lowered(audit)
    going = sara.post("/tilsyn/varsler/", {"sag": [str(audit.id)]}).content.decode()
    assert "med et lavere koncept" not in going
    assert "Nordlys Data A/S" in going


def test_a_new_choice_replaces_the_former_and_approval_does_not_reach_a_higher_recommendation(
    walk: Walk,
) -> None:
    audit, by = walk.planned(concept=2), walk.actor("sara")
    with acting_as(SECRETARIAT):
        concepts.set_concept(by=by, audit=audit, concept=1, reason="Endnu mindre")
        assert set(audit.lower_concepts.values_list("state", flat=True)) == {"replaced", "asked"}
        with pytest.raises(MoveError, match="venter på lederen"):
            announcing.announce(by=by, audit=walk.again(audit))
        assert concepts.set_concept(by=by, audit=audit, concept=5).concept == 5
        assert announcing.announce(by=by, audit=walk.again(audit)).state == "announced"


def test_why_is_stored_with_the_case_and_only_a_planned_case_is_computed_again(
    walk: Walk, client_of: ClientOf
) -> None:
    audit = walk.planned()
    page = client_of("sara").get(f"/tilsyn/{audit.id}/").content.decode()
    assert "Hvorfor koncept 5 for Nordlys Omsorg?" in page
    assert "Afgørende er Aalborg: 671.714 registrerede giver 3 point" in page
    with acting_as(SECRETARIAT):
        first = audit.systems.get(name="Nordlys Omsorg").assessment.result
        assert first.cause == f"Planlægning af {audit.case_number}"
        assert not concepts.compute_again(by=walk.actor("sara"), audit=audit)
        assert set(SystemUse.objects.values_list("special_categories", flat=True)) == {"uoplyst"}
    with acting_as(Caller.owner()):
        SystemUse.objects.update(subjects=10, special_categories="nej", cpr="nej", other_protected="nej")
        SystemUse.objects.update(special_processing="nej")
    again = client_of("sara").post(f"/tilsyn/{audit.id}/koncept/beregn/", follow=True).content.decode()
    assert "Pointene er beregnet igen" in again
    with acting_as(SECRETARIAT):
        assessment = audit.systems.get(name="Nordlys Omsorg").assessment
        assert (assessment.points_high, assessment.recommended_concept) == (1, 1)
        first.refresh_from_db()
        assert first.concept == 5, "what was computed before stays"
    with acting_as(SUPPLIER), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        LowerConcept.objects.exists()
