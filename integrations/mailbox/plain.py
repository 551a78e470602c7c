"""The words of an HTML mail: nothing is fetched, nothing is run, links keep their visible text only."""

import re
from html.parser import HTMLParser

UNSEEN = {"script", "style", "head", "title", "template", "svg", "object", "iframe", "noscript"}
LINES = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "hr"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what is not seen."""
        if tag in UNSEEN:
            self.unseen += 1
        elif tag in LINES:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what is not seen."""
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in LINES:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take words that a reader would see."""
        if not self.unseen:
            self.words.append(re.sub(r"\s+", " ", data))


def words_of(html: str) -> str:
    """Return the words of an HTML document as lines."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = [line.strip() for line in "".join(reader.words).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
