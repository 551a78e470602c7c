"""Other workbooks of the kind: other order, other words, other sheets; and files that are none."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from register.directory import directory
from register.portfolio.portfolio import Portfolio, read_portfolio
from register.portfolio.workbook import WorkbookError

ReadRows = Callable[..., Portfolio]
Cells = Callable[..., list[Any]]


def test_columns_may_stand_in_any_order_with_others_between(
    read_rows: ReadRows, cells: Cells, headers: list[str]
) -> None:
    order = [*reversed(headers[:6]), "Bemærkninger", *reversed(headers[6:]), "Kontraktnr."]
    portfolio = read_rows([order, cells({}, order)])
    (use,) = portfolio.uses.values()
    assert use.line.system == "PlanHub"
    assert use.line.facts.owner_email == "ejer@aalborg.example"
    assert portfolio.tables[0].columns.unknown == ("Bemærkninger", "Kontraktnr.")


def test_the_headers_may_stand_further_down_and_to_the_right(
    read_rows: ReadRows, cells: Cells, headers: list[str]
) -> None:
    above: list[list[Any]] = [
        ["Indberetning af it-systemer 2026"],
        [],
        ["Kommune: Aalborg", "Dato: 1. marts 2026"],
        [],
    ]
    rows = [
        *above,
        [None, None, *headers],
        [],
        [None, None, *cells({"It-system": ""})],
        [None, None, *cells()],
    ]
    portfolio = read_rows(rows)
    assert (portfolio.rows, portfolio.refused[0].number, len(portfolio.uses)) == (2, 7, 1)


@pytest.mark.parametrize(
    "words",
    [
        [
            "Kommunenavn",
            "CVR-nr. kommune",
            "KITOS-UUID",
            "Systemnavn",
            "Leverandørnavn",
            "CVR-nr. leverandør",
            "Indeholder personoplysninger?",
            "Særlige kategorier",
            "CPR",
            "Registrerede (ca.)",
            "DBA",
            "Dato for DBA",
            "Systemejers e-mail",
        ],
        [
            "MYNDIGHED",
            "KOMMUNE CVR",
            "UUID",
            "IT-SYSTEM",
            "DATABEHANDLER",
            "DATABEHANDLERS CVR-NUMMER",
            "PERSONDATA",
            "FØLSOMME PERSONOPLYSNINGER",
            "PERSONNUMMER",
            "ANTAL PERSONER",
            "STATUS PÅ DATABEHANDLERAFTALE",
            "AFTALEDATO",
            "SYSTEMEJER",
        ],
        [
            "Kommune*",
            "CVR",
            "Kitos id",
            "It-systemets navn",
            "Firma",
            "Leverandør CVR",
            "Personoplysninger (ja/nej)",
            "Følsomme\noplysninger",
            "CPR-nr.",
            "Antal",
            "Er der indgået databehandleraftale?",
            "Dato",
            "Ejer",
        ],
    ],
)
def test_columns_are_known_by_other_danish_words(read_rows: ReadRows, cells: Cells, words: list[str]) -> None:
    portfolio = read_rows([words, cells({"Antal registrerede": "ca. 8.241"})])
    assert len(portfolio.tables[0].columns.positions) == 13
    (use,) = portfolio.uses.values()
    facts = use.line.facts
    assert (facts.personal_data, facts.special_categories, facts.cpr, facts.agreement) == (
        "ja",
        "nej",
        "ja",
        "ja",
    )
    assert (facts.subjects and facts.subjects.number, facts.agreement_date) == (8241, date(2024, 3, 12))
    assert use.line.supplier_registration is not None


def test_the_sheet_with_the_table_is_found_among_others(
    workbook: Callable[..., io.BytesIO], cells: Cells, headers: list[str]
) -> None:
    book = workbook(
        [["Vejledning"], ["Udfyld én linje for hvert it-system."]], "Vejledning", Data=[headers, cells()]
    )
    portfolio = read_portfolio(book, directory(), date(2026, 3, 12))
    assert [table.sheet for table in portfolio.tables] == ["Data"]
    assert len(portfolio.uses) == 1


def test_a_table_split_over_sheets_is_read_whole(
    read_rows: ReadRows, cells: Cells, headers: list[str]
) -> None:
    viborg = cells({"Kommunens CVR": "29189846", "Kommune": "Viborg Kommune"})
    portfolio = read_rows([headers, cells()], Nord=[["Nord"], headers, viborg])
    assert portfolio.figures()["members"] == 2


def test_a_smaller_table_on_another_sheet_is_left_out_and_named(
    read_rows: ReadRows, cells: Cells, headers: list[str]
) -> None:
    portfolio = read_rows([headers, cells()], Gamle=[headers[:6], cells()[:6]])
    assert portfolio.left_out_sheets == ["Gamle"]
    assert portfolio.rows == 1


def test_blank_lines_and_repeated_headers_are_no_lines(
    read_rows: ReadRows, cells: Cells, headers: list[str]
) -> None:
    portfolio = read_rows(
        [headers, cells(), [], ["", " "], headers, cells({"It-system": "VejPilot", "KITOS UUID": None})]
    )
    assert portfolio.rows == 2


def test_numbers_and_dates_kept_as_text_are_read(
    read_rows: ReadRows, cells: Cells, headers: list[str]
) -> None:
    as_text = cells({"Kommunens CVR": "29189420", "Antal registrerede": "8.241", "Aftaledato": "2024-03-12"})
    as_cells = cells({"Kommunens CVR": 29189420, "Antal registrerede": 8241, "Aftaledato": date(2024, 3, 12)})
    (text,), (kept,) = (read_rows([headers, row]).uses.values() for row in (as_text, as_cells))
    assert text.line.facts == kept.line.facts


def test_a_municipality_without_cvr_is_known_by_code_or_name(read_rows: ReadRows) -> None:
    headers = ["Kommunekode", "Kommune", "It-system", "Leverandør"]
    rows = [
        headers,
        [851, None, "A", "B"],
        ["0851", "", "C", "B"],
        [None, "aalborg", "D", "B"],
        [None, "Atlantis", "E", "B"],
    ]
    figures = read_rows(rows).figures()
    assert (figures["members"], figures["system_uses"], figures["refused"]) == (1, 3, {"ukendt kommune": 1})


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        (["It-system"], "Kolonnen »It-system« mangler"),
        (["Kommune", "Kommunens CVR"], "Kolonnen »Kommunens CVR« eller »Kommune« mangler"),
        (["Leverandør", "Leverandørens CVR"], "Kolonnen »Leverandør« mangler"),
        (["It-system", "Leverandør", "Leverandørens CVR"], "Kolonnerne »It-system« og »Leverandør« mangler"),
    ],
)
def test_a_missing_column_is_named(
    read_rows: ReadRows, cells: Cells, headers: list[str], gone: list[str], named: str
) -> None:
    kept = [header for header in headers if header not in gone]
    with pytest.raises(WorkbookError, match=named):
        read_rows([["Oversigt"], kept, cells({}, kept)])


def test_a_column_the_import_can_do_without_is_told(
    read_rows: ReadRows, cells: Cells, headers: list[str]
) -> None:
    kept = [header for header in headers if header != "Aftaledato"]
    portfolio = read_rows([kept, cells({}, kept)])
    new = ["Andre beskyttelsesværdige oplysninger", "Særlig behandling"]
    assert portfolio.absent_fields() == [*new, "Aftaledato"]
    assert len(portfolio.uses) == 1


def test_a_workbook_without_a_table_says_so(read_rows: ReadRows) -> None:
    with pytest.raises(WorkbookError, match="ikke fundet en tabel"):
        read_rows([["Budget", 2026], ["Løn", 100]])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "tom"),
        (b"Kommune;It-system\nAalborg;PlanHub\n", "ikke et Excel-regneark"),
        (b"%PDF-1.7 ...", "ikke et Excel-regneark"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 gammel", "adgangskode"),
        (b"PK\x03\x04 beskadiget", "ikke et Excel-regneark"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_advice(content: bytes, message: str) -> None:
    with pytest.raises(WorkbookError, match=message):
        read_portfolio(io.BytesIO(content), directory(), date(2026, 3, 12))


def test_a_cell_far_away_does_not_fill_the_memory(
    workbook: Callable[..., io.BytesIO], cells: Cells, headers: list[str]
) -> None:
    rows: list[list[Any]] = [headers, cells()]
    near = read_portfolio(workbook(rows), directory(), date(2026, 3, 12))
    assert near.rows == 1
    with pytest.raises(WorkbookError, match="Slet"):
        read_portfolio(_with_a_cell_at(workbook(rows), "XFD1048576"), directory(), date(2026, 3, 12))


def _with_a_cell_at(book: io.BytesIO, place: str) -> io.BytesIO:
    import openpyxl

    opened = openpyxl.load_workbook(book)
    assert opened.active is not None
    opened.active[place] = "x"
    saved = io.BytesIO()
    opened.save(saved)
    return saved
