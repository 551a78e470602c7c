"""The matrix's baselines read the same as ours, window by window, on a small number of texts."""

from typing import Any

import pytest
from django.db import connection

from agreements.joint.matrix import Choice, Matrix, matrix
from benchmarks import matrix_baselines
from benchmarks.matrix import FLAT
from benchmarks.matrix_fill import fill_tables
from documents.shipped import install_shipped_templates
from register.models import Supplier
from tenants.models import Municipality
from walls.callers import Caller, acting_as

WINDOWS = ({"row_page": 1, "column_page": 1}, {"row_page": 2, "column_page": 3})


def read(found: Matrix) -> dict[str, Any]:
    """What a page shows of it."""
    cells = [
        [cell and (cell.state, cell.since, cell.agreement_id, cell.blocker) for cell in row.cells]
        for row in found.rows
    ]
    return {
        "cells": cells,
        "rows": [(row.municipality.id, row.missing, row.edge.states) for row in found.rows],
        "columns": [(column.text.id, column.total) for column in found.columns],
        "states": found.by_state,
    }


@pytest.mark.parametrize("window", WINDOWS)
def test_a_loop_over_the_schemas_and_one_flat_table_give_the_same_page(
    members: dict[str, Municipality],
    window: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
    settings: Any,
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "documents.storage.LocalFiles", "OPTIONS": {"location": tmp_path}},
    }
    monkeypatch.setattr(matrix_baselines, "looking_in", Caller.owner)
    with acting_as(Caller.owner()):
        Supplier.objects.create(name="Nordlys Data A/S", number="10150817")
        install_shipped_templates()
        with connection.cursor() as cursor:
            fill_tables(cursor, 24)
            for statement in FLAT.read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    cursor.execute(statement)
        ours, *others = (
            read(reading(Choice(), rows=2, columns=5, **window))
            for reading in (matrix, matrix_baselines.schema_loop, matrix_baselines.flat_table)
        )
    assert len(ours["columns"]) == 5
    assert {each for row in ours["cells"] for each in row if each}
    assert others == [ours, ours]
