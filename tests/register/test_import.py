"""An import meets the register: what is new, changed, the same; what a municipality said stands."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from register.actions import imports
from register.actions.imports import import_file
from register.exports import portfolio_workbook
from register.models import ImportLine, ImportRun, Source, Supplier, System, SystemAssessment, SystemUse
from register.scoring import recommended_concepts
from register.thresholds import systems_over_threshold, systems_used_by_at_least, threshold_on
from tenants.kommuner import KOMMUNER
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor

Cells = Callable[..., list[Any]]
Import = Callable[..., dict[str, int]]
UUID_B = "28e57349-b646-4cd6-8301-ff1ee529da4f"
VIBORG = {"Kommune": "Viborg Kommune", "Kommunens CVR": "29189846"}


@pytest.fixture
def importing(
    members: dict[str, Municipality], workbook: Callable[..., io.BytesIO], cells: Cells, headers: list[str]
) -> Iterator[Import]:
    """Imports lines as the secretariat; returns how many became what. The test goes on as the secretariat."""

    def run(
        *lines: dict[str, Any], without: tuple[str, ...] = (), more: tuple[str, ...] = ()
    ) -> dict[str, int]:
        kept = [header for header in (*headers, *more) if header not in without]
        book = workbook([kept, *[cells(line, kept) for line in lines]])
        return import_file(source=book, name="x.xlsx", by=Actor.system())[0].counters

    with acting_as(Caller.secretariat()):
        yield run


def use() -> SystemUse:
    return SystemUse.objects.select_related("system__supplier").get()


def test_the_second_import_of_a_file_changes_nothing(importing: Import) -> None:
    lines = [{}, VIBORG, {"It-system": "VejPilot", "KITOS UUID": ""}, {"It-system": ""}]
    assert importing(*lines) == {"new": 3, "refused": 1}
    before = list(SystemUse.objects.order_by("id").values())
    assert importing(*lines) == {"unchanged": 3, "refused": 1}
    assert list(SystemUse.objects.order_by("id").values()) == before
    assert (System.objects.count(), Supplier.objects.count()) == (2, 1)


def test_a_changed_line_changes_its_use_and_no_other(importing: Import) -> None:
    importing({}, VIBORG)
    assert importing({"Antal registrerede": "ca. 900", "Databehandleraftale": "I proces"}) == {"changed": 1}
    aalborg = SystemUse.objects.get(municipality__short_name="Aalborg")
    viborg = SystemUse.objects.get(municipality__short_name="Viborg")
    assert (aalborg.subjects, aalborg.subjects_is_estimate, aalborg.agreement) == (900, True, "i_proces")
    assert (viborg.subjects, viborg.agreement) == (768, "ja"), "a use absent from a later file stays"


def test_a_field_without_a_column_stays_as_it_is(importing: Import) -> None:
    importing({})
    assert importing({"Databehandleraftale": "Nej"}, without=("Antal registrerede", "Aftaledato")) == {
        "changed": 1
    }
    assert (use().subjects, use().agreement, use().agreement_date) == (768, "nej", date(2024, 3, 12))


def test_the_portfolio_taken_out_and_read_in_again_changes_nothing(importing: Import) -> None:
    importing({"Antal registrerede": "ca. 900", "Leverandørens CVR": "SE 556012-5790"}, VIBORG)
    SystemUse.objects.update(special_processing="ja")
    before = list(SystemUse.objects.order_by("id").values())
    again = import_file(source=io.BytesIO(portfolio_workbook()), name="y.xlsx", by=Actor.system())[0]
    assert again.counters == {"unchanged": 2}
    assert list(SystemUse.objects.order_by("id").values()) == before


def test_an_empty_cell_empties_the_field(importing: Import) -> None:
    importing({})
    importing({"Antal registrerede": "", "Aftaledato": ""})
    assert (use().subjects, use().agreement_date) == (None, None)


def test_the_municipalitys_own_number_wins_over_the_file(importing: Import) -> None:
    importing({})
    SystemUse.objects.update(subjects=1234, subjects_source=Source.MUNICIPALITY)
    assert importing({"Antal registrerede": 5}) == {"unchanged": 1}
    assert importing({"Antal registrerede": 5, "CPR-nummer": "Nej"}) == {"changed": 1}
    assert (use().subjects, use().cpr) == (1234, "nej")


def test_a_file_tells_of_protected_data_and_special_processing_until_the_municipality_does(
    importing: Import,
) -> None:
    new = ("Andre beskyttelsesværdige oplysninger", "Særlig behandling")
    importing({})
    assert (use().other_protected, use().special_processing) == ("uoplyst", "uoplyst")
    assert importing(dict(zip(new, ("Ja", "Nej"), strict=True)), more=new) == {"changed": 1}
    assert (use().other_protected, use().special_processing) == ("ja", "nej")
    assert importing({}) == {"unchanged": 1}, "a file without the columns leaves them"
    SystemUse.objects.update(told="special_processing", special_processing="ja")
    assert importing(dict(zip(new, ("Nej", "Nej"), strict=True)), more=new) == {"changed": 1}
    assert (use().other_protected, use().special_processing) == ("nej", "ja")


def test_what_a_municipality_no_longer_uses_a_file_does_not_bring_back(importing: Import) -> None:
    importing({})
    SystemUse.objects.update(is_active=False)
    importing({"Antal registrerede": 5})
    assert not use().is_active
    assert "ikke længere bruges" in ImportLine.objects.latest("run__created_at").note


def test_a_system_known_by_name_gets_its_uuid_from_a_later_file(importing: Import) -> None:
    importing({"KITOS UUID": ""})
    assert importing({"KITOS UUID": UUID_B}) == {"unchanged": 1}
    assert use().system.kitos_uuid == UUID(UUID_B)


def test_a_line_without_uuid_finds_the_system_under_any_name_it_ever_had(importing: Import) -> None:
    importing({}, {**VIBORG, "It-system": "PlanHub Classic"})
    assert importing({"KITOS UUID": "", "It-system": "PLANHUB CLASSIC", "CPR-nummer": "Nej"}) == {
        "changed": 1
    }
    assert System.objects.count() == 1


def test_a_supplier_known_by_name_gets_its_number_from_a_later_file(importing: Import) -> None:
    importing({"Leverandørens CVR": ""})
    importing({})
    assert [supplier.cvr for supplier in Supplier.objects.all()] == ["98915001"]
    importing({"Leverandørens CVR": "", "KITOS UUID": ""})
    assert (Supplier.objects.count(), System.objects.count()) == (1, 1)


def test_what_the_secretariat_has_put_right_a_file_does_not_undo(importing: Import) -> None:
    importing({})
    system = use().system
    system.name = "PlanHub til byggesager"
    system.save()
    importing({"Antal registrerede": 3})
    assert use().system.name == "PlanHub til byggesager"


def test_two_lines_that_turn_out_to_be_one_system_are_one_use(importing: Import) -> None:
    importing({}, {**VIBORG, "It-system": "PlanHub Classic"})
    counters = importing({"CPR-nummer": "Nej"}, {"KITOS UUID": "", "It-system": "PlanHub Classic"})
    assert counters == {"replaced": 1, "unchanged": 1}


def test_the_preview_names_the_line_that_a_later_one_replaces(importing: Import) -> None:
    importing({"Antal registrerede": 10}, {"Antal registrerede": 20})
    notes = {line.number: line.note for line in ImportLine.objects.all()}
    assert notes[2] == "Erstattet af linje 3."
    assert notes[3].startswith("Erstatter linje 2 (Antal registrerede: 10 → 20)")


def test_the_members_answers_are_proposed_beside_an_empty_own_value(importing: Import) -> None:
    importing({"Personoplysninger": "Nej", "CPR-nummer": ""}, {**VIBORG, "Følsomme oplysninger": ""})
    assessment = SystemAssessment.objects.get()
    told = (
        assessment.imported_personal_data,
        assessment.imported_special_categories,
        assessment.imported_cpr,
    )
    assert told == ("ja", "nej", "ja")
    assert (assessment.personal_data, assessment.screening) == ("", "")
    assert assessment.answer("personal_data") == "ja"


def test_a_municipality_that_is_no_member_is_refused(importing: Import) -> None:
    assert importing({}, {"Kommunens CVR": "29189668", "Kommune": "Randers Kommune"}) == {
        "new": 1,
        "refused": 1,
    }
    assert ImportLine.objects.get(outcome="refused").reason == "kommunen er ikke medlem"


def test_nothing_is_written_when_writing_fails_half_way(importing: Import, monkeypatch: Any) -> None:
    monkeypatch.setattr(imports.commit, "_NAMES", "SELECT 1 / 0, %s")
    with pytest.raises(Exception, match="division by zero"):
        importing({})
    assert not SystemUse.objects.exists()
    assert not Supplier.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_threshold_is_dated_and_counts_concluded_agreements(importing: Import) -> None:
    assert (threshold_on(date(2023, 12, 31)), threshold_on(date(2024, 1, 1))) == (20, 10)
    importing({"Aftaledato": ""}, VIBORG, {"Kommunens CVR": "64942212", "Databehandleraftale": "I proces"})
    (system,) = systems_used_by_at_least(2)
    assert (system.members, system.members_with_agreement) == (3, 2)
    assert not systems_used_by_at_least(3).exists()
    assert not systems_over_threshold(date(2024, 1, 1)).exists()
    SystemUse.objects.filter(municipality__short_name="Viborg").update(is_active=False)
    assert not systems_used_by_at_least(2).exists()


def test_a_system_is_scored_at_its_strictest_municipality(importing: Import) -> None:
    importing({"Antal registrerede": 500}, {**VIBORG, "Antal registrerede": 50_000})
    (result,) = recommended_concepts(System.objects.values_list("pk", flat=True), date(2026, 1, 1)).values()
    assert result.driver is not None
    assert result.driver.subjects == 50_000
    assert (result.score.lowest, result.score.highest) == (5, 7), "special processing is not known"
    assert result.score.must_be_found_out


def command(*options: str) -> str:
    said = io.StringIO()
    call_command("import_portfolio", *options, stdout=said)
    return said.getvalue()


@pytest.fixture
def file(tmp_path: Path, workbook: Callable[..., io.BytesIO], cells: Cells, headers: list[str]) -> str:
    """A small workbook on disk: two good lines, one repeat, one refused."""
    path = tmp_path / "portefølje.xlsx"
    rows = [headers, cells(), cells(VIBORG), cells(), cells({"It-system": ""})]
    path.write_bytes(workbook(rows).getvalue())
    return str(path)


def test_the_command_prints_the_files_figures_whatever_the_register_holds(
    members: dict[str, Municipality], file: str
) -> None:
    dry = json.loads(command(file, "--dry-run", "--json"))
    with acting_as(Caller.secretariat()):
        assert not SystemUse.objects.exists()
    written = json.loads(command(file, "--json"))
    assert dry == written == json.loads(command(file, "--json"))
    assert (dry["rows"], dry["system_uses"], dry["exact_repeats"]) == (4, 2, 1)
    assert dry["refused"] == {"systemnavn mangler": 1}
    with acting_as(Caller.secretariat()):
        assert SystemUse.objects.count() == 2


def test_the_command_tells_in_words_what_became_of_the_lines(
    members: dict[str, Municipality], file: str
) -> None:
    said = command(file, "--dry-run")
    assert "2 nye" in said
    assert "linje 5: systemnavn mangler" in said
    assert "Intet er skrevet" in said
    with acting_as(Caller.secretariat()):
        assert not ImportRun.objects.exists()


def test_the_command_says_what_is_wrong_with_a_file(members: dict[str, Municipality], tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("Kommune;System")
    with pytest.raises(CommandError, match="ikke et Excel-regneark"):
        command(str(tmp_path / "liste.csv"))
    with pytest.raises(CommandError, match="kan ikke åbnes"):
        command(str(tmp_path / "findes-ikke.xlsx"))


def test_the_whole_portfolio_is_imported_to_the_facit_and_unchanged_again(
    members: dict[str, Municipality], demo_workbook: Path, facit: dict[str, Any]
) -> None:
    with acting_as(Caller.owner()):
        have = {municipality.kommunekode for municipality in members.values()}
        for each in KOMMUNER:
            if each.kommunekode not in have:
                row = Municipality(
                    kommunekode=each.kommunekode,
                    cvr=each.cvr,
                    name=each.name,
                    short_name=each.short_name,
                    region=each.region,
                    schema_name=f"m_uden_{each.kommunekode}",
                )
                row.save()
    assert json.loads(command(str(demo_workbook), "--json")) == facit
    with acting_as(Caller.secretariat()):
        assert SystemUse.objects.count() == facit["system_uses"]
        assert System.objects.count() == facit["systems"]
        assert Supplier.objects.count() == facit["suppliers_in_use"]
        assert systems_used_by_at_least(10).count() == 459
        assert systems_used_by_at_least(20).count() == 250
        stamps = set(SystemUse.objects.values_list("id", "updated_at"))
    assert json.loads(command(str(demo_workbook), "--json")) == facit
    with acting_as(Caller.secretariat()):
        assert set(SystemUse.objects.values_list("id", "updated_at")) == stamps
        latest = ImportRun.objects.latest("created_at")
        assert latest.counters == {"unchanged": 25541, "refused": 21, "repeat": 150}
