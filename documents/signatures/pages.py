"""What a reader sees on the pages of a PDF, read with PDFium: lines of text, and what hides from the eye.

Text counts as seen where its glyph stands out from what is around it on the drawn page. Text that is
white on white, without ink, outside the page or behind something is kept apart: it is in the file, and
nobody who signed has read it. No Django here.
"""

import ctypes
from dataclasses import dataclass, field
from typing import BinaryIO

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_PAGES = 600
MOST_CHARACTERS = 1_500_000
_SCALE = 2  # pixels to a point: a letter of 10 points is about 10 × 16 pixels
_CONTRAST = 30  # of 255
_PAPER = 250  # of 255: what is darker is drawn
_WITHOUT_INK = {3, 7}  # text render modes, ISO 32000-1 table 106
Box = tuple[float, float, float, float]  # left, bottom, right, top in points


class TooLongError(ValueError):
    """The file has more pages or text than an agreement can have."""


@dataclass
class Page:
    """One page as it is seen."""

    lines: list[str] = field(default_factory=list)
    hidden: str = ""
    has_picture: bool = False
    drawn: bytes = b""  # the page in grey, small, as it looks with everything that lies on it
    width: int = 0
    signature_boxes: list[Box] = field(default_factory=list)
    size: tuple[float, float] = (0, 0)
    notes: list[str] = field(default_factory=list)  # words of comments and form fields on the page

    @property
    def has_ink(self) -> bool:
        """Return whether anything is drawn on the page."""
        return bool(self.drawn) and min(self.drawn) < _PAPER


def pages_of(content: BinaryIO) -> list[Page]:
    """Return the pages of a PDF. Raises TooLongError, and pypdfium2's error for what cannot be read."""
    document = pdfium.PdfDocument(content)
    try:
        if len(document) > MOST_PAGES:
            raise TooLongError
        document.init_forms()
        found, left = [], MOST_CHARACTERS
        for page in document:
            one = _read(page)
            left -= sum(map(len, one.lines))
            if left < 0:
                raise TooLongError
            found.append(one)
            page.close()
        return found
    finally:
        document.close()


def _read(page: pdfium.PdfPage) -> Page:
    found = Page(size=page.get_size())
    image = page.render(scale=_SCALE, grayscale=True, may_draw_forms=True)
    seen = _Seen(bytes(image.buffer), image.stride, image.width, image.height, found.size[1])
    text = page.get_textpage()
    shown, hidden = _characters(text, seen)
    text.close()
    found.lines = [line for line in shown.splitlines() if line.strip()]
    found.hidden = " ".join(hidden.split())
    found.has_picture = any(each.type == raw.FPDF_PAGEOBJ_IMAGE for each in page.get_objects(max_depth=3))
    small = page.render(scale=0.5, grayscale=True, may_draw_forms=True)
    rows = bytes(small.buffer)
    found.drawn = b"".join(
        rows[row * small.stride : row * small.stride + small.width] for row in range(small.height)
    )
    found.width = small.width
    _annotations(page, found)
    return found


@dataclass(frozen=True)
class _Seen:
    """The drawn page."""

    pixels: bytes
    stride: int
    width: int
    height: int
    tall: float

    def stands_out(self, box: Box, fill: int | None) -> bool:
        """Whether a glyph in the box can be seen, and is not of the colour that the box mostly has."""
        left, right = int(box[0] * _SCALE), int(box[2] * _SCALE) + 1
        top, bottom = int((self.tall - box[3]) * _SCALE), int((self.tall - box[1]) * _SCALE) + 1
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(right, self.width), min(bottom, self.height)
        if left >= right or top >= bottom:
            return False
        rows = b"".join(
            self.pixels[row * self.stride + left : row * self.stride + right] for row in range(top, bottom)
        )
        if max(rows) - min(rows) < _CONTRAST:
            # A stroke may fill its whole box, as in a dash: then it is seen against what is around.
            return fill is not None and fill < 128 and max(rows) < 160
        lightest = max(rows)
        # White letters are seen on dark ground only.
        return fill is None or fill < 225 or lightest < 225 or sorted(rows)[len(rows) // 2] < 200


def _characters(text: pdfium.PdfTextPage, seen: _Seen) -> tuple[str, str]:
    shown: list[str] = []
    hidden: list[str] = []
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    joining = False
    for place in range(raw.FPDFText_CountChars(text)):
        letter = chr(raw.FPDFText_GetUnicode(text, place))
        if raw.FPDFText_IsHyphen(text, place) == 1 or letter in "\x02\xad":
            joining = True  # a word divided between two lines
            continue
        if letter.isspace() or letter == "\0" or raw.FPDFText_IsGenerated(text, place) == 1:
            if not (joining and letter in "\r\n"):
                shown.append(letter if letter in "\n" else " ")
                hidden.append(" ")
            continue
        joining = False
        raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if _has_ink(text, place) and seen.stands_out(box, _fill(text, place)):
            shown.append(letter)
        else:
            hidden.append(letter)
    return _whole("".join(shown)), _whole("".join(hidden))


def _whole(words: str) -> str:
    """Half a pair of UTF-16 is no letter."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _has_ink(text: pdfium.PdfTextPage, place: int) -> bool:
    part = raw.FPDFText_GetTextObject(text, place)
    return not part or raw.FPDFTextObj_GetTextRenderMode(part) not in _WITHOUT_INK


def _fill(text: pdfium.PdfTextPage, place: int) -> int | None:
    """How light the letter's colour is, 0–255; None where the file does not say."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(text, place, red, green, blue, alpha):
        return None
    if alpha.value < 16:
        return 255
    return (red.value * 299 + green.value * 587 + blue.value * 114) // 1000


def _annotations(page: pdfium.PdfPage, found: Page) -> None:
    """Note where signatures are shown, and the words of comments and form fields."""
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        mark = raw.FPDFPage_GetAnnot(page, place)
        kind = raw.FPDFAnnot_GetSubtype(mark)
        box = raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(mark, box) and _key(mark, b"FT") == "Sig":
            found.signature_boxes.append((box.left, box.bottom, box.right, box.top))
        elif kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
            words = " ".join(filter(None, (_key(mark, b"Contents"), _key(mark, b"V"))))
            found.notes.append(words[:500] or "(uden ord)")
        raw.FPDFPage_CloseAnnot(mark)


def _key(mark: object, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(mark, key, None, 0)
    if length <= 2:
        return ""
    letters = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(mark, key, ctypes.cast(letters, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return letters.raw[: length - 2].decode("utf-16-le", "replace")
