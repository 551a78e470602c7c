"""Pieces that the templates are built from: headings, paragraphs, tables, coloured words."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from documents.wordtemplates import looks


def text(word: WordDocument, words: str, style: str = "Normal") -> Paragraph:
    """A paragraph; **two stars** make a part bold."""
    paragraph = word.add_paragraph(style=style)
    bold_parts(paragraph, words)
    return paragraph


def bold_parts(paragraph: Paragraph, words: str) -> None:
    """Add the words to the paragraph, every second part between double stars in bold."""
    for number, part in enumerate(words.split("**")):
        if part:
            paragraph.add_run(part).bold = bool(number % 2) or None


def bullets(word: WordDocument, items: Sequence[str]) -> None:
    """A list with a bullet for each of our own sentences."""
    for item in items:
        text(word, item, "List Bullet")


def repeated_bullets(word: WordDocument, name: str, values: str, show: str) -> None:
    """A bullet for each value of a field's list."""
    word.add_paragraph(f"{{%p for {name} in {values} %}}")
    text(word, show, "List Bullet")
    word.add_paragraph("{%p endfor %}")


def repeated_lines(word: WordDocument, name: str, values: str, show: str) -> None:
    """A line in small print for each value of a field's list."""
    word.add_paragraph(f"{{%p for {name} in {values} %}}")
    text(word, show, "Small print")
    word.add_paragraph("{%p endfor %}")


def only_if(word: WordDocument, condition: str) -> None:
    """Begin a part of the document that stands there under a condition; end it with `end_if`."""
    word.add_paragraph(f"{{%p if {condition} %}}")


def otherwise(word: WordDocument) -> None:
    """What stands there when the condition does not hold."""
    word.add_paragraph("{%p else %}")


def end_if(word: WordDocument) -> None:
    """End a conditional part."""
    word.add_paragraph("{%p endif %}")


def facts(
    word: WordDocument, rows: Sequence[tuple[str, str]], widths: tuple[float, float] = (4.6, 11.6)
) -> Table:
    """A table of names and values; the names are row headings."""
    table = _table(word, widths)
    for name, value in rows:
        cells = _add_row(table).cells
        _write(cells[0], name, "Table head")
        _shade(cells[0])
        _write(cells[1], value)
    _keep_together(table)
    _after(word)
    return table


def side_by_side(
    word: WordDocument,
    titles: tuple[str, str],
    rows: Sequence[tuple[str, str, str]],
    height: Length | None = None,
) -> None:
    """A table of names with a value for each of the two parties."""
    table = _table(word, (4.6, 5.8, 5.8))
    heading = _add_row(table)
    for cell, words in zip(heading.cells, ("", *titles), strict=True):
        _write(cell, words, "Table head")
        _shade(cell)
    for row in rows:
        added = _add_row(table)
        added.height = height
        for cell, words, style in zip(
            added.cells, row, ("Table head", "Table text", "Table text"), strict=True
        ):
            _write(cell, words, style)
    _keep_together(table)
    _after(word)


def repeated(
    word: WordDocument,
    columns: Sequence[tuple[str, float, str]],
    name: str,
    values: str,
    empty: str = "",
) -> Table:
    """A table with a heading row and one row per value: columns of (heading, width in cm, what to show).

    `empty` is the sentence that stands there instead when the list is empty.
    """
    if empty:
        only_if(word, values)
    table = _table(word, [width for _, width, _ in columns])
    heading = _add_row(table)
    for cell, (title, _, _) in zip(heading.cells, columns, strict=True):
        _write(cell, title, "Table head")
        _shade(cell)
    _repeat_on_pages(heading)
    _write(_add_row(table).cells[0], f"{{%tr for {name} in {values} %}}")
    cells = _add_row(table).cells
    for cell, (_, _, show) in zip(cells, columns, strict=True):
        _write(cell, show)
    _write(_add_row(table).cells[0], "{%tr endfor %}")
    _after(word)
    if empty:
        otherwise(word)
        text(word, empty)
        end_if(word)
    return table


def traffic_light(cell: _Cell, field: str) -> None:
    """A dot and a word: green, yellow or red; the colour never stands alone."""
    paragraph = cell.paragraphs[0]
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    colours = (("grøn", looks.GREEN), ("gul", looks.YELLOW), ("rød", looks.RED))
    for number, (value, colour) in enumerate(colours):
        paragraph.add_run(f"{{% {'elif' if number else 'if'} {field} == '{value}' %}}")
        _coloured(paragraph, f"● {value.capitalize()}", colour)
    paragraph.add_run("{% else %}")
    _coloured(paragraph, "○ Ikke vurderet", looks.MUTED)
    paragraph.add_run("{% endif %}")


def _coloured(paragraph: Paragraph, words: str, colour: RGBColor) -> None:
    run = paragraph.add_run(words)
    run.bold = True
    run.font.color.rgb = colour


def linked_contents(word: WordDocument, entries: Sequence[tuple[str, str]]) -> None:
    """A list of contents whose lines lead to their headings: (bookmark, words)."""
    for bookmark, words in entries:
        paragraph = word.add_paragraph(style="Address")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark)
        run = paragraph.add_run(words)
        link.append(run._r)
        paragraph._p.append(link)


def heading(word: WordDocument, words: str, level: int, bookmark: str = "") -> Paragraph:
    """A heading, with a bookmark to lead to."""
    paragraph = word.add_heading(words, level)
    if bookmark:
        number = str(len(word.element.body.findall(f".//{qn('w:bookmarkStart')}")) + 1)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), bookmark)
        end.set(qn("w:id"), number)
        paragraph.runs[0]._r.addprevious(start)
        paragraph._p.append(end)
    return paragraph


def _table(word: WordDocument, widths: Sequence[float]) -> Table:
    table = word.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    _lines(table)
    return table


def _add_row(table: Table) -> Any:
    row = table.add_row()
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    cannot_split = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(cannot_split)
    return row


def _keep_together(table: Table) -> None:
    """A small table does not break across pages."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _write(cell: _Cell, words: str, style: str = "Table text") -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    bold_parts(paragraph, words)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", looks.TINT)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat_on_pages(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _lines(table: Table) -> None:
    """Only thin lines between the rows, and some air in the cells."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", looks.LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    for side in ("left", "right", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "60"), ("left", "100"), ("bottom", "40"), ("right", "100")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "100")
    indent.set(qn("w:type"), "dxa")
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(indent)
    layout.addprevious(_in_order(borders))
    layout.addnext(margins)


def _in_order(borders: Any) -> Any:
    """The order the file format asks for: top, left, bottom, right, insideH, insideV."""
    order = [qn(f"w:{side}") for side in ("top", "left", "bottom", "right", "insideH", "insideV")]
    borders[:] = sorted(borders, key=lambda one: order.index(one.tag))
    return borders


def _after(word: WordDocument) -> None:
    """Air after a table."""
    word.add_paragraph(style="Small print")
