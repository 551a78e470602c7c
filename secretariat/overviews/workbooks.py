"""The numbers of the overviews as workbooks, for who wants to count on."""

from collections import Counter

from secretariat.overviews import board as totals
from secretariat.overviews import decisions, overdue
from secretariat.overviews.matrix.page import EVERYTHING, matrix, row_edges
from secretariat.overviews.progress import STAGES, Line, progress
from secretariat.overviews.results import results
from secretariat.pagekit.workbook import Sheet, workbook_of

_GROUPS = [words for words, _ in decisions.GROUPS.values()]


def of_year(year: int) -> bytes:
    """Return the secretariat's overview of a year, a sheet for each of its tables."""
    found, seen, told = progress(year), results(year), decisions.decisions(year)
    stages = [*STAGES.values(), "I alt"]
    return workbook_of(
        [
            Sheet(
                "Kvartaler", ["Kvartal", *stages], [_line(each) for each in (*found.quarters, found.whole)]
            ),
            Sheet("Sagsbehandlere", ["Sagsbehandler", *stages], [_line(each) for each in found.workers]),
            Sheet("Konklusioner", ["Konklusion", "Systemer"], [[words, n] for _, words, n in seen.levels]),
            Sheet(
                "Forhold efter slags",
                ["Slags", "Følges op", "Lukket", "I alt"],
                [[each.label, each.still_open, each.closed, each.total] for each in seen.kinds],
            ),
            Sheet(
                "Forhold efter kontrolmål",
                ["Kontrolmål", "Følges op", "Lukket", "I alt"],
                [[each.label, each.still_open, each.closed, each.total] for each in seen.objectives],
            ),
            Sheet(
                "Forsinkede leverandører",
                ["Leverandør", "Svar", "Forhold", "Ældste frist"],
                [[each.supplier, each.answers, each.findings, each.oldest] for each in overdue.late()],
            ),
            Sheet(
                "Stillingtagen",
                ["Stillingtagen, pr. system", "Antal"],
                [
                    *([words, n] for _, words, n in told.rows),
                    *([f"Ikke taget stilling: {words.lower()}", n] for words, n in told.ages),
                    ["Ikke taget stilling: over fristen", told.late],
                ],
            ),
        ]
    )


def of_matrix(year: int) -> bytes:
    """Return both edges of the year's matrix: a line for each municipality, and one for each report."""
    found = matrix(year, columns=EVERYTHING)
    heads = [*_GROUPS, "I alt"]
    return workbook_of(
        [
            Sheet("Kommuner", ["Kommune", *heads], [[name, *_edge(edge)] for name, edge in row_edges(year)]),
            Sheet(
                "Rapporter",
                ["Sag", "Leverandør", *heads],
                [
                    [each.subject.case_number, each.subject.supplier, *_edge(each.edge)]
                    for each in found.columns
                ],
            ),
        ]
    )


def of_board(year: int) -> bytes:
    """Return what the board sees; nothing more."""
    found = totals.board(year)
    lines = (*found.progress.quarters, found.progress.whole)
    return workbook_of(
        [
            Sheet(
                "Årets tilsyn",
                ["Kvartal", *totals.STAGES.values(), "I alt"],
                [[each.label, *totals.by_stage(each), each.total] for each in lines],
            ),
            Sheet("Konklusioner", ["Konklusion", "Systemer"], [[w, n] for _, w, n in found.results.levels]),
            Sheet(
                "Forhold",
                ["Slags eller kontrolmål", "Følges op", "Lukket", "I alt"],
                [
                    [each.label, each.still_open, each.closed, each.total]
                    for each in (*found.results.kinds, *found.results.objectives)
                ],
            ),
            Sheet(
                "Stillingtagen og aftaler",
                ["Hvad", "Antal", "Andel i procent"],
                [[each.label, each.number, each.percent] for each in (*found.decisions, *found.agreements)],
            ),
        ]
    )


def _line(line: Line) -> list[object]:
    return [line.label, *line.by_stage, line.total]


def _edge(edge: Counter[str]) -> list[int]:
    numbers = [edge[key] for key in decisions.GROUPS]
    return [*numbers, sum(numbers)]
