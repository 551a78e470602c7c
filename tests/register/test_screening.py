"""The screening queue: five answers with a reason, the next row by itself, many at once, differences."""

from collections.abc import Callable

import pytest
from django.test import Client

from register.models import System, SystemAssessment, SystemUse
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.models import LogEntry

ClientOf = Callable[[str], Client]
QUEUE = "/register/screening/"
SAID = {
    "Enig Data": ("ja", "ja", "ja"),
    "Enig Tom": ("nej", "nej", "uoplyst"),
    "Uenig": ("ja", "nej", "uoplyst"),
    "Alene": ("nej", None, None),
}


@pytest.fixture
def systems(members: dict[str, Municipality]) -> dict[str, System]:
    """Agreed with and without personal data, one the members differ on, one that a single member uses."""
    made = {}
    with acting_as(Caller.owner()):
        for name, said in SAID.items():
            made[name] = System.objects.create(name=name)
            SystemAssessment.objects.create(system=made[name])
            for host, answer in zip(("aalborg", "viborg", "koebenhavn"), said, strict=True):
                if answer:
                    agreement = "ja" if name == "Enig Data" else "nej"
                    SystemUse.objects.create(
                        municipality=members[host],
                        system=made[name],
                        personal_data=answer,
                        agreement=agreement,
                    )
    return made


def answer_of(system: System) -> tuple[str, str]:
    with acting_as(Caller.secretariat()):
        found = SystemAssessment.objects.get(system=system)
        return found.screening, found.screening_reason


def test_the_queue_proposes_what_the_members_say_and_the_most_used_come_first(
    systems: dict[str, System], client_of: ClientOf
) -> None:
    page = client_of("sara").get(QUEUE).content.decode()
    assert "0 af 4" in page
    assert page.index("Enig Data") < page.index("Uenig") < page.index("Alene")
    assert "Enig Data" not in client_of("sara").get(f"{QUEUE}?vis=uenige").content.decode()
    assert client_of("sara").get(f"{QUEUE}?vis='--&q=<script>&side=x").status_code == 200


def test_after_an_answer_the_next_row_comes_by_itself(
    systems: dict[str, System], client_of: ClientOf
) -> None:
    sara = client_of("sara")
    first = f"{QUEUE}{systems['Enig Data'].pk}/"
    shown = sara.get(first).content.decode()
    assert "3 kommuner oplyser, at systemet indeholder personoplysninger, og 3 har en indgået" in shown
    assert "Skriv, hvad svaret bygger på" in sara.post(first, {"screening": "processor"}).content.decode()
    assert sara.post(first, {"screening": "hacket", "screening_reason": "x"}).status_code == 200
    assert answer_of(systems["Enig Data"])[0] == ""
    kept = sara.post(first, {"screening": "own_controller", "screening_reason": "Leverandøren bestemmer"})
    assert kept.status_code == 302
    assert kept["Location"] == f"{QUEUE}{systems['Enig Tom'].pk}/"
    assert answer_of(systems["Enig Data"]) == ("own_controller", "Leverandøren bestemmer")


def test_what_the_members_differ_on_is_shown_with_their_names_to_the_secretariat_only(
    systems: dict[str, System], client_of: ClientOf
) -> None:
    page = client_of("sara").get(f"{QUEUE}{systems['Uenig'].pk}/").content.decode()
    assert "Forskel" in page
    assert "Viborg" in page
    assert client_of("karl").get(f"{QUEUE}{systems['Uenig'].pk}/").status_code == 403
    assert client_of("mette").get(QUEUE).status_code == 404
    assert client_of("leo").get(QUEUE).status_code == 404


def test_many_at_once_take_the_proposal_only_where_the_members_agree(
    systems: dict[str, System], client_of: ClientOf
) -> None:
    sara, everything = client_of("sara"), [str(each.pk) for each in systems.values()]
    told = sara.post(QUEUE, {"system": everything, "accept": "1"}, follow=True).content.decode()
    assert "Forslaget er taget som svar for 2 systemer. 2 er ikke rørt" in told
    assert answer_of(systems["Enig Tom"])[0] == "no_personal_data"
    assert answer_of(systems["Uenig"]) == answer_of(systems["Alene"]) == ("", "")
    rest = [str(systems["Uenig"].pk), str(systems["Alene"].pk)]
    for wrong in (
        {"answer": "own_operation"},
        {"reason": "Kører hos os selv"},
        {"answer": "x", "reason": "y"},
    ):
        sara.post(QUEUE, {"system": rest, **wrong})
    assert "Markér mindst ét" in sara.post(QUEUE, {"accept": "1"}, follow=True).content.decode()
    assert sara.post(QUEUE, {"system": ["../x"], "accept": "1"}, follow=True).status_code == 200
    assert answer_of(systems["Alene"])[0] == ""
    sara.post(QUEUE, {"system": rest, "answer": "own_operation", "reason": "Kører hos os selv"})
    assert answer_of(systems["Uenig"]) == ("own_operation", "Kører hos os selv")
    with acting_as(Caller.secretariat()):
        assert LogEntry.objects.filter(action="assess").count() == 4, "one row for each"


def test_an_answer_that_the_members_contradict_comes_back(
    systems: dict[str, System], client_of: ClientOf
) -> None:
    sara = client_of("sara")
    ids = [str(systems["Enig Data"].pk)]
    sara.post(QUEUE, {"system": ids, "answer": "no_personal_data", "reason": "Efter leverandørens ord"})
    assert "Enig Data" in sara.get(f"{QUEUE}?vis=modsagt").content.decode()
    assert "Enig Tom" not in sara.get(f"{QUEUE}?vis=modsagt").content.decode()
