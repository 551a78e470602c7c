"""Denmark's 98 municipalities: code, CVR, name, region, population (tenants/data/kommuner.csv)."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kommune:
    """One municipality as the register of municipalities has it."""

    kommunekode: str
    cvr: str
    name: str
    short_name: str
    region: str
    population: int


def _read() -> tuple[Kommune, ...]:
    path = Path(__file__).parent / "data" / "kommuner.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Kommune(
                row["kommunekode"],
                row["cvr"],
                row["navn"],
                row["kort_navn"],
                row["region"],
                int(row["folketal_ca"]),
            )
            for row in csv.DictReader(lines)
        )


KOMMUNER = _read()
