"""What PostgreSQL itself lets each party reach of the register."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from register.actions.imports import import_file
from register.models import (
    ImportLine,
    ImportRun,
    MissingSystemReport,
    ScoreResult,
    Supplier,
    SupplierContact,
    System,
    SystemAssessment,
    SystemUse,
)
from register.results import keep
from tenants.models import Municipality
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.actors import Actor

CallerOf = Callable[[str], Caller]
NOTHING_OF = [ScoreResult, ImportRun, ImportLine, SupplierContact]


@pytest.fixture
def shared(
    members: dict[str, Municipality],
    workbook: Callable[..., io.BytesIO],
    cells: Callable[..., list[Any]],
    headers: list[str],
) -> None:
    """PlanHub in Aalborg and Viborg, VejPilot from another supplier in Viborg alone; contacts at both."""
    viborg = {"Kommune": "Viborg Kommune", "Kommunens CVR": "29189846"}
    other = {
        "It-system": "VejPilot",
        "KITOS UUID": "",
        "Leverandør": "Holmnet P/S",
        "Leverandørens CVR": "98170006",
    }
    with acting_as(Caller.secretariat()):
        rows = [headers, cells(), cells(viborg), cells({**viborg, **other})]
        import_file(source=workbook(rows), name="x.xlsx", by=Actor.system())
        keep(System.objects.values_list("pk", flat=True), cause="Prøve")
        for key, name in ((SUPPLIER_X, "Holmnet P/S"), (SUPPLIER_Y, "Pilekerne Danmark A/S")):
            supplier = Supplier(id=key, name=f"{name} test")
            supplier.save(force_insert=True)
            System.objects.filter(supplier__name=name).update(supplier=supplier)
            SupplierContact.objects.create(supplier=supplier, name="K", email=f"k@{key}.example")


def refused(act: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "permission denied" in str(error) or "row-level security" in str(error)
    return False


def test_a_municipality_sees_its_own_uses_and_what_stands_behind_them(
    shared: None, caller_of: CallerOf
) -> None:
    with acting_as(caller_of("mette")):
        assert [use.municipality.short_name for use in SystemUse.objects.all()] == ["Aalborg"]
        assert [system.name for system in System.objects.all()] == ["PlanHub"]
        assert [supplier.pk for supplier in Supplier.objects.all()] == [SUPPLIER_Y]
    with acting_as(caller_of("bo")):
        assert {system.name for system in System.objects.all()} == {"PlanHub", "VejPilot"}


def test_a_municipality_changes_its_own_uses_only_and_only_what_it_reports(
    shared: None, caller_of: CallerOf
) -> None:
    with acting_as(caller_of("mette")):
        assert SystemUse.objects.update(subjects=5, is_active=False) == 1
        assert refused(lambda: SystemUse.objects.update(agreement="nej"))
        assert refused(lambda: SystemUse.objects.update(municipality=None))
        assert refused(lambda: SystemUse.objects.all().delete())
    with acting_as(Caller.secretariat()):
        assert SystemUse.objects.filter(subjects=5).count() == 1


@pytest.mark.parametrize("model", NOTHING_OF)
def test_what_is_the_secretariats_a_municipality_cannot_read(
    shared: None, caller_of: CallerOf, model: Any
) -> None:
    with acting_as(Caller.secretariat()):
        assert model.objects.exists()
    with acting_as(caller_of("mette")):
        assert refused(model.objects.exists)


def test_a_municipality_reads_what_its_systems_hold_and_not_why_the_secretariat_thinks_so(
    shared: None, caller_of: CallerOf
) -> None:
    with acting_as(caller_of("mette")):
        seen = SystemAssessment.objects.values_list("cpr", "special_processing")
        assert len(seen) == 1, "only the system it uses"
        assert refused(lambda: list(SystemAssessment.objects.values_list("screening_reason")))
        assert refused(lambda: SystemAssessment.objects.update(cpr="nej"))
    with acting_as(caller_of("lis")):
        assert refused(lambda: list(SystemAssessment.objects.values_list("cpr")))
        assert refused(ScoreResult.objects.exists)


def test_a_municipality_reports_in_its_own_name_only(
    shared: None, caller_of: CallerOf, members: dict[str, Municipality]
) -> None:
    def report(municipality: str) -> MissingSystemReport:
        row = MissingSystemReport(municipality_id=members[municipality].pk, name="X", reported_by_name="M")
        row.reported_by_id = row.pk
        row.save(force_insert=True)
        return row

    with acting_as(caller_of("mette")):
        assert refused(lambda: report("viborg"))
        report("aalborg")
        assert MissingSystemReport.objects.count() == 1
    with acting_as(caller_of("bo")):
        assert not MissingSystemReport.objects.exists()


def test_a_supplier_sees_itself_its_systems_and_its_contacts(shared: None, caller_of: CallerOf) -> None:
    with acting_as(caller_of("leo")):
        assert [supplier.pk for supplier in Supplier.objects.all()] == [SUPPLIER_X]
        assert [system.name for system in System.objects.all()] == ["VejPilot"]
        assert SupplierContact.objects.count() == 1
        assert refused(lambda: SupplierContact.objects.update(email="andet@x.example"))
        assert refused(SystemUse.objects.exists)
        assert refused(MissingSystemReport.objects.exists)


def test_the_door_sees_nothing_of_the_register(shared: None) -> None:
    with acting_as(Caller.door()):
        assert all(
            refused(lambda model=model: model.objects.exists()) for model in (System, SystemUse, Supplier)
        )
