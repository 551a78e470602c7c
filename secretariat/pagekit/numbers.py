"""Danish numbers and file sizes in words."""

from decimal import Decimal

STEP = 1000
UNITS = ("byte", "kB", "MB", "GB", "TB")
WHOLE_FROM = 10


def in_figures(number: float | Decimal) -> str:
    """Return the number with Danish separators: 25.712 and 8.241,5."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def size_in_words(size: int) -> str:
    """Return a file's size as people say it: "812 byte", "1,4 MB", "23 MB"."""
    value, unit = float(size), UNITS[0]
    for larger in UNITS[1:]:
        if value < STEP:
            break
        value, unit = value / STEP, larger
    text = f"{value:.0f}" if value >= WHOLE_FROM or unit == UNITS[0] else f"{value:.1f}".replace(".", ",")
    return f"{text} {unit}"
