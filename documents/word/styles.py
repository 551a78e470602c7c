"""The style of each paragraph of a Word document by name."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.text.paragraph import Paragraph


class StyleNames:
    """The names of a document's paragraph styles, read once.

    python-docx looks through all styles for every paragraph that is asked for its own, which in a long
    document takes longer than everything else.
    """

    def __init__(self, word: Document) -> None:
        styles = [each for each in word.styles if each.type == WD_STYLE_TYPE.PARAGRAPH]
        self._names = {each.style_id: each.name or "" for each in styles}
        default = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        self._default = default.name or "" if default is not None else ""

    def of(self, paragraph: Paragraph) -> str:
        """Return the name of the paragraph's style: the default's where it has none or an unknown one."""
        return self._names.get(paragraph._p.style or "", self._default)
