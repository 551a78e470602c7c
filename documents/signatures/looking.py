"""Whether two editions of a page look alike where the words do: something may be painted over. No Django."""

from documents.signatures.pages import Page

BLOCK = 6  # pixels of half a point's scale: about 4 mm
_FAR = 70  # of 255: edges of letters differ by less
_ANEW = 0.2  # of the page: then it is set up anew, and pictures of it cannot be compared
_MARGIN = 0.05


def drawn_over(signed: list[Page], sent: list[Page], shift: int) -> tuple[list[int], bool]:
    """Return the pages of the signed file that look different in places, and whether it was set up anew.

    `shift` is the number of covers before the first page. Where the editions have different pages, only
    their texts can be compared.
    """
    if len(signed) != len(sent):
        return [], True
    found, anew = [], False
    for number, (one, other) in enumerate(zip(signed, sent, strict=True), 1 + shift):
        share = _unlike(one, other)
        if share > _ANEW:
            anew = True
        elif share > 0:
            found.append(number)
    return found, anew


def _unlike(one: Page, other: Page) -> float:
    """Return the share of blocks that differ, outside shown signatures and the outermost margin."""
    if one.drawn == other.drawn:
        return 0
    if len(one.drawn) != len(other.drawn) or one.width != other.width:
        return 1
    wide, tall = one.width, len(one.drawn) // one.width
    unlike, total = 0, 0
    for top in range(int(tall * _MARGIN), int(tall * (1 - _MARGIN)) - BLOCK, BLOCK):
        rows = slice(top * wide, (top + BLOCK) * wide)
        total += wide // BLOCK
        if one.drawn[rows] != other.drawn[rows]:
            unlike += sum(
                _differs(one, other, left, top)
                for left in range(int(wide * _MARGIN), int(wide * (1 - _MARGIN)) - BLOCK, BLOCK)
            )
    return unlike / max(total, 1)


def _differs(one: Page, other: Page, left: int, top: int) -> bool:
    darkest = 255
    far = False
    for row in range(top, top + BLOCK):
        start = row * one.width + left
        ours, theirs = other.drawn[start : start + BLOCK], one.drawn[start : start + BLOCK]
        darkest = min(darkest, *ours)
        far = far or any(abs(a - b) > _FAR for a, b in zip(ours, theirs, strict=True))
    return far and not (darkest > 200 and _in_signature(one, left, top))


def _in_signature(page: Page, left: int, top: int) -> bool:
    """A shown signature may stand where the page was empty, and nowhere else."""
    tall = page.size[1]
    right, bottom = (left + BLOCK) * 2, tall - (top + BLOCK) * 2
    return any(
        box[0] - 6 <= left * 2
        and right <= box[2] + 6
        and box[1] - 6 <= bottom
        and tall - top * 2 <= box[3] + 6
        for box in page.signature_boxes
    )
