"""Bars drawn as SVG on the server: read without colour, without a script and by a screen reader.

Each part of a bar has a pattern of its own and its number where there is room; the page has the same numbers
in a table beside it. Lengths are attributes, since the site allows no styles within its pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from secretariat.pagekit.numbers import in_figures

WIDTH, ROW, BAR, TOP = 480, 54, 24, 22
DIGIT, ROOM = 10, 12  # of a number inside its part
PATTERNS = ("plain", "stripes", "dots", "lines", "cross")


@dataclass(frozen=True)
class Bar:
    """One bar: its name, and a number for each of the drawing's parts."""

    label: str
    numbers: Sequence[int]

    @property
    def total(self) -> int:
        """Return what the parts come to."""
        return sum(self.numbers)


def bars(key: str, title: str, parts: Sequence[str], rows: Sequence[Bar]) -> SafeString:
    """Return a drawing with a bar for each row; nothing where there is nothing to draw.

    `key` is its own on the page; `parts` names what the numbers of each bar are.
    """
    longest = max((row.total for row in rows), default=0)
    if not longest:
        return SafeString("")
    drawn = format_html_join(
        "", "{}", ((_bar(key, row, place, longest, parts),) for place, row in enumerate(rows))
    )
    return format_html(
        '<figure class="drawing"><svg viewBox="0 0 {w} {h}" role="img" aria-labelledby="{k}-t {k}-d">'
        '<title id="{k}-t">{title}</title><desc id="{k}-d">{desc}</desc><defs>{defs}</defs>{drawn}</svg>'
        "{legend}</figure>",
        w=WIDTH,
        h=ROW * len(rows),
        k=key,
        title=title,
        desc=_told(rows, parts),
        defs=_patterns(key, len(parts)),
        drawn=drawn,
        legend=_legend(key, parts) if len(parts) > 1 else "",
    )


def _told(rows: Sequence[Bar], parts: Sequence[str]) -> str:
    """Return the drawing in words, for who cannot see it."""
    told = []
    for row in rows:
        each = ", ".join(
            f"{part.lower()} {in_figures(number)}"
            for part, number in zip(parts, row.numbers, strict=True)
            if number
        )
        told.append(f"{row.label}: {each or 'ingen'}.")
    return " ".join(told)


def _bar(key: str, row: Bar, place: int, longest: int, parts: Sequence[str]) -> SafeString:
    top = place * ROW
    pieces, left = [], 0.0
    for number, (part, count) in enumerate(zip(parts, row.numbers, strict=True)):
        wide = count * WIDTH / longest
        if count:
            place_of = (left, top + TOP, wide)
            pieces.append(_piece(f"{key}-{number}", number, place_of, f"{row.label}, {part}", count))
        left += wide
    return format_html(
        '<text x="0" y="{y}" class="drawing-label">{label}</text>'
        '<text x="{w}" y="{y}" class="drawing-total" text-anchor="end">{total}</text>{pieces}',
        y=top + 16,
        w=WIDTH,
        label=row.label,
        total=in_figures(row.total),
        pieces=SafeString("".join(pieces)),
    )


def _piece(pattern: str, number: int, place: tuple[float, int, float], words: str, count: int) -> SafeString:
    x, y, wide = place
    figure = in_figures(count)
    fits = wide >= len(figure) * DIGIT + ROOM
    return format_html(
        '<rect x="{x}" y="{y}" width="{w}" height="{h}" class="drawing-{n}" fill="url(#{p})">'
        "<title>{words}: {count}</title></rect>{figure}",
        x=f"{x:.1f}",
        y=y,
        w=f"{wide:.1f}",
        h=BAR,
        n=number,
        p=pattern,
        words=words,
        count=count,
        figure=_figure(figure, x + wide / 2, y) if fits else "",
    )


def _figure(words: str, x: float, y: int) -> SafeString:
    """Return the number on a small white field, so that it is read on every pattern."""
    wide = len(words) * DIGIT + 4
    return format_html(
        '<rect x="{left}" y="{top}" width="{wide}" height="18" class="drawing-field"/>'
        '<text x="{x}" y="{line}" class="drawing-figure" text-anchor="middle">{words}</text>',
        left=f"{x - wide / 2:.1f}",
        top=y + 3,
        wide=wide,
        x=f"{x:.1f}",
        line=y + 17,
        words=words,
    )


def _patterns(key: str, count: int) -> SafeString:
    marks = {
        "plain": "",
        "stripes": '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" class="drawing-mark"/>',
        "dots": '<circle cx="4" cy="4" r="1.6" class="drawing-spot"/>',
        "lines": '<path d="M0 4H8" class="drawing-mark"/>',
        "cross": '<path d="M0 4H8M4 0V8" class="drawing-mark"/>',
    }
    return format_html_join(
        "",
        '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" class="drawing-ground-{}"/>{}</pattern>',
        (
            (key, number, number, SafeString(marks[PATTERNS[number % len(PATTERNS)]]))
            for number in range(count)
        ),
    )


def _legend(key: str, parts: Sequence[str]) -> SafeString:
    return format_html(
        '<figcaption><ul class="drawing-legend nobullet-list">{}</ul></figcaption>',
        format_html_join(
            "",
            '<li><svg viewBox="0 0 24 16" aria-hidden="true" focusable="false"><rect width="24" height="16" '
            'class="drawing-{}" fill="url(#{}-{})"/></svg> {}</li>',
            ((number, key, number, part) for number, part in enumerate(parts)),
        ),
    )
