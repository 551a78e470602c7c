"""Where in a Word template something stands, as its author sees it in Word."""

import html
import re

WHOLE_FILE = "Hele filen"
_TAGS = re.compile(r"<[^>]+>")
_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_LONGEST = 80
PLACES = (
    ("word/document", "Teksten"),
    ("word/header", "Sidehoved"),
    ("word/footer", "Sidefod"),
    ("word/footnotes", "Fodnoter"),
    ("word/endnotes", "Slutnoter"),
    ("word/comments", "Kommentarer"),
    ("word/charts/", "Diagram"),
    ("word/diagrams/", "SmartArt-tegning"),
    ("word/glossary/", "Byggeklodser"),
    ("word/settings", "Dokumentets indstillinger"),
    ("docProps/", "Filens egenskaber"),
    ("customXml/", "Skjulte data i filen"),
)


def place_of(part: str) -> str:
    """Sidehoved for word/header2.xml; the part's own name where Word has no word for it."""
    if part.endswith(".rels"):
        return "Link"
    return next((place for beginning, place in PLACES if part.startswith(beginning)), part)


def words_of(xml: str) -> str:
    """The words a reader sees, without the marks around them."""
    return html.unescape(_TAGS.sub("", xml))


def near(jinja: str, name: str) -> str:
    """The paragraph in which a field of that name first stands, cut short; '' where it is not found."""
    asked = re.compile(rf"\b{re.escape(name)}\b")
    for paragraph in jinja.split("</w:p>"):
        words = " ".join(words_of(paragraph).split())
        if any(asked.search(field) for field in _FIELD.findall(words)):
            return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return ""


def fields_in(jinja: str) -> list[str]:
    """The fields `{{ … }}` of a part as they are written."""
    return [words_of(field) for field in _FIELD.findall(jinja) if field.startswith("{{")]
