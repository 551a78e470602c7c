"""The overview's baselines read the same as ours, window by window, on a small number of reports."""

from typing import Any

import pytest
from django.db import connection

from benchmarks import overview_baselines
from benchmarks.overview import FLAT
from benchmarks.overview_fill import YEAR, fill_tables
from secretariat.overviews.matrix import Matrix, matrix
from secretariat.overviews.matrix.reading import Standings
from tenants.models import Municipality
from walls.callers import Caller, acting_as


def read(found: Matrix) -> dict[str, Any]:
    """What a page shows of it."""
    return {
        "rows": [(row.id, row.drawn, row.missing) for row in found.rows],
        "columns": [(each.subject, each.missing, each.total) for each in found.columns],
        "missing": found.missing,
    }


def test_a_loop_over_the_schemas_and_one_flat_table_give_the_same_page(
    members: dict[str, Municipality], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview_baselines, "looking_in", Caller.owner)
    with acting_as(Caller.owner()):
        with connection.cursor() as cursor:
            fill_tables(cursor, 40)
            for statement in FLAT.read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    cursor.execute(statement)
        readings = (Standings, overview_baselines.SchemaLoop, overview_baselines.FlatTable)
        for page in (1, 2):
            ours, *others = (read(matrix(YEAR, page=page, reading=each())) for each in readings)
            assert ours["columns"]
            assert others == [ours, ours]
        assert 0 < ours["missing"] < 40 * len(members)
